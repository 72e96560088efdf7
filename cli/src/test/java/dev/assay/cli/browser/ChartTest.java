package dev.assay.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a chart of estimates is drawn, told from its own script in a page. */
class ChartTest extends BrowserTest {

  // Of the page's module, with its hash in the name.
  private static final String CHART =
      "const chart = await import(performance.getEntriesByType('resource').map(each => each.name)"
          + ".find(name => /chart\\.[0-9a-f]+\\.js/.test(name)));";

  private static String lines(String unit, String low, String values, String high) {
    return """
        const data = {unit: '%s', times: [0, 3600000, 7200000, 10800000], from: 0, to: 14400000, open: false, marks: [],
          ends: [3600000, 7200000, 10800000, 14400000],
          lines: [{label: 'p95', ink: 'p95', overlay: false, low: %s, values: %s, high: %s, n: [9, 9, 9, 9]}]};
        """
        .formatted(unit, low, values, high);
  }

  private static Map<?, ?> scale(Page page, String data) {
    return (Map<?, ?>) page.evaluate("async () => {" + CHART + data + "return chart.scale(data);}");
  }

  private static double end(Map<?, ?> scale, String name) {
    return ((Number) scale.get(name)).doubleValue();
  }

  @Test
  void everyPanel_hasItsTable_itsQueries_andItsFiles() throws IOException {
    Visiting visiting = visit();
    for (String path : List.of("/ui?last=7d", "/ui/latency?last=7d")) {
      Page page = visiting.open(path);
      List<Locator> panels = page.locator("[data-panel]").all();
      assertThat(panels).hasSizeGreaterThan(7);
      for (Locator panel : panels) {
        String name = panel.getAttribute("data-panel");
        Locator tools = panel.locator(".tools");
        PlaywrightAssertions.assertThat(tools).containsText("Show as table");
        for (String button : List.of("a[href*='/data.csv']", "[data-png]")) {
          Download file = download(page, tools.locator(button));
          byte[] bytes = Files.readAllBytes(file.path());
          boolean png = file.suggestedFilename().equals(name + ".png");
          assertThat(png || file.suggestedFilename().equals(name + ".csv")).isTrue();
          if (png) {
            assertThat(bytes).hasSizeGreaterThan(2_000).startsWith(0x89, 'P', 'N', 'G');
          } else {
            assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("\n").contains("n");
          }
        }
        List<String> queries = tools.locator("details pre").allTextContents();
        assertThat(queries).as(name).isNotEmpty().allMatch(query -> query.startsWith("GET /api/"));
        for (String query : queries) {
          String address = visiting.server() + query.substring("GET ".length());
          assertThat(page.request().get(address).status()).as(query).isEqualTo(200);
        }
      }
    }
  }

  // A panel that is brought up to date at that moment is another one then: whoever meant to click
  // it clicks once more.
  private static Download download(Page page, Locator button) {
    Page.WaitForDownloadOptions aMoment = new Page.WaitForDownloadOptions().setTimeout(1_500);
    for (int more = 8; more > 0; more--) {
      try {
        return page.waitForDownload(aMoment, () -> button.evaluate("e => e.click()"));
      } catch (TimeoutError e) {
        PlaywrightAssertions.assertThat(button).isAttached();
      }
    }
    return page.waitForDownload(() -> button.evaluate("e => e.click()"));
  }

  @Test
  void oneIntervalThatIsManyTimesAsHigh_doesNotFlattenTheLines() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/latency");
    Map<?, ?> calm =
        scale(
            page,
            lines("millis", "[90, 90, 90, 90]", "[100, 110, 100, 105]", "[120, 130, 120, 120]"));
    assertThat(end(calm, "low")).isZero();
    assertThat(end(calm, "high")).isBetween(130.0, 145.0);
    assertThat(calm.get("cut")).isEqualTo(false);
    Map<?, ?> wide =
        scale(
            page,
            lines("millis", "[90, 90, 90, 90]", "[100, 110, 100, 105]", "[120, 30000, 120, null]"));
    assertThat(end(wide, "high")).isBetween(165.0, 200.0);
    assertThat(wide.get("cut")).isEqualTo(true);
    // A value is never cut.
    Map<?, ?> high =
        scale(
            page,
            lines(
                "millis", "[90, 90, 90, 90]", "[100, 30000, 100, 105]", "[120, 31000, 120, 120]"));
    assertThat(end(high, "high")).isGreaterThan(31_000);
    assertThat(high.get("cut")).isEqualTo(false);
    // A share has its ends anyway.
    Map<?, ?> share =
        scale(
            page,
            lines("share", "[0, 0, 0, 0]", "[0.01, 0.02, 0.01, 0]", "[0.05, 0.4, 0.05, 0.04]"));
    assertThat(end(share, "high")).isBetween(0.4, 0.5);
    assertThat(share.get("cut")).isEqualTo(false);
  }

  @Test
  void intervalWithoutAnEnd_isDrawnToTheEdge_andSaysThatItGoesOn() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/latency");
    Object shades =
        page.evaluate(
            "async () => {"
                + CHART
                + lines(
                    "millis",
                    "[40, 40, 40, 40]",
                    "[100, 100, 100, 100]",
                    "[null, null, null, null]")
                + """
                  const place = document.querySelector('[data-chart]');
                  const element = place.cloneNode(false);
                  element.dataset.chart = JSON.stringify(data);
                  place.replaceWith(element);
                  chart.draw(element.parentElement);
                  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
                  const canvas = element.querySelector('canvas');
                  const pen = canvas.getContext('2d');
                  const paper = pen.getImageData(Math.floor(canvas.width / 2), 0, 1, canvas.height).data;
                  let filled = 0;
                  for (let y = 0; y < canvas.height; y++) filled += paper[4 * y + 3] > 0 ? 1 : 0;
                  return [filled / canvas.height, element.nextElementSibling.textContent];
                  }
                  """);
    // From 40 of 108 up to the top; the line and the grid alone are thin.
    assertThat(((Number) ((List<?>) shades).get(0)).doubleValue()).isGreaterThan(0.3);
    assertThat(((List<?>) shades).get(1).toString()).contains("go on");
  }
}

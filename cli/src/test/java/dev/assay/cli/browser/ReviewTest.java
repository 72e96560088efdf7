package dev.assay.cli.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReviewTest extends BrowserTest {

  private static final String HOME = "/ui/review?evaluator=grounding&last=7d";
  private static final String CALIBRATION = "/ui/calibration?evaluator=grounding&last=7d";
  private static final int ENOUGH = 12;

  @Test
  void label_changesTheCorrectedRate() {
    Visiting visiting = visit();
    Page page = visiting.open(HOME);
    visiting.isFitToBeSeen("review");
    page.getByLabel("Draw now").fill("20");
    page.getByText("Draw from this time").click();
    page.waitForURL("**/spot-check**");
    String check = page.url();
    // Blind: what the judge said is nowhere in the page.
    assertThat(page.locator("#title-revealed")).hasCount(0);
    assertThat(page.content()).doesNotContain("· version");
    visiting.isFitToBeSeen("review-item");
    for (int i = 0; i < ENOUGH; i++) {
      answer(page, "p");
    }
    visiting.open(CALIBRATION);
    Locator corrected = page.locator("#rate-corrected_pass_rate .bar-figure");
    assertThat(corrected)
        .containsText(Pattern.compile("[0-9.]+% \\[.*] estimated from [0-9]+ of [0-9,]+"));
    String before = corrected.textContent();
    visiting.isFitToBeSeen("calibration");

    page.navigate(check);
    answer(page, "f");
    page.keyboard().press("u");
    assertThat(page.getByText("What others made of it", exactly())).isVisible();
    assertThat(page.locator("[aria-labelledby=title-revealed]")).containsText("grounding");
    visiting.open(CALIBRATION);
    assertThat(corrected).not().hasText(before);
    assertThat(page.locator("#rate-raw_pass_rate .bar-figure")).containsText("%");
  }

  @Test
  void threshold_moved_showsWhatItBringsAndStandsInTheAddress() {
    Visiting visiting = visit();
    Page page = visiting.open(HOME);
    page.getByLabel("Draw now").fill("12");
    page.getByText("Draw from this time").click();
    page.waitForURL("**/spot-check**");
    for (int i = 0; page.locator("[data-keys]").count() > 0; i++) {
      answer(page, i % 3 == 0 ? "f" : "p");
    }
    assertThat(page.getByText("All 12 are done.")).isVisible();
    visiting.open(CALIBRATION);
    page.locator("#threshold").fill("0.9");
    page.waitForURL("**threshold=0.9**");
    assertThat(page.locator("#at-threshold")).containsText("If it passed value >= 0.9");
    assertThat(page.locator("#threshold-value")).hasText("0.9000");
  }

  @Test
  void peopleWhoDisagree_areSettledByAnEditor() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/review/disagreement?evaluator=grounding&last=7d");
    String item = page.locator("input[name=item]").inputValue();
    page.keyboard().press("p");
    assertThat(page.getByText("Written down.")).isVisible();
    page.request()
        .post(
            visiting.server() + "/api/v1/labels",
            RequestOptions.create()
                .setData(
                    Map.of(
                        "interaction_id", item,
                        "evaluator", "grounding",
                        "annotator", "<b>jonas</b>",
                        "passed", false,
                        "comment", "<img src=x onerror=alert(1)>")));
    visiting.open(
        "/ui/review/adjudication?evaluator=grounding&last=7d&item=" + item.replace("+", "%2B"));
    Locator said = page.locator("[aria-labelledby=title-said]");
    assertThat(said.getByRole(AriaRole.LISTITEM)).hasCount(2);
    assertThat(said).containsText("<img src=x onerror=alert(1)>");
    page.keyboard().press("f");
    assertThat(page.getByText("Written down.")).isVisible();
    page.keyboard().press("u");
    assertThat(page.locator(".review-answer-form")).containsText("Settled as fail");
  }

  /** By one key, as often as the progress says so. */
  private static void answer(Page page, String key) {
    Locator progress = page.locator(".review-progress").first();
    String[] before = progress.getAttribute("aria-label").split(" ");
    page.keyboard().press(key);
    assertThat(progress)
        .hasAttribute(
            "aria-label", Integer.parseInt(before[0]) + 1 + " of " + before[2] + " answered");
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }
}

package dev.assay.benchmarks.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.WaitUntilState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * When a browser first shows something of a page, and when its panels are drawn: in milliseconds
 * since the page was asked for in a tab that was open and empty, with nothing in the browser's
 * cache and with everything in it, and once more in the same tab.
 *
 * <p>Arguments: how often, and the addresses of pages. They take turns, so that what else the
 * machine does meets all of them. {@code CHROMIUM} and {@code NODE} say where these programs are,
 * if not in {@code /usr/bin}. Nothing is asked of a page before all of it is there: the answer
 * costs a page more than showing itself.
 */
public final class FirstPaint {

  private static final double SETTLED = 1_500;
  private static final double ALL_THERE = 2_500;
  private static final List<String> STATES = List.of("cold", "warm", "same tab");
  // Notes when each panel was drawn: its frame has begun.
  private static final String NOTE =
      "globalThis.drawn = {}; document.addEventListener('htmx:afterSettle', event => {"
          + " const panel = event.target.closest('[data-panel]');"
          + " if (panel) requestAnimationFrame(() => drawn[panel.dataset.panel] ??="
          + " performance.now()); })";
  // A panel's time is from when it was asked for until it was drawn.
  private static final String TIMES =
      "() => { const asked = Object.fromEntries(performance.getEntriesByType('resource')"
          + ".filter(e => e.name.includes('/ui/panels/'))"
          + ".reverse().map(e => [new URL(e.name).pathname.split('/').pop(), e]));"
          + " const panels = Object.keys(drawn).filter(id => asked[id]);"
          + " const most = of => Math.max(0, ...panels.map(of));"
          + " return [performance.getEntriesByName('first-contentful-paint')[0].startTime,"
          + " performance.getEntriesByType('navigation')[0].responseEnd,"
          + " most(id => drawn[id]), most(id => asked[id].responseEnd - asked[id].requestStart),"
          + " most(id => drawn[id] - asked[id].startTime), panels.length,"
          + " document.querySelectorAll('.skeleton').length]; }";
  private static final List<String> NAMES =
      List.of(
          "first paint",
          "page read",
          "all panels drawn",
          "slowest panel's answer",
          "slowest panel drawn",
          "panels drawn",
          "panels not there");

  private FirstPaint() {}

  /** Measures. */
  public static void main(String[] args) {
    int times = Integer.parseInt(args[0]);
    List<String> pages = List.of(args).subList(1, args.length);
    Map<String, String> environment =
        Map.of(
            "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
            "1",
            "PLAYWRIGHT_NODEJS_PATH",
            program("NODE", "/usr/bin/node"));
    try (Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        Browser browser =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(program("CHROMIUM", "/usr/bin/chromium")))
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")))) {
      List<List<List<List<Double>>>> measured = new ArrayList<>();
      for (String page : pages) {
        visit(browser, page);
        measured.add(List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
      }
      for (int i = 0; i < times; i++) {
        for (int page = 0; page < pages.size(); page++) {
          List<List<Double>> visits = visit(browser, pages.get(page));
          for (int state = 0; state < STATES.size(); state++) {
            measured.get(page).get(state).add(visits.get(state));
          }
        }
      }
      for (int page = 0; page < pages.size(); page++) {
        for (int state = 0; state < STATES.size(); state++) {
          tell(pages.get(page) + " " + STATES.get(state), measured.get(page).get(state));
        }
      }
    }
  }

  // A person who was never here, who then comes a second time, and once more from there.
  private static List<List<Double>> visit(Browser browser, String address) {
    try (BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions().setViewportSize(1360, 900).setTimezoneId("UTC"))) {
      // Else the first page would be asked for twice: first without knowing where the reader is.
      context.addCookies(List.of(new Cookie("assay_zone", "UTC").setUrl(address)));
      context.addInitScript(NOTE);
      List<List<Double>> visits = new ArrayList<>();
      Page first = tab(context);
      visits.add(times(first, address));
      first.close();
      Page second = tab(context);
      visits.add(times(second, address));
      visits.add(times(second, address));
      return visits;
    }
  }

  // Opening a window takes the browser several times as long as showing a page in it.
  private static Page tab(BrowserContext context) {
    Page tab = context.newPage();
    tab.waitForTimeout(SETTLED);
    return tab;
  }

  private static List<Double> times(Page page, String address) {
    page.navigate(address, new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
    page.waitForTimeout(ALL_THERE);
    List<Double> measured = new ArrayList<>();
    ((List<?>) page.evaluate(TIMES)).forEach(each -> measured.add(((Number) each).doubleValue()));
    return measured;
  }

  private static void tell(String what, List<List<Double>> measured) {
    StringBuilder line = new StringBuilder(what).append(", ms, median (least to most):");
    for (int i = 0; i < NAMES.size(); i++) {
      List<Double> values = new ArrayList<>();
      for (List<Double> each : measured) {
        values.add(each.get(i));
      }
      Collections.sort(values);
      line.append(
          String.format(
              Locale.ROOT,
              "%n  %-24s %4.0f (%.0f to %.0f)",
              NAMES.get(i),
              values.get(values.size() / 2),
              values.get(0),
              values.get(values.size() - 1)));
    }
    System.out.println(line);
  }

  private static String program(String name, String otherwise) {
    String given = System.getenv(name);
    return given == null ? otherwise : given;
  }
}

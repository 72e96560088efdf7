package dev.assay.benchmarks.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * When a browser first shows something of a page, and when all of it is there: in milliseconds
 * since the page was asked for, with nothing in the browser's cache and with everything in it.
 *
 * <p>Arguments: how often, and the addresses of pages. They take turns, so that what else the
 * machine does meets all of them. {@code CHROMIUM} and {@code NODE} say where these programs are,
 * if not in {@code /usr/bin}.
 */
public final class FirstPaint {

  private static final String PAINTED =
      "() => performance.getEntriesByName('first-contentful-paint').length > 0";
  private static final String THERE =
      "() => document.readyState === 'complete'"
          + " && !document.querySelector('.skeleton, .htmx-request, .htmx-swapping')";
  // Of the slowest panel: how long its answer took, from when it was asked for.
  private static final String TIMES =
      "() => [performance.getEntriesByName('first-contentful-paint')[0].startTime,"
          + " performance.getEntriesByType('navigation')[0].responseEnd, performance.now(),"
          + " Math.max(0, ...performance.getEntriesByType('resource').filter(e =>"
          + " e.name.includes('/ui/panels/')).map(e => e.responseEnd - e.requestStart))]";
  private static final List<String> NAMES =
      List.of("first paint", "page read", "all there", "slowest panel's answer");

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
      List<List<List<Double>>> cold = new ArrayList<>();
      List<List<List<Double>>> warm = new ArrayList<>();
      pages.forEach(
          page -> {
            visit(browser, page);
            cold.add(new ArrayList<>());
            warm.add(new ArrayList<>());
          });
      for (int i = 0; i < times; i++) {
        for (int page = 0; page < pages.size(); page++) {
          List<List<Double>> both = visit(browser, pages.get(page));
          cold.get(page).add(both.get(0));
          warm.get(page).add(both.get(1));
        }
      }
      for (int page = 0; page < pages.size(); page++) {
        tell(pages.get(page) + " cold", cold.get(page));
        tell(pages.get(page) + " warm", warm.get(page));
      }
    }
  }

  // A person who was never here, and who then comes a second time.
  private static List<List<Double>> visit(Browser browser, String address) {
    try (BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions().setViewportSize(1360, 900).setTimezoneId("UTC"))) {
      // Else the first page would be asked for twice: first without knowing where the reader is.
      context.addCookies(List.of(new Cookie("assay_zone", "UTC").setUrl(address)));
      List<List<Double>> both = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Page page = context.newPage();
        page.navigate(address);
        page.waitForFunction(THERE);
        page.waitForFunction(PAINTED);
        List<Double> measured = new ArrayList<>();
        ((List<?>) page.evaluate(TIMES))
            .forEach(each -> measured.add(((Number) each).doubleValue()));
        both.add(measured);
        page.close();
      }
      return both;
    }
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

package dev.assay.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ViewportSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A person at a browser, and what goes wrong while they look: errors of scripts, what the content
 * security policy refused, requests that leave the server.
 */
public final class Visiting implements AutoCloseable {

  private static final String AXE = text("axe-core/axe.min.js");
  private static final int NARROW = 380;
  // In the documentation a longer page is cut: catalogues go on as they begin.
  private static final int LONGEST = 2400;
  private static final String DOCUMENTED = "docs/images/dashboard";
  private static final String UNDOCUMENTED = "cli/target/pictures";

  private final URI server;
  private final BrowserContext context;
  private final Page page;
  private final List<String> wrong = new ArrayList<>();

  Visiting(Browser browser, URI server, Consumer<Browser.NewContextOptions> otherwise) {
    this.server = server;
    Browser.NewContextOptions options =
        new Browser.NewContextOptions()
            .setBaseURL(server.toString())
            .setViewportSize(1360, 900)
            .setLocale("en-GB")
            .setTimezoneId("Europe/Berlin")
            .setColorScheme(ColorScheme.LIGHT);
    otherwise.accept(options);
    this.context = browser.newContext(options);
    // Else the first page would be asked for twice: first without knowing where the reader is.
    context.addCookies(List.of(new Cookie("assay_zone", "Europe%2FBerlin").setUrl(server + "/ui")));
    this.page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            wrong.add("console: " + message.text());
          }
        });
    page.onPageError(error -> wrong.add("script: " + error));
    page.onDialog(
        dialog -> {
          wrong.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    page.onRequest(
        request -> {
          String url = request.url();
          boolean ours = url.startsWith(server + "/");
          if (!ours && !url.startsWith("data:") && !url.startsWith("blob:")) {
            wrong.add("request: " + url);
          }
        });
  }

  /** The page. */
  public Page page() {
    return page;
  }

  /** Where the server is. */
  public URI server() {
    return server;
  }

  /** Goes to a page of the server, and waits until all of it is there. */
  public Page open(String path) {
    page.navigate(server + path);
    return ready();
  }

  /** Waits until all panels and parts are there. */
  public Page ready() {
    page.waitForFunction(
        "() => document.readyState === 'complete'"
            + " && !document.querySelector('.skeleton, .htmx-request, .htmx-swapping')");
    return page;
  }

  /**
   * What every page has to be, as it stands: accessible in the light and in the dark, with whole
   * tables on a screen, and as wide as a phone; and has its picture taken.
   */
  public void isFitToBeSeen(String name) {
    isAccessible();
    showsItsTables();
    picture(name);
    inColours(ColorScheme.DARK);
    isAccessible();
    picture(name + "-dark", UNDOCUMENTED, LONGEST);
    inColours(ColorScheme.LIGHT);
    fitsPhone();
    glimpse(name + "-phone");
    onDesktop();
  }

  private void inColours(ColorScheme scheme) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
  }

  /** Nothing serious is in the way of people who cannot see or point; as it is on the screen. */
  public void isAccessible() {
    if (!Boolean.TRUE.equals(page.evaluate("() => 'axe' in window"))) {
      page.evaluate(AXE);
    }
    Object found =
        page.evaluate(
            "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
                + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                + ".map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' '"
                + " + n.any.map(a => a.message).join(' ')).join(' | '))");
    assertThat((List<?>) found).as("axe on " + page.url()).isEmpty();
  }

  /** On a screen no column of a table is out of sight: nobody looks for what they do not see. */
  public void showsItsTables() {
    Object cut =
        page.evaluate(
            "() => [...document.querySelectorAll('.scroll')].flatMap(box => {"
                + " const edge = box.getBoundingClientRect().right + 1;"
                + " return [...box.querySelectorAll('th, td')]"
                + ".filter(cell => cell.getBoundingClientRect().right > edge)"
                + ".slice(0, 1).map(cell => box.getAttribute('aria-label') + ': '"
                + " + cell.textContent.trim().slice(0, 60)); })");
    assertThat((List<?>) cut).as("out of sight on " + page.url()).isEmpty();
  }

  /** Nothing has to be moved sideways on a phone. */
  public void fitsPhone() {
    page.setViewportSize(NARROW, 800);
    // Charts follow when they notice.
    page.waitForFunction(
        "() => [...document.querySelectorAll('.chart .u-wrap')]"
            + ".every(e => e.offsetWidth <= Math.max(200, e.closest('.chart').clientWidth))");
    Object tooWide =
        page.evaluate(
            "() => { const wide = document.documentElement.scrollWidth - innerWidth;"
                + " return wide <= 0 ? [] : [...document.querySelectorAll('main *, header *')]"
                + ".filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
                + ".slice(0, 5).map(e => e.outerHTML.slice(0, 120)); }");
    assertThat((List<?>) tooWide).as("wider than a phone on " + page.url()).isEmpty();
  }

  /** Back on a screen. */
  public void onDesktop() {
    page.setViewportSize(1360, 900);
  }

  /** Renews the picture of the page in the documentation, where that is asked for. */
  public void picture(String name) {
    picture(name, DOCUMENTED, LONGEST);
  }

  /** The same, of what is on the screen: for what differs little from the whole. */
  public void glimpse(String name) {
    picture(name, DOCUMENTED, page.viewportSize().height);
  }

  private void picture(String name, String folder, int longest) {
    if (Boolean.getBoolean("assay.update")) {
      ViewportSize screen = page.viewportSize();
      int height = Math.min(longest, (int) page.evaluate("() => document.body.scrollHeight"));
      // As high as the picture: what stays in view does so for all of it.
      page.setViewportSize(screen.width, Math.max(screen.height, height));
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(
                  Path.of("").toAbsolutePath().getParent().resolve(folder).resolve(name + ".png"))
              .setClip(0, 0, screen.width, Math.max(screen.height, height)));
      page.setViewportSize(screen.width, screen.height);
    }
  }

  /** That nothing went wrong so far, but for what is expected to. */
  public void nothingWrong() {
    assertThat(wrong).isEmpty();
  }

  /** What went wrong so far; to be cleared by tests that expect it. */
  public List<String> wrong() {
    return wrong;
  }

  /** What the browser was told with the page. */
  public Map<String, String> headers(String path) {
    return page.request().get(server + path).headers();
  }

  private static String text(String resource) {
    try (InputStream in =
        Objects.requireNonNull(Visiting.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}

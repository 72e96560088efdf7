package dev.assay.cli.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One browser for all tests of a process: this machine's Chromium, driven by its Node.js. */
final class Browsers implements AutoCloseable {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(Browsers.class);
  private static final List<String> FOLDERS =
      List.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/snap/bin");

  // As long as Playwright waits for what is to be clicked: a busy machine is no defect.
  private static final double PATIENCE_MILLIS = 30_000;

  private final Playwright playwright;
  private final Browser browser;

  private Browsers() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    Optional<Path> node = found("node");
    Optional<Path> chromium =
        found("chromium").or(() -> found("chromium-browser")).or(() -> found("google-chrome"));
    Assumptions.assumeTrue(
        node.isPresent() && chromium.isPresent(),
        "node, chromium: not found (expected: installed; ./verify does)");
    Map<String, String> environment = new HashMap<>();
    environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    environment.put("PLAYWRIGHT_NODEJS_PATH", node.get().toString());
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium.get())
                    // As root there is no sandbox to be had; all that is opened is ours.
                    .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
  }

  static Browser of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Browsers.class, any -> new Browsers(), Browsers.class)
        .browser;
  }

  private static Optional<Path> found(String program) {
    return FOLDERS.stream()
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}

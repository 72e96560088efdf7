package dev.assay.cli.browser;

import com.microsoft.playwright.Browser;
import dev.assay.cli.DemoServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests of pages on the demo's data. A test fails if the browser complains of anything, or asks
 * anything of another server, even if nothing else is checked.
 */
@Timeout(600)
abstract class BrowserTest {

  @RegisterExtension private final Visits visits = new Visits();

  private static final class Visits implements BeforeEachCallback, AfterEachCallback {

    private ExtensionContext context;
    private final List<Visiting> open = new ArrayList<>();

    @Override
    public void beforeEach(ExtensionContext started) {
      context = started;
      // Not within a test's time: they take a while, once.
      Browsers.of(context);
      DemoServer.of(context);
    }

    Visiting visit(DemoServer server, Consumer<Browser.NewContextOptions> otherwise) {
      return visit(server.http(), otherwise);
    }

    Visiting visit(URI server, Consumer<Browser.NewContextOptions> otherwise) {
      Visiting visiting = new Visiting(Browsers.of(context), server, otherwise);
      open.add(visiting);
      return visiting;
    }

    @Override
    public void afterEach(ExtensionContext ended) {
      try {
        if (ended.getExecutionException().isEmpty()) {
          open.forEach(Visiting::nothingWrong);
        }
      } finally {
        open.forEach(Visiting::close);
      }
    }
  }

  /** A person who has not been here before. */
  Visiting visit() {
    return visits.visit(server(), options -> {});
  }

  /** The same, at another server. */
  Visiting visit(DemoServer server) {
    return visits.visit(server, options -> {});
  }

  /** The same, at a server that is no demo. */
  Visiting visitTo(URI server) {
    return visits.visit(server, options -> {});
  }

  /** The same, with a browser that runs no scripts. */
  Visiting visitWithoutScripts() {
    return visits.visit(server(), options -> options.setJavaScriptEnabled(false));
  }

  /** The demo's server. */
  DemoServer server() {
    return DemoServer.of(visits.context);
  }

  /** What every page has to be, once all of it is there. */
  void isFitToBeSeen(String path, String name) {
    Visiting visiting = visit();
    visiting.open(path);
    visiting.isFitToBeSeen(name);
  }
}

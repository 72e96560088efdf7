package dev.assay.cli.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.assay.cli.DemoServer;
import org.junit.jupiter.api.Test;

class FreshTest extends BrowserTest {

  @Test
  void firstAnswer_isNoticedByThePageThatSaysHowToSendIt() {
    try (DemoServer server = DemoServer.fresh()) {
      Visiting visiting = visit(server);
      Page page = visiting.open("/ui");
      assertThat(page.locator("h1")).hasText("Welcome");
      assertThat(page.getByText("/api/v1/interactions")).isVisible();
      visiting.isAccessible();
      visiting.picture("fresh");
      visiting.fitsPhone();

      server.first();
      assertThat(page.locator("h1"))
          .hasText("Overview", new LocatorAssertions.HasTextOptions().setTimeout(60_000));
      visiting.ready();
      visiting.nothingWrong();
      visiting.close();
    }
  }
}

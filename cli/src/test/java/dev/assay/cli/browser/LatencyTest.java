package dev.assay.cli.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LatencyTest extends BrowserTest {

  @Test
  void quantile_chosen_standsInTheAddressAndTheLinks() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/latency");
    visiting.isFitToBeSeen("latency");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("p99: one in 100 is slower"))
        .click();
    visiting.ready();
    assertThat(page.url()).contains("quantile=p99");
    assertThat(page.locator("#title-compared")).hasText("Compared by p99");
    assertThat(page.locator("#panel-latency-by-template .bars a").first())
        .hasAttribute("href", Pattern.compile(".*quantile=p99.*"));
    assertThat(page.locator("#panel-latency-by-length table.heat")).hasCount(1);
  }
}

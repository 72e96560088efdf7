package dev.assay.cli.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

class DatasetsTest extends BrowserTest {

  @Test
  void examples_arePagedAndFound() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/datasets");
    visiting.isFitToBeSeen("datasets");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("dataset.jsonl")).click();
    visiting.ready();
    assertThat(page.locator("#examples ~ .scroll caption")).hasText("1 to 25 of 108");
    visiting.isFitToBeSeen("dataset");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Next")).first().click();
    visiting.ready();
    assertThat(page.locator("#examples ~ .scroll caption")).hasText("26 to 50 of 108");
    page.getByLabel("With the words").fill("Business plan cost");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show")).click();
    visiting.ready();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("gold-001")).click();
    visiting.ready();
    assertThat(page.locator("h1")).hasText("gold-001");
    assertThat(page.locator("ol.history")).containsText("maren.oduya");
    visiting.isAccessible();
    visiting.fitsPhone();
  }
}

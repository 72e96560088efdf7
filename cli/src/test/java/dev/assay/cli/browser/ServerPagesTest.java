package dev.assay.cli.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** The pages for those who run the server. */
class ServerPagesTest extends BrowserTest {

  @Test
  void system_isFitToBeSeen() {
    isFitToBeSeen("/ui/system", "system");
  }

  @Test
  void evaluators_areFitToBeSeen() {
    isFitToBeSeen("/ui/evaluators", "evaluators");
  }

  @Test
  void settings_areFitToBeSeen() {
    isFitToBeSeen("/ui/settings", "settings");
  }

  @Test
  void evaluator_triedOnHostileText_saysItsScoreAsText() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/evaluators/try?evaluator=rouge-l");
    page.getByLabel("Output").fill("<script>alert(1)</script> five days");
    page.getByLabel("Expected").fill("five days");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Try it")).click();
    visiting.ready();
    assertThat(page.locator("#title-result")).hasText("What rouge-l says");
    assertThat(page.locator("#result .figure")).isVisible();
    visiting.isFitToBeSeen("evaluator-trial");
    assertThat(page.getByLabel("Output")).hasValue("<script>alert(1)</script> five days");
  }

  @Test
  void key_madeAndRevoked_isShownOnce() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/settings");
    page.getByText("Make a key").click();
    page.getByLabel("Name").fill("dashboard of the kitchen");
    page.getByText("read: look at everything").click();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make the key")).click();
    visiting.ready();
    String key = page.locator("#new-key").innerText();
    page.getByText("I have copied it").click();
    visiting.ready();
    assertThat(page.locator("body")).not().containsText(key);
    assertThat(page.locator("#keys")).containsText("dashboard of the kitchen");
    page.locator("#keys tr", new Page.LocatorOptions().setHasText("dashboard of the kitchen"))
        .locator("summary")
        .click();
    page.getByText("Revoke dashboard of the kitchen").click();
    visiting.ready();
    assertThat(page.locator(".message")).containsText("is revoked");
    assertThat(page.locator("#audit")).containsText("key.revoke");
  }
}

package dev.assay.cli.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

class FailuresTest extends BrowserTest {

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void failures_areFitToBeSeen() {
    isFitToBeSeen("/ui/failures?slice=feature%3Drefunds&sort=size", "failures");
  }

  @Test
  void casesToMergeInto_areFitToBeSeen() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/failures?status=new&slice=feature%3Dbilling&sort=size");
    page.locator(".case-title a").first().click();
    page.waitForURL("**/ui/failures/fc-**");
    visiting.ready();
    page.getByText("Merge other cases into this one").click();
    page.waitForURL("**/merge**");
    visiting.ready();
    assertThat(page.locator("main input[type=checkbox]").first()).isVisible();
    visiting.isFitToBeSeen("failure-merge");
  }

  @Test
  void case_dismissedByMistake_isReopened() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/failures?sort=first&status=new&slice=feature%3Daccount");
    page.locator(".case-title a").first().click();
    page.waitForURL("**/ui/failures/fc-**");
    visiting.ready();
    page.getByText("Dismiss", new Page.GetByTextOptions().setExact(true)).first().click();
    page.getByLabel("Why it is no failure").fill("a tester's question");
    button(page, "Dismiss").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("Dismissed.");
    assertThat(page.locator(".life li").last()).containsText("a tester's question");
    visiting.ready();
    button(page, "Reopen").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("Reopened");
    visiting.ready();
  }
}

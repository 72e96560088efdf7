package dev.assay.cli.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

class FailuresTest extends BrowserTest {

  private static final String ANSWER = "Within 14 days of the purchase, as the refund page says.";

  private static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void failures_areFitToBeSeen() {
    isFitToBeSeen("/ui/failures?slice=feature%3Drefunds&sort=size", "failures");
  }

  @Test
  void failingSlice_fromTheOverview_becomesARegressionExample() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui");
    page.getByLabel("What changed since the week before")
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("refunds").setExact(true))
        .first()
        .click();
    page.waitForURL("**slice=feature**");
    visiting.ready();
    link(page, "Failures").click();
    page.waitForURL("**/ui/failures**");
    visiting.ready();
    assertThat(page.getByLabel("Feature")).hasValue("feature=refunds");
    page.getByLabel("Sorted by").selectOption("size");
    page.waitForURL("**sort=size**");
    visiting.ready();
    page.locator(".case-title a").first().click();
    page.waitForURL("**/ui/failures/fc-**");
    visiting.ready();
    visiting.isAccessible();
    visiting.picture("failure");
    assertThat(page.url()).contains("slice=feature%3Drefunds");
    assertThat(page.locator("#panel-failure-days canvas")).hasCount(1);
    assertThat(page.locator(".case-example a").first().getAttribute("href"))
        .startsWith("/ui/interactions/");

    page.getByLabel("What should have been answered").fill(ANSWER);
    page.getByLabel("Root cause").fill("the index still has the old page");
    button(page, "Accept").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("Accepted.");
    visiting.ready();
    assertThat(page.locator(".life li")).hasCount(2);

    link(page, "Export into a dataset").click();
    page.waitForURL("**/export**");
    page.getByLabel("Dataset file").fill("refunds.jsonl");
    button(page, "Look").click();
    page.waitForURL("**dataset=refunds.jsonl**");
    assertThat(page.locator(".file-new")).containsText(ANSWER);
    visiting.isAccessible();
    button(page, "Write to refunds.jsonl").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("Added to refunds.jsonl.");
    assertThat(page.locator("#title-line")).hasText("In refunds.jsonl");
    String examples =
        page.request().get(visiting.server() + "/api/v1/datasets/refunds.jsonl/examples").text();
    assertThat(examples).contains(ANSWER).contains("\"regression\"");
    visiting.fitsPhone();
  }

  @Test
  void case_dismissedByMistake_isReopened() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/failures?sort=first&status=new&slice=feature%3Daccount");
    page.locator(".case-title a").first().click();
    page.waitForURL("**/ui/failures/fc-**");
    visiting.ready();
    visiting.fitsPhone();
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

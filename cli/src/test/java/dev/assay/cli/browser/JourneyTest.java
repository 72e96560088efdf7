package dev.assay.cli.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What production got wrong, found by a person, is what the next run is held to. */
class JourneyTest extends BrowserTest {

  private static final String QUESTION = "I pay monthly. Until when can I get my money back?";
  private static final String ANSWER =
      "The first payment of a monthly plan is refunded in full if you ask within 3 days of the"
          + " payment.";
  // A whole suite is run meanwhile.
  private static final LocatorAssertions.ContainsTextOptions A_RUN_LONG =
      new LocatorAssertions.ContainsTextOptions().setTimeout(90_000);

  private static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void failingSlice_becomesAnExampleThatTheNextRunFails() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui");
    page.getByLabel("What changed since the week before")
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("refunds").setExact(true))
        .first()
        .click();
    page.waitForURL("**slice=feature**");
    visiting.ready();

    toAnInteraction(visiting);
    toItsCase(visiting);
    accept(visiting);
    String example = export(visiting);
    start(visiting);
    gateFails(visiting, example);
  }

  private static void toAnInteraction(Visiting visiting) {
    Page page = visiting.page();
    link(page, "Explore").click();
    page.waitForURL("**/ui/explore**");
    visiting.ready();
    page.locator("select[name=evaluator]").selectOption("grounding");
    page.waitForURL("**evaluator=grounding**");
    visiting.ready();
    page.getByLabel("It says").selectOption("false");
    page.waitForURL("**passed=false**");
    visiting.ready();
    page.getByLabel("Said in question or answer").fill("pay monthly");
    button(page, "Find").click();
    page.waitForURL("**text=pay**");
    visiting.ready();
    page.locator("main a[href*='/ui/interactions/']").first().click();
    page.waitForURL("**/ui/interactions/**");
    visiting.ready();
    assertThat(page.locator("#content")).containsText("within 14 days");
    assertThat(page.locator("#content")).containsText("within 3 days");
  }

  private static void toItsCase(Visiting visiting) {
    Page page = visiting.page();
    page.getByLabel("Make this a test").locator(".case-link a").first().click();
    page.waitForURL("**/ui/failures/fc-**");
    visiting.ready();
    assertThat(page.url()).contains("slice=feature%3Drefunds");
    assertThat(page.locator("#panel-failure-days canvas")).hasCount(1);
    visiting.isFitToBeSeen("failure");
  }

  private static void accept(Visiting visiting) {
    Page page = visiting.page();
    page.getByLabel("What should have been answered").fill(ANSWER);
    page.getByLabel("Root cause").fill("the composer's index still has the old page");
    page.getByText("More: failure mode, title, question, note").click();
    page.getByLabel("The question as it should read").fill(QUESTION);
    button(page, "Accept").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("Accepted.");
    visiting.ready();
    assertThat(page.locator(".life li")).hasCount(2);
  }

  private static String export(Visiting visiting) {
    Page page = visiting.page();
    link(page, "Export into a dataset").click();
    page.waitForURL("**/export**");
    page.getByLabel("Dataset file").fill("dataset.jsonl");
    button(page, "Look").click();
    page.waitForURL("**dataset=dataset.jsonl**");
    assertThat(page.locator(".file-new")).containsText(ANSWER);
    visiting.isFitToBeSeen("failure-export");
    button(page, "Write to dataset.jsonl").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("Added to dataset.jsonl.");
    assertThat(page.locator("#title-line")).hasText("In dataset.jsonl");
    String line = page.locator(".file-new code").textContent();
    var id = Pattern.compile("\"id\":\\s*\"([^\"]+)\"").matcher(line);
    assertThat(id.find()).as(line).isTrue();
    return id.group(1);
  }

  private static void start(Visiting visiting) {
    Page page = visiting.page();
    page.getByRole(AriaRole.MAIN)
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Runs").setExact(true))
        .click();
    page.waitForURL("**/ui/runs**");
    visiting.ready();
    assertThat(page.locator("table.runs")).containsText("gate failed");
    button(page, "Start nightly").click();
    assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("nightly begins.");
    assertThat(page.locator("#active .start-line")).containsText("failed", A_RUN_LONG);
    link(page, "its run").click();
    page.waitForURL("**/ui/runs/2**");
    visiting.ready();
  }

  private static void gateFails(Visiting visiting, String example) {
    Page page = visiting.page();
    Locator gate = page.getByLabel("What the gate decided");
    assertThat(gate.locator("tr", has("regression.pass_rate"))).containsText("10/11");
    assertThat(gate.locator("tr", has("regression.pass_rate")).locator(".state-bad")).hasCount(1);
    assertThat(gate.locator("tr", has("golden.pass_rate")).locator(".state-good")).hasCount(1);
    Locator failed = page.locator("#examples");
    assertThat(failed).containsText(example);
    visiting.isFitToBeSeen("run");
  }

  private static Locator.LocatorOptions has(String text) {
    return new Locator.LocatorOptions().setHasText(text);
  }
}

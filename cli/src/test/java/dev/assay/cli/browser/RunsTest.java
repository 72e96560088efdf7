package dev.assay.cli.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

class RunsTest extends BrowserTest {

  @Test
  void run_besideTheOneBefore_showsWhatFlippedWordByWord() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/runs");
    visiting.isFitToBeSeen("runs");
    page.locator("table.runs").getByText("the one before").last().click();
    page.waitForURL("**/ui/runs/compare**");
    visiting.ready();
    assertThat(page.getByLabel("Differences")).containsText("pass rate");
    assertThat(page.locator("#content ins").first()).isVisible();
    visiting.isFitToBeSeen("comparison");
    String pair = page.url().replaceFirst("^https?://[^/]+", "");
    visiting.open(pair.replace("/compare?", "/compare/example?example=gold-001&"));
    assertThat(page.locator("#content")).containsText("gold-001");
    visiting.isFitToBeSeen("comparison-example");
  }

  @Test
  void example_ofARun_isFitToBeSeen() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/runs");
    page.locator("table.runs tbody a[href^='/ui/runs/2']").last().click();
    page.waitForURL("**/ui/runs/2**");
    visiting.ready();
    String run = page.url().replaceFirst("^https?://[^/]+", "").replaceFirst("\\?.*", "");
    visiting.open(run + "/example?example=gold-001");
    assertThat(page.locator("h1")).containsText("gold-001");
    visiting.isFitToBeSeen("run-example");
  }

  @Test
  void schedules_sayWhenTheSuiteRunsAndWhatCameOfIt() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/schedules");
    assertThat(page.locator("#card-nightly")).containsText("PASS golden.pass_rate: 58/58");
    assertThat(page.locator("#card-nightly")).containsText("help pages, release 31");
    visiting.isFitToBeSeen("schedules");
  }

  @Test
  void schedule_pausedAndResumed_saysSo() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/schedules");
    page.getByText("Pause", new Page.GetByTextOptions().setExact(true)).click();
    page.getByLabel("Why, if you like").fill("the assistant <b>moves</b>");
    button(page, "Pause nightly").click();
    assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("nightly is paused");
    assertThat(page.locator("#card-nightly")).containsText("local: the assistant <b>moves</b>");
    visiting.ready();
    visiting.isAccessible();
    button(page, "Resume nightly").click();
    assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("runs by itself again");
    assertThat(page.locator("#card-nightly")).not().containsText("Paused");
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  @Test
  void run_thatIsNotThere_isAnsweredWithWhatWasAsked() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/runs/none");
    assertThat(page.locator(".problem")).containsText("none");
    visiting.wrong().clear();
  }
}

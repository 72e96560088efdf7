package dev.assay.cli.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

class RunsTest extends BrowserTest {

  @Test
  void runs_isFitToBeSeen() {
    isFitToBeSeen("/ui/runs", "runs");
  }

  @Test
  void schedules_noneConfigured_sayHowToHaveOne() {
    isFitToBeSeen("/ui/schedules", "schedules");
    Page page = visit().open("/ui/schedules");
    assertThat(page.locator("#content")).containsText("cron:");
  }

  @Test
  void run_thatIsNotThere_isAnsweredWithWhatWasAsked() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/runs/none");
    assertThat(page.locator(".problem")).containsText("none");
    visiting.wrong().clear();
  }
}

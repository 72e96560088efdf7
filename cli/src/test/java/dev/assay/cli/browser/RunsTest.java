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
  void schedules_sayWhenTheSuiteRunsAndWhatCameOfIt() {
    isFitToBeSeen("/ui/schedules", "schedules");
    Page page = visit().open("/ui/schedules");
    assertThat(page.locator("#card-nightly")).containsText("PASS golden.pass_rate: 58/58");
    assertThat(page.locator("#card-nightly")).containsText("help pages, release 31");
  }

  @Test
  void run_thatIsNotThere_isAnsweredWithWhatWasAsked() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/runs/none");
    assertThat(page.locator(".problem")).containsText("none");
    visiting.wrong().clear();
  }
}

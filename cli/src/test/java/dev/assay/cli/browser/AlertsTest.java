package dev.assay.cli.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AlertsTest extends BrowserTest {

  @Test
  void alert_saysWhatChangedAndShowsExamples() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/alerts?last=7d");
    visiting.isFitToBeSeen("alerts");
    page.getByText("pass rate of grounding").first().click();
    visiting.ready();
    assertThat(page.getByLabel("What changed")).containsText("pp [");
    assertThat(page.locator("#panel-alert-measure canvas")).hasCount(1);
    assertThat(page.getByLabel("What it would take to be wrong")).containsText("false alarm");
    assertThat(page.getByLabel("Examples").getByRole(AriaRole.LINK).first())
        .hasAttribute("href", Pattern.compile("/ui/interactions/conv-.*"));
    visiting.isFitToBeSeen("alert");
  }

  /** From the list to the alert, a reason, the silence in the list, and its end. */
  @Test
  void alert_silencedWithAReason_isListedAndEnded() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/alerts?last=7d");
    page.getByText("share with a negative signal").first().click();
    visiting.ready();
    Locator silence = page.getByLabel("Silence it");
    silence.getByLabel("How long").selectOption("1");
    silence.getByLabel("Reason").fill("The refund policy changes today");
    silence.getByRole(AriaRole.BUTTON, button("Silence")).click();
    visiting.ready();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("nobody is told until");
    assertThat(page.locator(".state").getByText("silenced")).isVisible();

    page = visiting.open("/ui/alerts?last=7d");
    Locator silences = page.getByLabel("Silences", new Page.GetByLabelOptions().setExact(true));
    assertThat(silences).containsText("The refund policy changes today");
    silences.getByRole(AriaRole.BUTTON).first().click();
    visiting.ready();
    assertThat(page.getByRole(AriaRole.STATUS)).hasText("The silence has ended.");
    assertThat(silences).containsText("Nothing is silenced");
  }

  private static Locator.GetByRoleOptions button(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }
}

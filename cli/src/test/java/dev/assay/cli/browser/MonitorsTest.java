package dev.assay.cli.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

class MonitorsTest extends BrowserTest {

  private static final double LONG = 60_000;

  @Test
  void mistakes_areToldWithTheirLines() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/monitors/-/edit");
    page.getByLabel("A monitor, as").fill("name: a\nthreshold: {measure: erro:rate, above: 1}\n");
    page.getByText("Try it on what is stored").click();
    visiting.ready();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("monitor:2:");
    assertThat(page.locator(".lines .wrong")).hasCount(1);
    // The answer's status, which is right.
    visiting.wrong().clear();
  }

  /** Written by the form, tried on what is stored, saved, and watched no longer. */
  @Test
  void monitor_writtenTriedAndSaved_isWatched() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/monitors");
    visiting.isFitToBeSeen("monitors");
    page.getByText("New monitor").click();
    visiting.ready();
    Locator form = page.getByLabel("Write it for me");
    form.getByLabel("Name").fill("negative-here");
    form.getByLabel("Fires when").selectOption("above");
    form.getByLabel("Of this measure").selectOption("signal:negative:rate");
    form.getByRole(AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName("Limit")).fill("0.2");
    form.getByLabel("Where").selectOption("feature");
    form.getByRole(AriaRole.BUTTON).click();
    visiting.ready();
    page.setDefaultTimeout(LONG);
    page.setDefaultNavigationTimeout(LONG);
    page.getByText("Try it on what is stored").click();
    page.waitForSelector("#tried");
    assertThat(page.getByLabel("What it would have done")).containsText("feature=refunds");
    assertThat(page.getByLabel("False alarms")).containsText("%");
    assertThat(page.getByLabel("Delay")).containsText("14 days");
    visiting.isFitToBeSeen("monitor-editor");
    page.getByLabel("Why it is made").fill("tried");
    page.getByRole(AriaRole.BUTTON, exactly("Save")).click();
    visiting.ready();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("is saved and watches");
    assertThat(page.getByLabel("Versions")).containsText("Version 1");
    visiting.isFitToBeSeen("monitor");
    page.getByLabel("Why", new Page.GetByLabelOptions().setExact(true)).fill("was a trial");
    page.getByRole(AriaRole.BUTTON, exactly("Remove")).click();
    visiting.ready();
    assertThat(page.getByLabel("No longer watched")).containsText("negative-here");
  }

  private static Page.GetByRoleOptions exactly(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}

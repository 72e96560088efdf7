package dev.assay.cli.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OverviewTest extends BrowserTest {

  @Test
  void overview_saysWhatWentWrongInTheRefunds() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui");
    // How many there are depends on what hour of the day the traffic's last day began.
    assertThat(page.getByLabel("Open alerts").getByRole(AriaRole.LISTITEM).first()).isVisible();
    assertThat(page.getByLabel("Open alerts")).containsText("feature=refunds");
    assertThat(page.getByLabel("What changed since the week before")).containsText("refunds");
    Locator completion = page.locator("#panel-completion");
    assertThat(completion.locator(".basis")).containsText("estimated from");
    assertThat(completion.locator("canvas")).hasCount(1);
    visiting.isFitToBeSeen("overview");
  }

  @Test
  void slice_chosenInTheBar_standsInTheAddress() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui");
    page.getByLabel("Slice").selectOption("feature=refunds");
    page.waitForURL("**slice=feature**");
    visiting.ready();
    assertThat(page.url()).contains("slice=feature%3Drefunds");
    assertThat(page.getByLabel("Slice")).hasValue("feature=refunds");
  }

  @Test
  void alertsOfOtherSlices_areCountedBesideThoseOfTheOneLookedAt() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui?slice=feature%3Drefunds");
    Locator alerts = page.getByLabel("Open alerts");
    assertThat(alerts.getByRole(AriaRole.LISTITEM).first()).containsText("feature=refunds");
    assertThat(alerts).not().containsText("in other slices");
    visiting.open("/ui?slice=feature%3Dbilling");
    assertThat(alerts).not().containsText("feature=refunds");
    assertThat(alerts).containsText(Pattern.compile("[0-9]+ more in other slices"));
    // What is about models may concern any feature.
    visiting.open("/ui?slice=model%3Dgpt-4o");
    assertThat(alerts.getByRole(AriaRole.LISTITEM).first()).containsText("feature=refunds");
  }

  @Test
  void panel_asTable_hasTheNumbersOfTheChart() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui");
    Locator panel = page.locator("#panel-latency");
    panel.getByText("Show as table").click();
    assertThat(
            panel.getByRole(AriaRole.CELL, new Locator.GetByRoleOptions().setName("p95")).first())
        .isVisible();
    panel.getByText("Show as chart").click();
    assertThat(panel.locator("canvas")).hasCount(1);
  }

  @Test
  void time_brushedOnAChart_becomesThePages() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui");
    Locator over = page.locator("#panel-completion .u-over");
    over.scrollIntoViewIfNeeded();
    var box = over.boundingBox();
    page.mouse().move(box.x + box.width * 0.3, box.y + box.height / 2);
    page.mouse().down();
    page.mouse().move(box.x + box.width * 0.6, box.y + box.height / 2);
    page.mouse().up();
    page.waitForURL("**from=**");
    visiting.ready();
    assertThat(page.url()).contains("to=");
  }

  @Test
  void view_thatCannotBe_saysWhatWasExpected() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui?last=soon");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("such as 24h");
    // The answer's status, which is right.
    assertThat(visiting.wrong()).hasSize(1);
    visiting.wrong().clear();
  }

  @Test
  void zone_isTheReadersFromTheirFirstVisitOn() {
    Visiting visiting = visit();
    visiting.page().context().clearCookies();
    Page page = visiting.open("/ui");
    assertThat(page.locator(".filters .span")).containsText("Europe/Berlin");
  }

  @Test
  void withoutScripts_thePageCanBeReadAndFiltered() {
    Visiting visiting = visitWithoutScripts();
    Page page = visiting.page();
    page.navigate(visiting.server() + "/ui");
    page.locator("select[name=last]").selectOption("2d");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show")).last().click();
    assertThat(page.url()).contains("last=2d");
    // By its role: what stands in a noscript is no text to getByText.
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Show Task completion"))
        .click();
    assertThat(page.locator(".figure").first()).containsText("%");
    page.getByText("Show as table").click();
    assertThat(page.getByRole(AriaRole.TABLE)).isVisible();
  }
}

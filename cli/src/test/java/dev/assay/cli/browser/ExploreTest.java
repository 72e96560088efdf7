package dev.assay.cli.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

class ExploreTest extends BrowserTest {

  private static final String FAILED = "/ui/explore?last=7d&evaluator=grounding&passed=false";

  @Test
  void list_isNarrowedByWhatIsChosen_andPagedBothWays() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/explore?last=7d");
    Locator rows = page.locator("table.list tbody tr");
    assertThat(rows).hasCount(50);
    visiting.isFitToBeSeen("explore");
    String first = rows.first().locator("a").first().getAttribute("href");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Older")).click();
    visiting.ready();
    assertThat(rows.first().locator("a").first().getAttribute("href")).isNotEqualTo(first);
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Newer")).click();
    visiting.ready();
    assertThat(rows.first().locator("a").first().getAttribute("href")).isEqualTo(first);
    page.getByLabel("Failed by").selectOption("hallucinated");
    page.waitForURL("**mode=hallucinated**");
    visiting.ready();
    assertThat(rows.first()).containsText("hallucinated");
    assertThat(page.url()).doesNotContain("cursor=");
  }

  @Test
  void columns_thatAreTicked_standInTheAddress() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/explore?last=7d");
    page.getByText("Columns", new Page.GetByTextOptions().setExact(true)).click();
    page.getByLabel("Model", new Page.GetByLabelOptions().setExact(true)).check();
    page.getByText("Show these").click();
    page.waitForURL("**columns=**");
    visiting.ready();
    assertThat(page.getByRole(AriaRole.COLUMNHEADER)).containsText(new String[] {"Began", "Model"});
  }

  @Test
  void view_thatIsKept_opensWhatItWas_andIsDeleted() {
    Visiting visiting = visit();
    Page page = visiting.open(FAILED);
    page.locator(".list-tools summary").last().click();
    page.getByLabel("Keep this one as").fill("Ungrounded <b>answers</b>");
    page.getByText("Keep", new Page.GetByTextOptions().setExact(true)).click();
    visiting.open("/ui/explore");
    page.locator(".list-tools summary").last().click();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Ungrounded <b>answers</b>"))
        .click();
    page.waitForURL("**passed=false**");
    visiting.ready();
    page.locator(".list-tools summary").last().click();
    page.locator(".view-row").getByRole(AriaRole.BUTTON).click();
    assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("is gone");
  }

  @Test
  void interaction_showsWhichClaimFails_andTakesALabel() {
    Visiting visiting = visit();
    Page page = visiting.open(FAILED);
    page.locator("table.list tbody a").first().click();
    visiting.ready();
    assertThat(page.getByLabel("Claims").getByText("contradicted").first()).isVisible();
    assertThat(page.locator(".role-answer mark").first()).isVisible();
    assertThat(page.locator(".passages mark").first()).isVisible();
    assertThat(page.locator(".fall rect").first()).isVisible();
    assertThat(page.getByLabel("Sampling")).containsText("with probability");
    visiting.isFitToBeSeen("interaction");
    page.getByText("Label it").click();
    page.getByLabel("Bad", new Page.GetByLabelOptions().setExact(true)).check();
    page.getByLabel("Comment").fill("Three days, not <script>fourteen</script>");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Label")).click();
    assertThat(page.locator("#labels")).containsText("<script>fourteen</script>");
  }
}

package dev.assay.cli.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SlicesTest extends BrowserTest {

  @Test
  void slice_searchedFor_isChosenForThePageOneCameFrom() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/slices?back=/ui/explore&last=7d");
    assertThat(page.locator("main .note")).containsText("most traffic first");
    visiting.isFitToBeSeen("slices");
    page.getByLabel("Dimension or value").fill("refu");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Search")).click();
    page.waitForURL("**text=refu**");
    assertThat(page.getByLabel("Slices").locator("tbody tr")).hasCount(1);
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("refunds")).click();
    page.waitForURL("**/ui/explore**");
    visiting.ready();
    assertThat(page).hasURL(Pattern.compile(".*slice=feature%3Drefunds.*"));
    assertThat(page).hasURL(Pattern.compile(".*last=7d.*"));
    assertThat(page.locator("select[name=slice]")).hasValue("feature=refunds");
  }

  @Test
  void text_thatNoSliceHas_isSaid_andPagesOfOthersAreNotGoneBackTo() {
    Visiting visiting = visit();
    Page page = visiting.open("/ui/slices?last=7d&text=%3Cb%3Enone");
    assertThat(page.locator("main .nothing")).containsText("slices has that");
    assertThat(page.getByLabel("Dimension or value")).hasValue("<b>none");
    page = visiting.open("/ui/slices?back=//example.com");
    assertThat(page.locator(".problem")).containsText("a page of this server");
    visiting.wrong().clear();
  }
}

package dev.assay.cli.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import dev.assay.server.api.access.Scope;
import dev.assay.server.engine.Engine;
import dev.assay.server.key.KeyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who signs in with a key for reviewing may look at everything, label, and nothing else. */
class ReviewerTest extends BrowserTest {

  private static final String CONFIGURATION =
      """
      http: {host: 127.0.0.1, port: 0}
      grpc: off
      evaluators: [refusal]
      sampling: {rate: 1}
      """;
  private static final String ITEM = "item-1";
  private static final List<String> REFUSED =
      List.of(
          "/ui/settings/keys",
          "/ui/settings/channels/x/test",
          "/ui/failures/x/accept",
          "/ui/alerts/x/silence",
          "/ui/schedules/x/start",
          "/ui/review/draw",
          "/ui/review/adjudication/settle",
          "/ui/interactions/-/test?id=" + ITEM,
          "/ui/monitors",
          "/ui/system/retry");

  private static String key;
  private static String sends;
  private static Engine engine;

  @BeforeAll
  static void serve(@TempDir Path folder) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    KeyStore keys = KeyStore.open(data, Clock.systemUTC(), new SecureRandom());
    key = keys.create("rita", Set.of(Scope.REVIEW)).token();
    sends = keys.create("app", Set.of(Scope.INGEST)).token();
    engine = Servers.started(folder, data, CONFIGURATION);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static void signIn(Visiting visiting, String with) {
    visiting.page().getByLabel("API key").fill(with);
    button(visiting.page(), "Sign in").click();
    visiting.ready();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  @Test
  void keyThatIsKnown_leadsToThePageThatWasAskedFor_andNoOtherDoes() {
    Visiting visiting = visitTo(engine.http());
    Page page = visiting.open("/ui/runs");
    assertThat(page.locator("h1")).hasText("Sign in");
    visiting.isFitToBeSeen("sign-in");
    // Only what sends is no person.
    for (String other : List.of("<b>nobody</b>", sends)) {
      signIn(visiting, other);
      assertThat(page.locator("#refused")).isVisible();
      assertThat(page.locator("h1")).hasText("Sign in");
    }
    // The browser says of both that they were refused.
    Assertions.assertThat(visiting.wrong()).hasSize(2).allMatch(each -> each.contains("401"));
    visiting.wrong().clear();
    visiting.isAccessible();

    signIn(visiting, key);
    assertThat(page.locator("h1")).hasText("Runs");
    assertThat(page.getByText("No run lies here yet")).isVisible();
    assertThat(page.locator(".who-role")).hasText("reviewer");
    assertThat(button(page, "Start")).hasCount(0);
    visiting.isFitToBeSeen("runs-empty");

    button(page, "Sign out").click();
    visiting.ready();
    visiting.open("/ui/explore");
    assertThat(page.locator("h1")).hasText("Sign in");
  }

  @Test
  void reviewer_labels_andIsNeitherOfferedNorGivenMore() {
    Visiting visiting = visitTo(engine.http());
    Page page = visiting.page();
    Map<String, Object> item =
        Map.of(
            "id",
            ITEM,
            "started_at",
            Instant.now().toString(),
            "messages",
            List.of(Map.of("role", "user", "text", "How long does a refund take?")),
            "output",
            "Five days.");
    APIResponse sent =
        page.request()
            .post(
                engine.http() + "/api/v1/interactions",
                RequestOptions.create()
                    .setHeader("Authorization", "Bearer " + sends)
                    .setData(Map.of("interactions", List.of(item))));
    Assertions.assertThat(sent.text()).contains("\"accepted\":1");
    stored();
    visiting.open("/ui/interactions/-?id=" + ITEM);
    signIn(visiting, key);
    assertThat(page.getByText("Editors confirm failures")).isVisible();
    page.getByText("Label it").click();
    page.getByText("Bad", new Page.GetByTextOptions().setExact(true)).click();
    page.getByLabel("Comment").fill("<i>thirty</i> days, says the page");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Label").setExact(true))
        .click();
    visiting.ready();
    assertThat(page.locator("#labels")).containsText("rita");
    assertThat(page.locator("#labels")).containsText("<i>thirty</i> days, says the page");

    visiting.open("/ui/review?evaluator=refusal&last=7d");
    assertThat(page.locator("#title-checks")).isVisible();
    assertThat(page.getByLabel("Draw now")).hasCount(0);
    visiting.open("/ui/settings");
    assertThat(page.getByText("Make a key")).hasCount(0);
    Assertions.assertThat(refused(page)).isEqualTo(Map.of("403", REFUSED.size()));
    visiting.wrong().clear();
  }

  // With all that a form would send.
  private static Map<?, ?> refused(Page page) {
    return (Map<?, ?>)
        page.evaluate(
            "async (paths) => { const token = document.querySelector('[name=token]').value;"
                + " const found = {};"
                + " for (const path of paths) {"
                + " const body = new URLSearchParams({token, name: 'x', size: 5, passed: true,"
                + " scope: 'admin', reason: 'x', hours: 1, item: 'item-1'});"
                + " const answer = await fetch(path, {method: 'POST', body});"
                + " found[answer.status] = (found[answer.status] || 0) + 1; }"
                + " return found; }",
            REFUSED);
  }

  private static void stored() {
    try {
      Assertions.assertThat(engine.awaitStored(Duration.ofSeconds(30))).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

package dev.assay.cli.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import dev.assay.core.evaluation.Evaluation;
import dev.assay.core.json.Json;
import dev.assay.core.suite.SuiteReader;
import dev.assay.server.api.access.Scope;
import dev.assay.server.engine.Engine;
import dev.assay.server.key.KeyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs' answers are judged blind by two people, and settled where they disagree. */
class PairsTest extends BrowserTest {

  private static final int PAIRS = 4;
  private static final String ATTACK =
      "<script>alert(1)</script><img src=x onerror=alert(2)> \u202e \u001b[31m {{7*7}} ";
  private static final List<String> QUESTIONS =
      List.of(
          "How long may I ask for a refund of the Team plan?",
          "And of the yearly plan?",
          "How long of an add-on?",
          "How long of a course?");
  private static final String BEFORE = "20261119-020001-support-0a1b2c";
  private static final String NOW = "20261120-020001-support-3d4e5f";

  @TempDir private Path folder;
  private final Map<String, String> keys = new HashMap<>();
  private Engine engine;

  // A server of its own: on the demo's everybody is one person.
  @BeforeEach
  void serve() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    KeyStore store = KeyStore.open(data, Clock.systemUTC(), new SecureRandom());
    for (String name : List.of("ann", "bob")) {
      keys.put(name, store.create(name, Set.of(Scope.READ, Scope.REVIEW)).token());
    }
    keys.put("ada", store.create("ada", Set.of(Scope.READ, Scope.WRITE)).token());
    run(
        data,
        BEFORE,
        "2026-11-19T02:00:01Z",
        i -> attack(i) + "It depends on your plan. Ask the billing team.");
    run(
        data,
        NOW,
        "2026-11-20T02:00:01Z",
        i -> "Plainly: within " + 14 * i + " days of payment. " + attack(i));
    engine = Servers.started(folder, data, "http: {host: 127.0.0.1, port: 0}\ngrpc: off\n");
  }

  // All but the first, whose picture is taken.
  private static String attack(int example) {
    return example == 1 ? "" : ATTACK;
  }

  private void run(Path data, String name, String at, IntFunction<String> answer)
      throws IOException {
    StringBuilder dataset = new StringBuilder();
    StringBuilder outputs = new StringBuilder();
    for (int i = 1; i <= PAIRS; i++) {
      String id = "refund-" + i;
      dataset
          .append(
              Json.write(
                  Json.object()
                      .put("id", id)
                      .put("partition", "distribution")
                      .put("input", QUESTIONS.get(i - 1) + attack(i))
                      .put("expected_output", "Within " + 14 * i + " days of payment.")))
          .append('\n');
      outputs
          .append(Json.write(Json.object().put("id", id).put("output", answer.apply(i))))
          .append('\n');
    }
    Files.writeString(folder.resolve("dataset.jsonl"), dataset);
    Files.writeString(folder.resolve("outputs.jsonl"), outputs);
    Path suite = folder.resolve("suite.yaml");
    Files.writeString(
        suite,
        """
        name: support
        dataset: dataset.jsonl
        target: {recorded: outputs.jsonl}
        evaluators: [exact-match]
        gate: {distribution: {pass_rate: 0.5}}
        """);
    Evaluation.of(SuiteReader.read(suite, List.of(), Map.of()))
        .workingDirectory(folder)
        .output(data.resolve("runs").resolve(name))
        .clock(Clock.fixed(Instant.parse(at), ZoneOffset.UTC))
        .run();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private Visiting signedIn(String name) {
    Visiting visiting = visitTo(engine.http());
    Page page = visiting.open("/ui/review/pairs");
    page.getByLabel("API key").fill(keys.get(name));
    button(page, "Sign in").click();
    return visitingReady(visiting);
  }

  private static Visiting visitingReady(Visiting visiting) {
    visiting.ready();
    return visiting;
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
  }

  /** The key that prefers the candidate's answer. */
  private static String better(Page page) {
    boolean first = page.locator("[aria-labelledby=title-first]").textContent().contains("Plainly");
    assertThat(page.locator("[aria-labelledby=title-second]").textContent().contains("Plainly"))
        .isNotEqualTo(first);
    return first ? "1" : "2";
  }

  private static String other(String key) {
    return key.equals("1") ? "2" : "1";
  }

  private static void press(Page page, String key, int left) {
    page.keyboard().press(key);
    assertThat(page.locator(".review-top .question")).containsText(left + " open");
  }

  @Test
  void pairs_areJudgedBlindByKeys_settled_andAddedUp() {
    Visiting editor = signedIn("ada");
    Page page = editor.open("/ui/runs/compare?baseline=" + BEFORE + "&candidate=" + NOW);
    assertThat(page.getByText("4 of 4 examples were answered differently.")).isVisible();
    button(page, "Review these pairs").click();
    editor.ready();
    assertThat(page.getByText("Drawn: 4 pairs.")).isVisible();
    editor.isFitToBeSeen("pairs");

    atADesk(signedIn("ann"));
    onAPhone(signedIn("bob"));

    page = editor.open("/ui/review/pairs");
    link(page, "Settle 1").click();
    editor.ready();
    assertThat(page.locator("[aria-labelledby=title-said]").getByRole(AriaRole.LISTITEM))
        .hasCount(2);
    editor.isAccessible();
    page.keyboard().press(better(page));
    assertThat(page.getByText("Nothing is left to be settled.")).isVisible();
    button(page, "What came of it").click();
    editor.ready();
    assertThat(page.locator("#title-preferred")).isVisible();
    Locator wins = page.locator("[aria-labelledby=title-preferred] tbody tr").first();
    assertThat(wins).containsText("wins3");
    assertThat(page.locator("[aria-labelledby=title-people]")).containsText("n = 4");
    assertThat(page.locator("[aria-labelledby=title-place]")).containsText("no sign of it");
    assertThat(page.locator("[aria-labelledby=title-pairs]")).containsText("settled by ada");
    assertThat(page.locator("[aria-labelledby=title-pairs]"))
        .containsText("<img src=y onerror=alert(3)>");
    editor.isFitToBeSeen("pairs-result");
    editor.open("/ui/review/pairs");
    link(page, "What came of it").click();
    editor.ready();
    assertThat(page.locator("#title-pairs")).isVisible();
    String set = page.url().replaceFirst(".*/pairs/([^/?]+).*", "$1");
    putAwayAndTakenUp(editor);
    settledKnowing(editor, set);
  }

  private static void putAwayAndTakenUp(Visiting editor) {
    Page page = editor.open("/ui/review/pairs");
    button(page, "Put away").click();
    assertThat(page.getByText("Every set is put away.")).isVisible();
    editor.ready();
    editor.isAccessible();
    link(page, "1 put away").click();
    editor.ready();
    button(page, "Take up").click();
    assertThat(page.getByText("Taken up again.")).isVisible();
    assertThat(link(page, "What came of it")).isVisible();
  }

  /** The only editor has seen what came of it, and people disagree again. */
  private void settledKnowing(Visiting editor, String set) {
    Page page = editor.page();
    for (int pair = 1; pair <= PAIRS; pair++) {
      page.request()
          .post(
              engine.http() + "/api/v1/pair-sets/" + set + "/labels",
              RequestOptions.create()
                  .setHeader("Authorization", "Bearer " + keys.get("bob"))
                  .setData(Map.of("pair", String.valueOf(pair), "choice", "tie")));
    }
    editor.open("/ui/review/pairs");
    link(page, "Settle 2").click();
    editor.ready();
    assertThat(page.getByText("You have seen what came of this set: what you settle counts"))
        .isVisible();
    editor.isAccessible();
    page.keyboard().press(better(page));
    assertThat(page.locator(".review-top .question")).containsText("1 open");
    editor.open("/ui/review/pairs/" + set + "/result");
    assertThat(page.locator("[aria-labelledby=title-preferred]"))
        .containsText("1 pair was settled by somebody who had seen what came of this set.");
    assertThat(page.locator("[aria-labelledby=title-pairs]"))
        .containsText("settled by ada, who had seen the result");
  }

  private static void atADesk(Visiting visiting) {
    Page page = visiting.page();
    link(page, "Judge 4").click();
    visiting.ready();
    // Only the answers themselves could tell whose they are.
    assertThat(page.content()).doesNotContain(BEFORE, NOW, "aseline", "andidate");
    String first = page.url();
    boolean plain = false;
    for (int pair = 1; pair <= PAIRS; pair++) {
      visiting.open(
          first.replaceFirst("^https?://[^/]+", "").replaceFirst("\\?.*", "") + "?pair=" + pair);
      if (page.locator("[aria-labelledby=title-question]").textContent().contains("Team plan")) {
        visiting.isFitToBeSeen("pair");
        plain = true;
      } else {
        assertThat(page.locator("[aria-labelledby=title-first]")).containsText("<script>alert(1)");
        assertThat(page.locator("[aria-labelledby=title-second]"))
            .containsText("onerror=alert(2)>");
        assertThat(page.locator("[aria-labelledby=title-question]")).containsText("{{7*7}}");
      }
    }
    assertThat(plain).isTrue();
    page.navigate(first);
    String key = better(page);
    page.keyboard().press("c");
    page.keyboard().type("12 names the days <img src=y onerror=alert(3)>");
    page.keyboard().press("Escape");
    press(page, key, 3);
    page.keyboard().press("u");
    assertThat(page.locator(".pair-form .note"))
        .containsText(key.equals("1") ? "the first is better" : "the second is better");
    link(page, "Pairs").first().click();
    link(page, "Judge 3").click();
    visiting.ready();
    press(page, better(page), 2);
    press(page, better(page), 1);
    press(page, "t", 0);
    assertThat(page.getByText("Nothing is left for you.")).isVisible();
    // What came of it is not to be seen before it is asked for.
    assertThat(page.content()).doesNotContain(BEFORE, NOW, "aseline", "andidate");
  }

  private static void onAPhone(Visiting visiting) {
    Page page = visiting.page();
    page.setViewportSize(380, 800);
    link(page, "Judge 4").click();
    visiting.ready();
    visiting.fitsPhone();
    visiting.isAccessible();
    page.setViewportSize(380, 800);
    double first = page.locator("[aria-labelledby=title-first]").boundingBox().y;
    double second = page.locator("[aria-labelledby=title-second]").boundingBox().y;
    assertThat(second).isGreaterThan(first + 50);
    press(page, other(better(page)), 3);
    button(page, better(page).equals("1") ? "First" : "Second").click();
    assertThat(page.locator(".review-top .question")).containsText("2 open");
    press(page, better(page), 1);
    press(page, "t", 0);
  }
}

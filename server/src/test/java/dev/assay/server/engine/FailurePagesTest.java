package dev.assay.server.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.monitor.failure.Failure;
import dev.assay.server.api.access.Scope;
import dev.assay.server.key.KeyStore;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.PageRequest;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Failure cases as people work on them, over HTTP without a browser. */
@Timeout(300)
class FailurePagesTest {

  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
  private static final String HOSTILE = "<img src=x onerror=alert(1)> \u001b[31m\u202e 'x\" -->";
  private static final String FORM = "application/x-www-form-urlencoded";

  @TempDir private Path folder;
  private ServedEngine server;

  @AfterEach
  void close() {
    server.close();
  }

  private Failure failure(String id, String feature, FailureMode mode, String asked) {
    Instant at = server.clock().instant().minus(Duration.ofHours(1));
    return new Failure(id, "shop", feature, mode, at, 1, "judge", asked, HOSTILE, null);
  }

  private String caseOf(Failure... failures) {
    return server
        .engine()
        .pipeline()
        .change(
            deeds -> {
              deeds.cases().add(List.of(failures));
              return deeds.cases().of(failures[0].interactionId()).orElseThrow().id();
            })
        .join();
  }

  @Test
  void case_fromFoundToExported_byAPersonAtThePages() throws Exception {
    server = ServedEngine.open(folder, ServedEngine.QUICK);
    String id =
        caseOf(
            failure("i-1", "refunds", FailureMode.INCORRECT, "Where is my refund?"),
            failure("i/2", "refunds", FailureMode.INCORRECT, HOSTILE));
    String one = "/ui/failures/" + id;
    String page = get(one);
    assertThat(page).contains("/ui/interactions/-?", "id=i/2\"").doesNotContain("<img");
    visit(page);

    HttpResponse<String> refused = post(one + "/accept", "expected=" + encoded(HOSTILE));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .contains("Nothing was changed")
        .contains("root_cause")
        .contains("&lt;img src=x onerror=alert(1)&gt;")
        .doesNotContain("<img");
    assertThat(get(one + "/export")).contains("Nothing was changed").contains("accepted");

    String said = "expected=Within+3+days.&root_cause=stale+index&interaction_id=i-1&note=seen";
    assertThat(post(one + "/accept", said).statusCode()).isEqualTo(303);
    assertThat(get(one)).contains("Accepted.").contains("Within 3 days.").contains("stale index");

    Path file = folder.resolve("data/datasets/late.jsonl");
    String preview = get(one + "/export?dataset=late.jsonl");
    assertThat(preview)
        .contains("Would be line 1 of late.jsonl")
        .contains("regression-" + id)
        .contains("Write to late.jsonl");
    assertThat(Files.exists(file)).isFalse();
    HttpResponse<String> written = post(one + "/export", "dataset=late.jsonl");
    assertThat(written.statusCode()).isEqualTo(303);
    assertThat(Files.readAllLines(file)).singleElement().asString().contains("Within 3 days.");
    assertThat(get(written.headers().firstValue("location").orElseThrow()))
        .contains("Added to late.jsonl.")
        .contains("In late.jsonl")
        .contains("Write it again");
    assertThat(get(one)).contains("waits for a run");
    assertThat(audited()).startsWith("case.export local late.jsonl", "case.accept local seen");

    // Another case that asks the same is noticed, and goes there only if it is wanted.
    String same = caseOf(failure("i-3", "billing", FailureMode.REFUSED, "where is  my refund?"));
    String other = "/ui/failures/" + same;
    assertThat(post(other + "/accept", "expected=x&root_cause=y").statusCode()).isEqualTo(303);
    assertThat(get(other + "/export?dataset=late.jsonl"))
        .contains("asks the same")
        .contains("Put it there all the same");
    assertThat(post(other + "/export", "dataset=late.jsonl").statusCode()).isEqualTo(400);
    assertThat(Files.readAllLines(file)).hasSize(1);
    assertThat(post(other + "/export", "dataset=late.jsonl&with_duplicates=yes").statusCode())
        .isEqualTo(303);
    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(post(other + "/export", "dataset=..%2Fkeys.jsonl").statusCode()).isEqualTo(400);
    assertThat(post(other + "/export", "dataset=keys.json").statusCode()).isEqualTo(400);
  }

  @Test
  void cases_areListedMergedSplitAndDismissed() throws Exception {
    server = ServedEngine.open(folder, ServedEngine.QUICK);
    assertThat(get("/ui/failures")).contains("No failure has been found yet");
    String first =
        caseOf(
            failure("a-1", "refunds", FailureMode.INCORRECT, "Where is my refund?"),
            failure("a-2", "refunds", FailureMode.INCORRECT, "No refund yet"));
    String second = caseOf(failure("b-1", "billing", null, "Where is my invoice?"));
    String list = get("/ui/failures?last=7d");
    visit(list);
    assertThat(list).contains("Open 2", first, second, "too early for a trend", "last=7d");
    assertThat(get("/ui/failures?slice=feature%3Dbilling")).contains(second).doesNotContain(first);
    assertThat(get("/ui/failures?mode=none")).contains(second).doesNotContain(first);
    assertThat(get("/ui/failures?find=REFUND")).contains(first).doesNotContain(second);
    assertThat(get("/ui/failures?slice=model%3Dm")).contains("model does not narrow them");
    assertThat(server.get("/ui/failures?status=odd").statusCode()).isEqualTo(400);
    assertThat(server.get("/ui/failures/fc-none").statusCode()).isEqualTo(404);

    String one = "/ui/failures/" + first;
    assertThat(get(one + "/merge")).doesNotContain(second);
    assertThat(get(one + "/merge?all=yes")).contains(second);
    assertThat(post(one + "/merge", "").statusCode()).isEqualTo(400);
    assertThat(post(one + "/merge", "case=" + second + "&case=fc-0").statusCode()).isEqualTo(400);
    assertThat(get("/ui/failures/" + second)).doesNotContain("It is part of");
    assertThat(post(one + "/merge", "case=" + second).statusCode()).isEqualTo(303);
    assertThat(get("/ui/failures/" + second)).contains("It is part of", first);

    assertThat(post(one + "/split", "").statusCode()).isEqualTo(400);
    HttpResponse<String> split = post(one + "/split", "interaction=b-1");
    String begun = split.headers().firstValue("location").orElseThrow();
    assertThat(get(begun)).contains("out of " + first).contains("Where is my invoice?");

    assertThat(post(begun + "/dismiss", "reason=").statusCode()).isEqualTo(400);
    assertThat(post(begun + "/dismiss", "reason=a+test").statusCode()).isEqualTo(303);
    assertThat(get("/ui/failures?status=dismissed")).contains("Where is my invoice?");
    assertThat(post(begun + "/reopen", "note=no+test").statusCode()).isEqualTo(303);
    assertThat(get(begun)).contains("Reopened").contains("no test");
    assertThat(get("/ui/panels/failure-days/table?case=" + first)).contains("Found");
  }

  @Test
  void viewer_looksAndChangesNothing() throws Exception {
    KeyStore keys =
        KeyStore.open(
            Files.createDirectories(folder.resolve("data")), Clock.systemUTC(), new SecureRandom());
    String key = keys.create("vic", Set.of(Scope.READ)).token();
    server = ServedEngine.open(folder, ServedEngine.QUICK);
    String id = caseOf(failure("i-1", "refunds", FailureMode.INCORRECT, "Q"));
    HttpResponse<String> form = server.get("/ui/sign-in");
    carry(form);
    String token = token(form.body());
    carry(server.post("/ui/sign-in/key", FORM, form("token=" + token + "&secret=" + encoded(key))));
    String page = get("/ui/failures/" + id);
    assertThat(page).contains("takes the role editor").doesNotContain("/accept\"");
    token = token(page);
    for (String deed : List.of("accept", "dismiss", "reopen", "split", "merge", "export")) {
      String path = "/ui/failures/" + id + "/" + deed;
      assertThat(server.post(path, FORM, form("token=" + token)).statusCode()).isEqualTo(403);
    }
  }

  private List<String> audited() {
    List<String> said = new ArrayList<>();
    for (AuditEntry each : server.engine().store().records().audit(PageRequest.first(9)).items()) {
      said.add(each.action() + " " + each.actor() + " " + each.detail());
    }
    return said;
  }

  private String given = "";

  // What a browser keeps of the first page, for the forms that follow.
  private void visit(String page) throws Exception {
    HttpResponse<String> fresh = server.get("/ui/failures");
    carry(fresh);
    List<String> cases = new ArrayList<>();
    Matcher links = Pattern.compile("/ui/failures/(fc-[0-9a-f]+)").matcher(page);
    while (links.find()) {
      cases.add(links.group());
    }
    given = token(get(cases.get(0)));
  }

  private void carry(HttpResponse<String> answer) {
    answer
        .headers()
        .firstValue("set-cookie")
        .ifPresent(cookie -> server.header("Cookie", cookie.substring(0, cookie.indexOf(';'))));
  }

  private String get(String path) throws Exception {
    HttpResponse<String> answer = server.get(path);
    assertThat(answer.body()).doesNotContain("style=\"");
    return answer.body();
  }

  private HttpResponse<String> post(String path, String fields) throws Exception {
    return server.post(path, FORM, form("token=" + given + "&" + fields));
  }

  private static byte[] form(String fields) {
    return fields.getBytes(UTF_8);
  }

  private static String token(String page) {
    Matcher matcher = TOKEN.matcher(page);
    assertThat(matcher.find()).as(page).isTrue();
    return matcher.group(1);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}

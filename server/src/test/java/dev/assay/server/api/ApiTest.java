package dev.assay.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.interaction.Signal;
import dev.assay.core.json.Json;
import dev.assay.server.api.access.Access;
import dev.assay.server.collector.InFlight;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@Timeout(120)
class ApiTest {

  private static final String DAY = "&from=2026-03-01T00:00:00Z&to=2026-03-01T15:00:00Z";

  @TempDir private static Path folder;
  private static ServedApi served;

  @BeforeAll
  static void open() throws IOException {
    served = new ServedApi(folder, Access.open());
  }

  @AfterAll
  static void close() {
    served.close();
  }

  @BeforeEach
  void forget() {
    served.desks.failure = null;
    served.desks.interactions.clear();
    served.desks.signals.clear();
    served.desks.deeds.clear();
  }

  @Test
  void interactions_partlyWrong_takesTheOthersAndNamesTheWrong() {
    HttpResponse<byte[]> response =
        served.post(
            "/api/v1/interactions",
            "{'interactions':[{'started_at':'2026-03-01T12:00:00Z','output':'a'},"
                + "{'started_at':'2026-03-01T12:00:00Z','usage':{'tokens':1}}, 7,"
                + "{'id':'mine','started_at':'2026-03-01T12:00:00+01:00'}]}");

    JsonNode json = ServedApi.json(response);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json.get("accepted").asInt()).isEqualTo(2);
    assertThat(json.get("rejected").asInt()).isEqualTo(2);
    assertThat(json.at("/rejections/0/index").asInt()).isEqualTo(1);
    assertThat(json.at("/rejections/0/problems/0/subject").asString())
        .isEqualTo("interactions[1].usage.tokens");
    assertThat(json.at("/rejections/1/problems/0/subject").asString()).isEqualTo("interactions[2]");
    assertThat(json.at("/ids/3").asString()).isEqualTo("mine");
    assertThat(json.at("/ids/1").isNull()).isTrue();
    assertThat(served.desks.interactions).extracting(i -> i.id()).hasSize(2).contains("mine");
  }

  @Test
  void interactions_sentAgain_haveTheSameIds() {
    String batch = "{'interactions':[{'started_at':'2026-03-01T12:00:00Z','output':'a'}]}";

    JsonNode first = ServedApi.json(served.post("/api/v1/interactions", batch));
    JsonNode again = ServedApi.json(served.post("/api/v1/interactions", batch));

    assertThat(again.get("ids")).isEqualTo(first.get("ids"));
  }

  @Test
  void interactions_gzip_areRead() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("{\"interactions\":[{\"started_at\":\"2026-03-01T12:00:00Z\"}]}".getBytes(UTF_8));
    }

    HttpResponse<byte[]> response =
        served.post("/api/v1/interactions", packed.toByteArray(), "Content-Encoding", "gzip");

    assertThat(ServedApi.json(response).get("accepted").asInt()).isEqualTo(1);
  }

  @Test
  void interactions_bombOfGzip_isTooLarge() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 65; i++) {
        out.write(zeros);
      }
    }

    HttpResponse<byte[]> response =
        served.post("/api/v1/interactions", packed.toByteArray(), "Content-Encoding", "gzip");

    assertThat(response.statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | 400",
        "{} | 400",
        "{'interactions':[] | 400",
        "{'interactions':[{'a':] } | 400",
        "{'interactions':[]}x | 400",
        "{'interactions':[],'more':1} | 400",
        "{'interactions':{}} | 400",
        "'' | 400"
      })
  void interactions_unreadable_areRefusedAsAWhole(String body, int status) {
    HttpResponse<byte[]> response = served.post("/api/v1/interactions", body);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(ServedApi.json(response).get("problems").size()).isEqualTo(1);
    assertThat(served.desks.interactions).isEmpty();
  }

  @Test
  void interactions_overload_saysWhenToComeAgain() {
    served.desks.failure = new OverloadedException("busy", Duration.ofSeconds(7), null);

    HttpResponse<byte[]> response =
        served.post(
            "/api/v1/interactions", "{'interactions':[{'started_at':'2026-03-01T12:00:00Z'}]}");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("7");
    assertThat(ServedApi.json(response).get("detail").asString()).isEqualTo("busy");
  }

  @Test
  void interactions_unexpectedFailure_tellsNothingOfTheInside() {
    served.desks.failure = new IllegalStateException("secret /var/lib");

    HttpResponse<byte[]> response =
        served.post(
            "/api/v1/interactions", "{'interactions':[{'started_at':'2026-03-01T12:00:00Z'}]}");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(new String(response.body(), UTF_8))
        .doesNotContain("secret", "IllegalState", "at dev.assay");
  }

  @Test
  void interactions_tenMegabytesInOne_rejectsThatOne() {
    String huge = "x".repeat(10 << 20);

    JsonNode json =
        ServedApi.json(
            served.post(
                "/api/v1/interactions",
                "{'interactions':[{'started_at':'2026-03-01T12:00:00Z','output':'"
                    + huge
                    + "'},{'started_at':'2026-03-01T12:00:00Z'}]}"));

    assertThat(json.get("accepted").asInt()).isEqualTo(1);
    assertThat(json.at("/rejections/0/problems/0/expected").asString())
        .isEqualTo("at most 4194304 characters");
  }

  @Test
  void signals_ofEverySort_areTaken() {
    JsonNode json =
        ServedApi.json(
            served.post(
                "/api/v1/signals",
                "{'signals':[{'kind':'thumbs_up','conversation':'c'},"
                    + "{'kind':'escalate','response_id':'r'},{'kind':'shrug','response_id':'r'}]}"));

    assertThat(json.get("accepted").asInt()).isEqualTo(2);
    assertThat(served.desks.signals)
        .extracting(Signal::kind)
        .containsExactly(Signal.Kind.THUMBS_UP, Signal.Kind.ESCALATE);
    assertThat(served.desks.signals).allMatch(signal -> signal.at().equals(ServedApi.NOW));
  }

  @Test
  void list_pageByPage_givesEachOnceLatestFirst() {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = ServedApi.json(served.get("/api/v1/interactions?limit=7" + cursor));
      page.get("items").forEach(item -> ids.add(item.get("id").asString()));
      cursor = page.has("older") ? "&cursor=" + page.get("older").asString() : null;
    } while (cursor != null);

    assertThat(ids).hasSize(ServedApi.ROWS).doesNotHaveDuplicates();
    assertThat(ids.get(0)).isEqualTo(Sample.key(ServedApi.ROWS - 1).id());
  }

  @ParameterizedTest
  @CsvSource({
    "environment=staging, 15",
    "environment=staging&environment=production, 30",
    "feature=feature-1&tag=tier%3Dgold, 2",
    "user=plain-user-3, 4",
    "user=user-3, 0",
    "failure_mode=off-topic, 5",
    "signal=thumbs_down, 1",
    "evaluator=faithfulness, 2",
    "evaluator=faithfulness&max_score=0.5, 1",
    "evaluator=faithfulness&passed=true, 1",
    "has_content=true, 1",
    "search=REFUND, 1",
    "min_latency_ms=38, 2",
    "to=2020-01-01T00:00:00Z, 0",
    "failed=true, 0"
  })
  void list_filter_findsThoseMeant(String query, int expected) {
    JsonNode page = ServedApi.json(served.get("/api/v1/interactions?limit=100&" + query));

    assertThat(page.get("items").size()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limit=0 | limit: 0 (expected: a whole number from 1 to 1000)",
        "limit=5&limit=6 | limit: 2 times (expected: once)",
        "enviroment=x | parameter: enviroment (expected: one that get /api/v1/interactions has);"
            + " did you mean environment?",
        "from=yesterday | from: yesterday (expected: a time with offset, such as"
            + " 2026-11-21T09:30:00Z)",
        "from=2026-03-01T12:00:00+01:00 | from: 2026-03-01T12:00:00 01:00 (expected: a time with"
            + " offset, such as 2026-11-21T09:30:00Z); write + as %2B",
        "cursor=zzz | cursor: zzz (expected: `older` or `newer` of another page)",
        "tag=gold | tag: gold (expected: NAME=VALUE)",
        "min_score=1 | evaluator: missing (expected: whose score min_score, max_score and passed"
            + " mean)",
        "min_latency_ms=NaN | min_latency_ms: NaN (expected: a finite number)",
        "failed=maybe | failed: maybe (expected: true or false)",
        "direction=up | direction: up (expected: older or newer)"
      })
  void list_wrongParameter_isNamed(String query, String detail) {
    HttpResponse<byte[]> response = served.get("/api/v1/interactions?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(ServedApi.json(response).get("detail").asString()).isEqualTo(detail);
  }

  @Test
  void detail_interaction_hasEverything() {
    JsonNode json = ServedApi.json(served.get("/api/v1/interactions/" + Sample.key(1).id()));

    assertThat(json.at("/content/output").asString()).isEqualTo("It takes five days.\u0000<b>");
    assertThat(json.at("/evaluations/0/value").asDouble()).isEqualTo(0.9);
    assertThat(json.at("/signals/0/kind").asString()).isEqualTo("thumbs_down");
    assertThat(json.at("/labels/0/annotator").asString()).isEqualTo("ana");
    assertThat(json.at("/failure_cases/0").asString()).isEqualTo("c-1");
  }

  @Test
  void evaluations_ofAnInteraction_areListed() {
    JsonNode json =
        ServedApi.json(served.get("/api/v1/evaluations?interaction_id=" + Sample.key(2).id()));

    assertThat(json.get("items").size()).isEqualTo(1);
    assertThat(json.at("/items/0/failure_mode").asString()).isEqualTo("incorrect");
    assertThat(served.get("/api/v1/evaluations").statusCode()).isEqualTo(400);
  }

  @Test
  void estimates_severalMeasures_haveIntervalsAndN() {
    JsonNode json =
        ServedApi.json(
            served.get(
                "/api/v1/estimates?measure=count&measure=completion:rate&measure=latency:p50"
                    + "&measure=mode:hallucinated:rate&measure=score:none:mean"
                    + DAY));

    assertThat(json.get("level").asString()).isEqualTo("hour");
    assertThat(json.at("/estimates/0/estimate/value").asDouble()).isEqualTo(90);
    assertThat(json.at("/estimates/1/estimate/value").asDouble()).isCloseTo(0.9, within(1e-9));
    assertThat(json.at("/estimates/1/estimate/low").asDouble()).isBetween(0.75, 0.9);
    assertThat(json.at("/estimates/1/estimate/n").asLong()).isEqualTo(90);
    assertThat(json.at("/estimates/2/estimate/value").asDouble()).isCloseTo(144, within(3.0));
    assertThat(json.at("/estimates/3/estimate/value").asDouble()).isCloseTo(0.1, within(1e-9));
    assertThat(json.at("/estimates/4/estimate").isNull()).isTrue();
  }

  @Test
  void estimates_evaluatorWithTwoVersions_takeTheLatestAndNameTheOther() {
    JsonNode json =
        ServedApi.json(
            served.get(
                "/api/v1/estimates?measure=score:judge:mean&measure=score:judge@v1:mean" + DAY));

    assertThat(json.at("/estimates/0/version").asString()).isEqualTo("v2");
    assertThat(json.at("/estimates/0/other_versions/0").asString()).isEqualTo("v1");
    assertThat(json.at("/estimates/0/estimate/value").asDouble()).isCloseTo(4.5, within(1e-9));
    assertThat(json.at("/estimates/1/estimate/value").asDouble()).isCloseTo(3.0, within(1e-9));
  }

  @Test
  void series_threeHours_isOfMinutesWithGapsMarked() {
    JsonNode json =
        ServedApi.json(
            served.get(
                "/api/v1/series?measure=latency:p95&slice=feature%3Drefunds"
                    + "&from=2026-03-01T12:00:00Z&to=2026-03-01T12:05:00Z"));

    assertThat(json.get("level").asString()).isEqualTo("minute");
    assertThat(json.get("points").size()).isEqualTo(5);
    assertThat(json.at("/points/0/interactions").asLong()).isEqualTo(10);
    assertThat(json.at("/points/3/estimate").isNull()).isTrue();
    assertThat(json.get("interactions").asLong()).isEqualTo(30);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T06:30:00Z, minute, 331",
    "2026-02-20T12:00:00Z, hour, 217",
    "2026-01-31T12:00:00Z, day, 30"
  })
  void series_anyLength_readsFewWindows(String from, String level, int points) {
    JsonNode json =
        ServedApi.json(
            served.get("/api/v1/series?measure=count&from=" + from + "&to=2026-03-01T12:00:30Z"));

    assertThat(json.get("level").asString()).isEqualTo(level);
    assertThat(json.get("points").size()).isEqualTo(points);
    assertThat(json.get("interactions").asLong()).isPositive();
  }

  @Test
  void slices_ofADimension_sayHowManyOfHowMany() {
    JsonNode json =
        ServedApi.json(
            served.get(
                "/api/v1/slices?dimension=feature&measure=latency:p50&limit=1&order=highest"
                    + DAY));

    assertThat(json.get("total").asInt()).isEqualTo(2);
    assertThat(json.get("shown").asInt()).isEqualTo(1);
    assertThat(json.get("interactions").asInt()).isEqualTo(90);
    assertThat(json.at("/slices/0/parts/0/dimension").asString()).isEqualTo("feature");
    assertThat(json.at("/slices/0/estimates/0/estimate/n").asInt()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "series?measure=latncy:p95 | did you mean latency:p95?",
        "series | measure: missing",
        "series?measure=count&slice=x | slice: x (expected: all, or DIMENSION=VALUE",
        "series?measure=count&level=week | level: week (expected: one of minute, hour, day)",
        "series?measure=count&level=minute&from=2020-01-01T00:00:00Z | at most 10080",
        "series?measure=count&from=2030-01-01T00:00:00Z | (expected: from before to)",
        "estimates | measure: 0 times (expected: 1 to 20 times)",
        "estimates?measure=count&confidence=1 | confidence: 1.0 (expected: 0.5 to 0.999)",
        "slices | dimension: missing",
        "slices?dimension=app&order=lowest | order: lowest (expected: traffic, or with a measure"
      })
  void estimates_wrongQuestion_isNamed(String query, String detail) {
    HttpResponse<byte[]> response = served.get("/api/v1/" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(ServedApi.json(response).get("detail").asString()).contains(detail.strip());
  }

  @Test
  void alerts_open_areThoseNotClosed() {
    JsonNode open = ServedApi.json(served.get("/api/v1/alerts?open=true"));
    JsonNode all = ServedApi.json(served.get("/api/v1/alerts"));

    assertThat(open.get("items").size()).isEqualTo(1);
    assertThat(all.get("items").size()).isEqualTo(2);
    assertThat(open.at("/items/0/details/n").asInt()).isEqualTo(7);
  }

  @Test
  void alert_acknowledged_isADeedOfTheCaller() {
    HttpResponse<byte[]> response =
        served.post("/api/v1/alerts/a-1/acknowledge", "{'note':'on it'}");

    assertThat(ServedApi.json(response).at("/deliveries/0/channel").asString()).isEqualTo("ops");
    assertThat(served.desks.deeds).containsExactly("acknowledge a-1 by local: on it");
    assertThat(served.post("/api/v1/alerts/none/acknowledge", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void alert_accepted_isTheNewLevelUnlessResolved() {
    HttpResponse<byte[]> response =
        served.post("/api/v1/alerts/a-1/accept", "{'note':'a new model'}");
    HttpResponse<byte[]> resolved = served.post("/api/v1/alerts/a-2/accept", "{}");

    assertThat(ServedApi.json(response).get("id").asString()).isEqualTo("a-1");
    assertThat(served.desks.deeds).contains("accept alert a-1 by local: a new model");
    assertThat(resolved.statusCode()).isEqualTo(400);
    assertThat(ServedApi.json(resolved).get("detail").asString()).startsWith("alert: resolved");
    assertThat(served.post("/api/v1/alerts/none/accept", "{}").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "'',2",
    "?from=2026-03-01T14:00:00Z,1",
    "?to=2026-03-01T14:00:00Z,1",
    "?slice=prompt_template%3Danswer,2",
    "?slice=prompt_template%3Dother,0",
    "?slice=prompt_template%3Danswer%26prompt_version%3Dv3,1",
    "?slice=prompt_version%3Dv2,2"
  })
  void marks_ofATimeAndASlice_areCompared(String query, int expected) {
    JsonNode items = ServedApi.json(served.get("/api/v1/marks" + query)).get("items");

    assertThat(items.size()).isEqualTo(expected);
    if (expected > 0) {
      assertThat(items.at("/0/comparisons/0/difference/high").asDouble()).isLessThan(0);
      assertThat(items.at("/0/comparisons/0/clear").asBoolean()).isTrue();
    }
    if (expected == 2) {
      assertThat(items.at("/0/after").asString()).isEqualTo("v3");
    }
  }

  @Test
  void marks_ofASliceWithoutVersions_areRefused() {
    assertThat(served.get("/api/v1/marks?slice=feature%3Drefunds").statusCode()).isEqualTo(400);
  }

  @Test
  void work_givenUp_isListedPageByPageWithTheReason() {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      JsonNode page = ServedApi.json(served.get("/api/v1/work?state=dead&limit=2" + cursor));
      page.get("items").forEach(item -> ids.add(item.get("interaction_id").asString()));
      assertThat(page.at("/items/0/error").asString()).isEqualTo("the reply was cut off");
      assertThat(page.at("/counts/dead").asInt()).isEqualTo(5);
      cursor = page.has("older") ? "&cursor=" + page.get("older").asString() : null;
    }

    assertThat(ids).hasSize(5).doesNotHaveDuplicates();
    JsonNode polite = ServedApi.json(served.get("/api/v1/work?evaluator=polite"));
    assertThat(polite.get("items").size()).isEqualTo(2);
    assertThat(ServedApi.json(served.get("/api/v1/work?state=open")).get("items").size()).isZero();
    assertThat(served.get("/api/v1/work?state=odd").statusCode()).isEqualTo(400);
  }

  @Test
  void work_retried_isWhatIsMeant() {
    served.post("/api/v1/work/retry", "{'evaluator':'judge'}");
    String id = Sample.key(1).id();
    served.post("/api/v1/work/retry", "{'interactions':['" + id + "','none']}");

    assertThat(served.desks.deeds).containsExactly("retry judge 3", "retry 2 interactions 1");
    assertThat(served.post("/api/v1/work/retry", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void deliveries_ofAllSorts_areListedAndChannelsTried() {
    JsonNode all = ServedApi.json(served.get("/api/v1/deliveries"));
    JsonNode none = ServedApi.json(served.get("/api/v1/deliveries?channel=other"));

    assertThat(all.at("/items/0/alert_id").asString()).isEqualTo("a-1");
    assertThat(none.get("items").size()).isZero();
    assertThat(served.post("/api/v1/deliveries/ops/test", "{}").statusCode()).isEqualTo(200);
    assertThat(served.post("/api/v1/deliveries/other/test", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void silence_inThePast_isRefused() {
    HttpResponse<byte[]> response =
        served.post("/api/v1/silences", "{'until':'2020-01-01T00:00:00Z'}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(served.delete("/api/v1/silences/q-1").statusCode()).isEqualTo(204);
  }

  @Test
  void savedMonitors_savedListedAndRemoved() {
    String yaml = "name: mine\\nimmediate: {mode: unsafe, most: 1, per: 1h, quiet: 1h}\\n";
    HttpResponse<byte[]> saved =
        served.post(
            "/api/v1/saved-monitors",
            ("{\"yaml\":\"" + yaml + "\",\"note\":\"it's time\"}").getBytes(UTF_8));
    assertThat(saved.statusCode()).as(new String(saved.body(), UTF_8)).isEqualTo(201);
    JsonNode listed = ServedApi.json(served.get("/api/v1/saved-monitors"));
    assertThat(listed.toString()).contains("\"mine\"", "it's time", "\"removed\":false");
    assertThat(served.delete("/api/v1/saved-monitors/mine").statusCode()).isEqualTo(204);
    assertThat(served.delete("/api/v1/saved-monitors/nobodys").statusCode()).isEqualTo(404);
    assertThat(ServedApi.json(served.get("/api/v1/saved-monitors")).toString())
        .contains("\"removed\":true");
    assertThat(served.post("/api/v1/saved-monitors", "{'yaml':'name: x'}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void failureCase_deeds_reachTheDesk() {
    served.post("/api/v1/failure-cases/c-1/accept", "{'expected':'Yes','failure_mode':'refused'}");
    served.post("/api/v1/failure-cases/c-1/merge", "{'cases':['c-2']}");
    served.post("/api/v1/failure-cases/c-1/split", "{'interactions':['i']}");
    HttpResponse<byte[]> wrong =
        served.post("/api/v1/failure-cases/c-1/accept", "{'failure_mode':'bad'}");

    assertThat(served.desks.deeds)
        .containsExactly("accept c-1 \"Yes\" REFUSED", "merge c-1 [c-2]", "split c-1 [i]");
    assertThat(wrong.statusCode()).isEqualTo(400);
  }

  @Test
  void case_chosenInteractionAndInput_reachTheDesk() {
    served.post(
        "/api/v1/failure-cases/c-1/accept",
        "{'expected':'Yes','interaction_id':'i-1','input':'Where?'}");
    served.post("/api/v1/failure-cases/c-1/reopen", "{'note':'again'}");

    assertThat(served.desks.deeds)
        .containsExactly("accept c-1 \"Yes\" null i-1 Where?", "reopen c-1: again");
    JsonNode listed = ServedApi.json(served.get("/api/v1/failure-cases"));
    assertThat(listed.at("/items/0/trend/direction").asString()).isEqualTo("steady");
    assertThat(listed.at("/items/0/trend/last_week").asInt()).isEqualTo(1);
  }

  @Test
  void case_accepted_givesItsExampleRedactedAndWithTheContent() {
    JsonNode example = ServedApi.json(served.get("/api/v1/failure-cases/c-1/example"));

    assertThat(example.at("/id").asString()).isEqualTo("regression-c-1");
    assertThat(example.at("/input").asString()).isEqualTo("Where is my refund?");
    assertThat(example.at("/expected_output").asString()).isEqualTo("Ask [NAME]: three days.");
    assertThat(example.at("/provenance/failure").asString()).isEqualTo("interaction-1");
  }

  @Test
  void case_exported_isToldWithWhoSaysSo() {
    served.post("/api/v1/failure-cases/c-1/exported", "{'example_id':'e','by':'ana'}");
    HttpResponse<byte[]> nothing = served.post("/api/v1/failure-cases/c-1/exported", "{}");

    assertThat(served.desks.deeds).contains("exported c-1 e by ana");
    assertThat(nothing.statusCode()).isEqualTo(400);
  }

  @Test
  void trafficSample_holdsWhatWasKeptWithItsProbability() {
    JsonNode sample = ServedApi.json(served.get("/api/v1/traffic-sample?n=5&by=feature"));
    HttpResponse<byte[]> wrong = served.get("/api/v1/traffic-sample?by=colour");

    assertThat(sample.at("/candidates").asInt()).isEqualTo(1);
    assertThat(sample.at("/examples/0/input").asString()).isEqualTo("Where is my refund?");
    assertThat(sample.at("/examples/0/metadata/inclusion_probability").asDouble())
        .isCloseTo(0.05, within(1e-12));
    assertThat(sample.at("/examples/0/metadata/stratum").asString()).isEqualTo("feature-1");
    assertThat(wrong.statusCode()).isEqualTo(400);
  }

  @Test
  void copies_areMadeInsideTheDataDirectoryAndNowhereElse() {
    JsonNode backup = ServedApi.json(served.post("/api/v1/backups", "{'file':'a.duckdb'}"));
    JsonNode export =
        ServedApi.json(served.post("/api/v1/exports", "{'folder':'b','format':'parquet'}"));

    assertThat(Path.of(backup.at("/path").asString())).exists();
    assertThat(backup.at("/bytes").asLong()).isPositive();
    assertThat(Path.of(export.at("/path").asString()).resolve("interactions.parquet")).exists();
    assertThat(export.at("/files/0/rows").asInt()).isEqualTo(ServedApi.ROWS);
    for (String name : List.of("../a", "/tmp/a", "x/../../a", ".", "..", "", "a/b", "a;b")) {
      HttpResponse<byte[]> refused = served.post("/api/v1/backups", "{'file':'" + name + "'}");
      assertThat(refused.statusCode()).as(name).isEqualTo(400);
      refused = served.post("/api/v1/exports", "{'folder':'" + name + "'}");
      assertThat(refused.statusCode()).as(name).isEqualTo(400);
    }
    assertThat(served.post("/api/v1/backups", "{'file':'a.duckdb'}").statusCode()).isEqualTo(400);
  }

  @Test
  void label_given_isStoredOnceHoweverOftenSent() {
    String body = "{'interaction_id':'" + Sample.key(5).id() + "','passed':false,'comment':'no'}";

    HttpResponse<byte[]> first = served.post("/api/v1/labels", body);
    served.post("/api/v1/labels", body);

    JsonNode labels =
        ServedApi.json(served.get("/api/v1/labels?interaction_id=" + Sample.key(5).id()));
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(labels.get("items").size()).isEqualTo(1);
    assertThat(labels.at("/items/0/annotator").asString()).isEqualTo("local");
    assertThat(
            served
                .post("/api/v1/labels", "{'interaction_id':'" + Sample.key(5).id() + "'}")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void datasets_folder_isListedAndReadAndNotLeft() {
    assertThat(ServedApi.json(served.get("/api/v1/datasets")).at("/items/0/name").asString())
        .isEqualTo("small.jsonl");
    JsonNode examples =
        ServedApi.json(served.get("/api/v1/datasets/small.jsonl/examples?offset=1"));
    assertThat(examples.get("total").asInt()).isEqualTo(2);
    assertThat(examples.at("/items/0/id").asString()).isEqualTo("e-2");
    assertThat(served.get("/api/v1/datasets/..").statusCode()).isEqualTo(404);
    assertThat(served.get("/api/v1/datasets/..%2Fdata").statusCode()).isIn(400, 404);
  }

  @Test
  void user_deleted_isForgottenEverywhere() {
    HttpResponse<byte[]> response = served.delete("/api/v1/users/plain-user-2");

    assertThat(ServedApi.json(response).get("interactions").asInt()).isEqualTo(4);
    assertThat(served.forgotten.get(served.forgotten.size() - 1).interactionIds()).hasSize(4);
    assertThat(
            ServedApi.json(served.get("/api/v1/interactions?user=plain-user-2"))
                .get("items")
                .size())
        .isZero();
    // The rows are for the tests that count them.
    Batch.Builder again = Batch.builder();
    for (int i = 2; i < ServedApi.ROWS; i += 7) {
      again.put(Sample.row(i));
    }
    again.put(Sample.evaluation(2, "faithfulness", 0.2));
    served.store.commit(again.build());
  }

  @Test
  void interactions_whileOthersHoldTheMemory_areAskedToComeAgain() {
    String batch = "{'interactions':[]}";
    try (InFlight.Admission others = served.inFlight.admit()) {
      others.hold(ServedApi.IN_FLIGHT);
      HttpResponse<byte[]> refused = served.post("/api/v1/interactions", batch);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    }

    assertThat(served.post("/api/v1/interactions", batch).statusCode()).isEqualTo(200);
    assertThat(served.inFlight.bytes()).isZero();
  }

  @Test
  void readiness_aPartFails_is503AndNamesIt() {
    served.desks.ready = false;
    HttpResponse<byte[]> response = served.get("/readyz");
    served.desks.ready = true;

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(new String(response.body(), UTF_8))
        .contains("{\"name\":\"journal\",\"state\":\"not ready\",\"detail\":\"full\"}");
    assertThat(served.get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void readiness_aPartIsDegraded_isReady() {
    served.desks.degraded = true;
    HttpResponse<byte[]> response = served.get("/readyz");
    served.desks.degraded = false;

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(new String(response.body(), UTF_8))
        .contains("{\"name\":\"deliveries\",\"state\":\"degraded\",\"detail\":\"ops refuses\"}");
  }

  @Test
  void anyAnswer_hasHardeningHeadersAndARequestId() {
    HttpResponse<byte[]> response = served.get("/healthz", "X-Request-Id", "mine-1");

    assertThat(response.headers().firstValue("X-Request-Id")).contains("mine-1");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(served.get("/healthz", "X-Request-Id", "a b").headers().firstValue("X-Request-Id"))
        .hasValueSatisfying(id -> assertThat(id).doesNotContain(" "));
  }

  @Test
  void otherSitesPage_isRefused() {
    assertThat(served.get("/api/v1/alerts", "Origin", "https://evil.example").statusCode())
        .isEqualTo(403);
    assertThat(served.get("/api/v1/alerts", "Sec-Fetch-Site", "cross-site").statusCode())
        .isEqualTo(403);
    assertThat(
            served
                .get("/api/v1/alerts", "Origin", "http://127.0.0.1:" + served.port())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void formOfAnotherType_isRefused() {
    HttpRequest.Builder form =
        HttpRequest.newBuilder(served.uri("/api/v1/alerts/a-1/acknowledge"))
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("{}"));

    assertThat(served.send(form).statusCode()).isEqualTo(415);
    assertThat(served.desks.deeds).isEmpty();
    HttpResponse<byte[]> strange =
        served.get("/api/v1/alerts?limit=1", "Content-Type", "application/json; charset=nope");
    assertThat(strange.statusCode()).isEqualTo(415);
    assertThat(new String(strange.body(), UTF_8)).contains("the charset utf-8, or none");
  }

  @Test
  void unknownPathAndMethod_areTold() {
    assertThat(served.get("/api/v1/nothing").statusCode()).isEqualTo(404);
    HttpResponse<byte[]> wrong = served.delete("/api/v1/interactions");
    assertThat(wrong.statusCode()).isEqualTo(405);
    assertThat(wrong.headers().firstValue("Allow")).contains("GET, POST");
    assertThat(Json.write(ServedApi.json(wrong))).contains("GET or POST");
  }
}

package dev.assay.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.server.api.access.Access;
import dev.assay.server.api.access.Caller;
import dev.assay.server.api.access.KeyCheck;
import dev.assay.server.api.access.Scope;
import dev.assay.server.pair.TwoRuns;
import dev.assay.server.store.PairLabel;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(120)
class PairRoutesTest {

  private static final String HOSTILE = "<script>alert('x')</script> \u202e \u001b[31m ";
  private static final String SETS = "/api/v1/pair-sets";

  @TempDir private static Path folder;
  private static ServedApi served;

  @BeforeAll
  static void open() throws IOException {
    Map<String, Caller> keys =
        Map.of(
            "eva", new Caller("eva", Set.of(Scope.READ, Scope.WRITE)),
            "ann", new Caller("ann", Set.of(Scope.READ, Scope.REVIEW)),
            "bob", new Caller("bob", Set.of(Scope.READ, Scope.REVIEW)),
            "vic", new Caller("vic", Set.of(Scope.READ)));
    KeyCheck check = key -> Optional.ofNullable(keys.get(key));
    served = new ServedApi(folder, Access.withKeys(check));
    TwoRuns two = new TwoRuns(folder);
    two.run("old", "2026-11-19T02:00:01Z", i -> "old " + HOSTILE + i);
    two.run("new", "2026-11-20T02:00:01Z", i -> "new " + HOSTILE + i);
  }

  @AfterAll
  static void close() {
    served.close();
  }

  private static String[] as(String key) {
    return new String[] {"Authorization", "Bearer " + key};
  }

  private static JsonNode get(String path, String key) {
    HttpResponse<byte[]> response = served.get(path, as(key));
    assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(200);
    return ServedApi.json(response);
  }

  private static String draw(int size) {
    String body = "{'baseline': 'old', 'candidate': 'new', 'size': " + size + "}";
    HttpResponse<byte[]> response = served.post(SETS, body, as("eva"));
    assertThat(response.statusCode()).isEqualTo(201);
    return SETS + "/" + ServedApi.json(response).get("id").asString();
  }

  private static JsonNode next(String set, String key) {
    return get(set + "/next", key).get("pair");
  }

  private static HttpResponse<byte[]> say(String set, String pair, String choice, String key) {
    String body = "{'pair': '%s', 'choice': '%s'}".formatted(pair, choice);
    return served.post(set + "/labels", body, as(key));
  }

  /** What the person would have to say to prefer the candidate. */
  private static String candidate(JsonNode pair) {
    return pair.get("first").asString().startsWith("new") ? "first" : "second";
  }

  @Test
  void pair_isShownBlind_inTheOrderThatIsStoredWithTheLabel() {
    String set = draw(20);
    for (int i = 0; i < 20; i++) {
      JsonNode shown = get(set + "/next", "ann");
      // The answers themselves are all that could tell.
      assertThat(Json.write(shown)).doesNotContain("baseline", "candidate", "\"old\"", "\"new\"");
      JsonNode pair = shown.get("pair");
      assertThat(pair.get("first").asString()).contains(HOSTILE);
      assertThat(say(set, pair.get("pair").asString(), candidate(pair), "ann").statusCode())
          .isEqualTo(201);
    }
    JsonNode end = get(set + "/next", "ann");
    assertThat(end.get("pair").isNull()).isTrue();
    assertThat(end.get("done").asInt()).isEqualTo(20);
    String id = set.substring(SETS.length() + 1);
    assertThat(served.store.evidence().pairLabels(id))
        .extracting(PairLabel::choice)
        .containsOnly(PairLabel.Choice.CANDIDATE);
    // Each with one half: that all are alike happens once in half a million sets.
    assertThat(served.store.evidence().pairLabels(id))
        .extracting(PairLabel::first)
        .contains(PairLabel.Side.BASE, PairLabel.Side.CANDIDATE);
  }

  @Test
  void result_isForThoseWhoJudgeNoMore() {
    String set = draw(3);
    String first = next(set, "ann").get("pair").asString();
    say(set, first, "tie", "ann");
    HttpResponse<byte[]> early = served.get(set + "/result", as("ann"));
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(new String(early.body(), UTF_8)).contains("/open");
    assertThat(get(set + "/result", "vic").get("ties").asInt()).isEqualTo(1);
    assertThat(served.post(set + "/open", "{}", as("ann")).statusCode()).isEqualTo(200);
    assertThat(get(set + "/result", "ann").at("/shares/ties/n").asInt()).isEqualTo(1);
    HttpResponse<byte[]> late = say(set, "2", "tie", "ann");
    assertThat(late.statusCode()).isEqualTo(400);
    assertThat(new String(late.body(), UTF_8)).contains("somebody who has not seen");
    assertThat(get(set, "ann").at("/you/opened").asBoolean()).isTrue();
    assertThat(get(set, "bob").at("/you/open").asInt()).isEqualTo(3);
  }

  @Test
  void disagreement_isSettledByWhoMayWrite_whoSeesWhatPeopleSaidInTheirOwnOrder() {
    String set = draw(2);
    JsonNode shown = next(set, "ann");
    String pair = shown.get("pair").asString();
    say(set, pair, candidate(shown), "ann");
    JsonNode other = next(set, "bob");
    assertThat(other.get("pair").asString()).isEqualTo(pair);
    say(set, pair, candidate(other).equals("first") ? "second" : "first", "bob");
    JsonNode disputed = get(set + "/next?disputed=true", "eva").get("pair");
    assertThat(disputed.get("pair").asString()).isEqualTo(pair);
    String better = candidate(disputed);
    for (JsonNode said : disputed.get("people")) {
      assertThat(said.get("choice").asString().equals(better))
          .isEqualTo(said.get("annotator").asString().equals("ann"));
    }
    String body = "{'pair': '%s', 'choice': '%s', 'comment': 'x'}".formatted(pair, better);
    assertThat(served.post(set + "/settle", body, as("bob")).statusCode()).isEqualTo(403);
    assertThat(served.post(set + "/settle", body, as("eva")).statusCode()).isEqualTo(201);
    assertThat(get(set + "/next?disputed=true", "eva").get("pair").isNull()).isTrue();
    JsonNode result = get(set + "/result", "vic");
    assertThat(result.get("wins").asInt()).isEqualTo(1);
    assertThat(result.at("/items/0/settled/annotator").asString()).isEqualTo("eva");
    assertThat(result.at("/people/alike/value").asDouble()).isZero();
  }

  @Test
  void set_thatWhoMayWritePutsAway_asksNobody() {
    String set = draw(2);
    assertThat(served.post(set + "/archive", "{}", as("ann")).statusCode()).isEqualTo(403);
    HttpResponse<byte[]> away = served.post(set + "/archive", "{}", as("eva"));
    assertThat(away.statusCode()).isEqualTo(200);
    assertThat(ServedApi.json(away).has("archived")).isTrue();
    assertThat(get(set, "ann").at("/you/open").asInt()).isZero();
    assertThat(next(set, "ann").isNull()).isTrue();
    assertThat(served.post(set + "/restore", "{}", as("eva")).statusCode()).isEqualTo(200);
    assertThat(get(set, "ann").has("archived")).isFalse();
    assertThat(get(set, "ann").at("/you/open").asInt()).isEqualTo(2);
    assertThat(served.post(SETS + "/none/archive", "{}", as("eva")).statusCode()).isEqualTo(404);
  }

  @Test
  void whoHasOpenedTheResult_settlesStill_andTheResultSaysSo() {
    String set = draw(2);
    for (String person : List.of("ann", "bob")) {
      say(set, "1", person.equals("ann") ? "tie" : candidate(next(set, "bob")), person);
    }
    assertThat(served.post(set + "/open", "{}", as("eva")).statusCode()).isEqualTo(200);
    JsonNode disputed = get(set + "/next?disputed=true", "eva").get("pair");
    String body = "{'pair': '1', 'choice': '%s'}".formatted(candidate(disputed));
    assertThat(served.post(set + "/settle", body, as("eva")).statusCode()).isEqualTo(201);
    JsonNode result = get(set + "/result", "vic");
    assertThat(result.get("settled_knowing").asInt()).isEqualTo(1);
    assertThat(result.at("/preferred/n").asInt()).isEqualTo(1);
    assertThat(result.get("preferred_blindly").isNull()).isTrue();
  }

  @Test
  void mistakes_areToldInWords() {
    String set = draw(2);
    assertThat(new String(say(set, "1", "left", "ann").body(), UTF_8))
        .contains("choice: left (expected: first, second, tie or skip)");
    assertThat(new String(say(set, "99", "tie", "ann").body(), UTF_8)).contains("1 to 2");
    assertThat(say(set, "1", "tie", "vic").statusCode()).isEqualTo(403);
    assertThat(served.get(set + "/next", as("vic")).statusCode()).isEqualTo(403);
    String none = "{'baseline': 'old', 'candidate': 'none'}";
    assertThat(served.post(SETS, none, as("eva")).statusCode()).isEqualTo(404);
    String same = "{'baseline': 'old', 'candidate': 'old'}";
    assertThat(new String(served.post(SETS, same, as("eva")).body(), UTF_8))
        .contains("20 examples have the same answer in both");
    assertThat(served.post(SETS, same, as("ann")).statusCode()).isEqualTo(403);
  }
}

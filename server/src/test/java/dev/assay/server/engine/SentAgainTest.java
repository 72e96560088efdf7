package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is sent again changes nothing: at once, once it was told, and after a restart. */
@Timeout(300)
class SentAgainTest {

  private static final int CALLS = 30;

  @TempDir private Path folder;

  @Test
  void batchSentAgain_changesNoRowNoWindowAndNoNumber() throws Exception {
    Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    String spans = Exports.calls(0, CALLS, now);
    String sent =
        """
        {"interactions":[{"id":"sent-1","started_at":"%s","app":"shop","feature":"orders",
         "messages":[{"role":"user","text":"q"}],"output":"I cannot help with that."}]}"""
            .formatted(now);
    String signals =
        """
        {"signals":[{"kind":"thumbs_down","trace_id":"%s","at":"%s"},
         {"kind":"report","interaction_id":"sent-1","at":"%s"}]}"""
            .formatted(Exports.trace(3), now, now);
    try (ServedEngine served = ServedEngine.open(folder, ServedEngine.QUICK)) {
      send(served, spans, sent, signals);
      send(served, spans, sent, signals);
      served.interactions(CALLS + 1);
      served.settle();
      Map<String, String> once = everything(served, now);
      assertThat(once.get("signals")).contains("thumbs_down");
      assertThat(once.get("estimates")).contains("\"interactions\":" + (CALLS + 1));

      // Told, and held for what comes late.
      send(served, spans, sent, signals);
      served.settle();
      assertThat(everything(served, now)).isEqualTo(once);

      // Nothing is held in memory any more.
      served.restart();
      send(served, spans, sent, signals);
      send(served, spans, sent, signals);
      served.settle();
      assertThat(everything(served, now)).isEqualTo(once);

      // In pieces and in another order.
      for (int i = CALLS - 1; i >= 0; i -= 7) {
        post(served, "/v1/traces", Exports.calls(i, 1, now));
      }
      served.settle();
      assertThat(everything(served, now)).isEqualTo(once);
    }
  }

  private static void send(ServedEngine served, String spans, String sent, String signals)
      throws Exception {
    post(served, "/v1/traces", spans);
    post(served, "/api/v1/interactions", sent);
    post(served, "/api/v1/signals", signals);
  }

  private static void post(ServedEngine served, String path, String body) throws Exception {
    HttpResponse<String> answer = served.post(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("partialSuccess").doesNotContain("rejections");
  }

  private static Map<String, String> everything(ServedEngine served, Instant now) throws Exception {
    String times =
        "&from=" + now.minus(1, ChronoUnit.HOURS) + "&to=" + now.plus(1, ChronoUnit.HOURS);
    String measures =
        String.join(
            "&measure=",
            List.of(
                "measure=count",
                "error:rate",
                "latency:p95",
                "input-tokens:p50",
                "signal:negative:rate",
                "mode:refused:rate",
                "completion:rate",
                "score:refusal:mean",
                "sampled:content:rate"));
    Map<String, String> all = new LinkedHashMap<>();
    all.put("interactions", body(served, "/api/v1/interactions?limit=1000"));
    all.put("evaluations", body(served, "/api/v1/evaluations?evaluator=refusal&limit=1000"));
    all.put(
        "signals", body(served, "/api/v1/interactions/" + Exports.trace(3) + "-0000000000000004"));
    all.put("estimates", body(served, "/api/v1/estimates?" + measures + times));
    all.put("slices", body(served, "/api/v1/slices?dimension=feature&" + measures + times));
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    String minutes =
        "&from=" + minute.minus(1, ChronoUnit.HOURS) + "&to=" + minute.plus(1, ChronoUnit.MINUTES);
    // Whether it is over may change while this runs.
    all.put(
        "series",
        body(served, "/api/v1/series?measure=count&level=minute" + minutes)
            .replaceAll("\"open\": ?(true|false)", ""));
    all.put("cases", body(served, "/api/v1/failure-cases"));
    return all;
  }

  private static String body(ServedEngine served, String path) throws Exception {
    HttpResponse<String> answer = served.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }
}

package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What failure cases quote goes with the content it was quoted from, and with its user. */
@Timeout(300)
class FailureWordsTest {

  private static final String CASES = "/api/v1/failure-cases";

  @TempDir private Path folder;

  @Test
  void caseNobodyAccepted_losesWhatWasSaid_whenContentDoes() throws Exception {
    try (ServedEngine served = open()) {
      refused(served, "i-1", "returns", "u-1", "Can I send the teapot back?");
      refused(served, "i-2", "invoices", "u-2", "Where is the invoice of the kettle?");
      String dropped = caseOf(served, "returns");
      String accepted = caseOf(served, "invoices");
      HttpResponse<String> deed =
          served.post(
              CASES + "/" + accepted + "/accept",
              """
              {"expected": "In your account.", "root_cause": "too careful"}""");
      assertThat(deed.statusCode()).as(deed.body()).isEqualTo(200);
      served.engine().forgetOld();
      served.settle();
      assertThat(served.get(CASES + "/" + dropped).body()).contains("teapot");

      served.pass(Duration.ofDays(31));
      served.engine().forgetOld();
      JsonNode stripped =
          served.await(CASES + "/" + dropped, json -> !json.toString().contains("teapot"));
      assertThat(stripped.toString()).contains("refused in returns", "i-1").doesNotContain("sorry");
      served.restart();
      assertThat(served.get(CASES).body()).doesNotContain("teapot");
      assertThat(served.get(CASES + "/" + dropped).body()).doesNotContain("teapot", "sorry");
      assertThat(served.get(CASES + "/" + accepted).body()).contains("kettle", "sorry");
    }
  }

  @Test
  void deletedUser_isQuotedByNoCase() throws Exception {
    try (ServedEngine served = open()) {
      refused(served, "i-1", "returns", "u-1", "Can I send the teapot back?");
      refused(served, "i-2", "returns", "u-2", "Can I send the teapot back to you?");
      String id = caseOf(served, "returns");
      HttpResponse<String> dismissed =
          served.post(CASES + "/" + id + "/dismiss", "{\"note\": \"a test\"}");
      assertThat(dismissed.statusCode()).as(dismissed.body()).isEqualTo(200);
      for (String user : new String[] {"u-1", "u-2"}) {
        assertThat(served.delete("/api/v1/users/" + user).statusCode()).isEqualTo(200);
      }
      assertThat(served.get(CASES + "/" + id).body()).doesNotContain("teapot", "sorry");
      served.restart();
      assertThat(served.get(CASES + "/" + id).body()).doesNotContain("teapot", "sorry");
    }
  }

  private ServedEngine open() {
    return ServedEngine.open(folder, ServedEngine.QUICK);
  }

  private static void refused(
      ServedEngine served, String id, String feature, String user, String question)
      throws Exception {
    HttpResponse<String> sent =
        served.post(
            "/api/v1/interactions",
            """
            {"interactions":[{"id":"%s","user":"%s","feature":"%s","started_at":"%s",
             "messages":[{"role":"user","text":"%s"}],
             "output":"I'm sorry, but I can't help with that."}]}"""
                .formatted(id, user, feature, served.clock().instant(), question));
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
    served.await(CASES, json -> json.toString().contains(feature));
  }

  private static String caseOf(ServedEngine served, String feature) throws Exception {
    for (JsonNode each : served.json(CASES).path("items")) {
      if (each.path("feature").asString("").equals(feature)) {
        return each.path("id").stringValue();
      }
    }
    throw new AssertionError("no case of " + feature);
  }
}

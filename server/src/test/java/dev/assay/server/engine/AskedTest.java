package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.Passage;
import dev.assay.server.config.Overrides;
import dev.assay.server.config.ServerConfigReader;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Content;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.Sample;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class AskedTest {

  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

  @TempDir private Path folder;
  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  @Test
  void evaluation_thatAPersonAsksFor_standsBesideTheOthers() throws Exception {
    try (Engine engine = open()) {
      engine.start();
      engine.store().commit(Batch.builder().put(Sample.row(1)).put(said()).build());
      URI page = URI.create(engine.http() + "/ui/interactions/" + Sample.key(1).id());
      Matcher token = TOKEN.matcher(get(page));
      assertThat(token.find()).isTrue();

      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(page + "/ask"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(
                      BodyPublishers.ofString(
                          "evaluator=grounding&token="
                              + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8)))
                  .build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(303);
      Evaluation evaluation = awaited(engine);
      assertThat(evaluation.evaluator()).isEqualTo("grounding");
      assertThat(engine.store().evidence().evidence(Sample.key(1)).get(0).evidence().has("claims"))
          .isTrue();
      assertThat(engine.store().records().audit(PageRequest.first(5)).items())
          .extracting(AuditEntry::action)
          .containsExactly("evaluation.ask");
      assertThat(get(page)).contains("asked for by a person", "a week").doesNotContain("Ask it");
    }
  }

  private static Content said() {
    return new Content(
        Sample.key(1),
        Interaction.builder()
            .input(List.of(Message.user("How long?")))
            .output("It takes a week.")
            .context(List.of(Passage.of("Delivery takes a week.")))
            .build());
  }

  private static Evaluation awaited(Engine engine) throws InterruptedException {
    List<Evaluation> found = List.of();
    while (found.isEmpty()) {
      Thread.sleep(20);
      found = engine.store().evidence().evaluations(List.of(Sample.key(1)));
    }
    return found.get(0);
  }

  private String get(URI page) throws Exception {
    return client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body();
  }

  private Engine open() throws Exception {
    Path config = folder.resolve("assay.yaml");
    Files.writeString(
        config,
        """
        http: {host: 127.0.0.1, port: 0}
        grpc: off
        evaluators:
          - grounding: {threshold: 0.4}
            sampled: true
        """);
    return Engine.open(
        ServerConfigReader.read(
            config, Map.of(), Overrides.NONE.data(folder.resolve("data").toString())),
        new Engine.Surroundings(Clock.systemUTC(), Map.of(), new SecureRandom(), "test"));
  }
}

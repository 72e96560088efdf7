package dev.assay.server.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.server.api.access.Scope;
import dev.assay.server.config.Overrides;
import dev.assay.server.config.ServerConfigReader;
import dev.assay.server.key.KeyStore;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Every route of the OpenAPI document lets in whom it says, and nobody else. */
@Timeout(300)
class ScopesTest {

  // What is open to everybody is named here, so that another route does not become so unnoticed.
  private static final Set<String> OPEN =
      Set.of("get /healthz", "get /readyz", "get /api/v1/openapi.json");
  private static final Map<String, Scope> OTLP =
      Map.of(
          "post /v1/traces", Scope.INGEST,
          "post /v1/logs", Scope.INGEST,
          "post /v1/metrics", Scope.INGEST);

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void everyRoute_letsInTheScopesItNames_andNoOther() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    KeyStore store = KeyStore.open(data, Clock.systemUTC(), new SecureRandom());
    Map<Scope, String> keys = new EnumMap<>(Scope.class);
    for (Scope scope : Scope.values()) {
      keys.put(scope, store.create(scope.key(), Set.of(scope)).token());
    }
    Path file = folder.resolve("assay.yaml");
    Files.writeString(file, ServedEngine.QUICK);
    try (Engine engine =
        Engine.open(
            ServerConfigReader.read(file, Map.of(), Overrides.NONE.data(data.toString())),
            new Engine.Surroundings(Clock.systemUTC(), Map.of(), new SecureRandom(), "test"))) {
      engine.start();
      assertThat(engine.keysNeeded()).isTrue();
      List<String> wrong = new ArrayList<>();
      Map<String, Set<Scope>> routes = routes(engine);
      assertThat(routes).hasSizeGreaterThan(40);
      for (Map.Entry<String, Set<Scope>> route : routes.entrySet()) {
        boolean open = route.getValue().isEmpty();
        assertThat(open).as(route.getKey()).isEqualTo(OPEN.contains(route.getKey()));
        wrong.addAll(expect(engine, route.getKey(), null, open ? 0 : 401));
        wrong.addAll(expect(engine, route.getKey(), "assay_nobody", open ? 0 : 401));
        for (Scope scope : Scope.values()) {
          boolean right = open || scope == Scope.ADMIN || route.getValue().contains(scope);
          wrong.addAll(expect(engine, route.getKey(), keys.get(scope), right ? 0 : 403));
        }
      }
      assertThat(wrong).isEmpty();
    }
  }

  private Map<String, Set<Scope>> routes(Engine engine) throws Exception {
    Map<String, Set<Scope>> routes = new java.util.TreeMap<>();
    JsonNode document =
        Json.parse(
            client
                .send(
                    HttpRequest.newBuilder(URI.create(engine.http() + "/api/v1/openapi.json"))
                        .build(),
                    BodyHandlers.ofString())
                .body(),
            "document",
            1);
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            routes.put(
                                method.getKey() + " " + path.getKey(), named(method.getValue()))));
    OTLP.forEach((route, scope) -> routes.put(route, EnumSet.of(scope)));
    return routes;
  }

  private static Set<Scope> named(JsonNode operation) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (JsonNode way : operation.path("security")) {
      for (JsonNode scope : way.path("bearer")) {
        scopes.add(Scope.valueOf(scope.asString().toUpperCase(Locale.ROOT)));
      }
    }
    return scopes;
  }

  // Let in, the request may be wrong all the same: it says nothing.
  private List<String> expect(Engine engine, String route, String key, int refusal)
      throws Exception {
    String method = route.substring(0, route.indexOf(' ')).toUpperCase(Locale.ROOT);
    String path = route.substring(route.indexOf(' ') + 1).replaceAll("\\{[^}]+}", "nothing");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(engine.http() + path))
            .timeout(Duration.ofSeconds(30))
            .method(
                method,
                method.equals("POST")
                    ? BodyPublishers.ofString("{\"to\": 1}")
                    : BodyPublishers.noBody());
    if (method.equals("POST")) {
      request.header("Content-Type", "application/json");
    }
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    // Live events never end.
    HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      int status = answer.statusCode();
      boolean right =
          refusal == 0 ? status != 401 && status != 403 && status < 502 : status == refusal;
      String said = status >= 400 ? new String(body.readAllBytes(), UTF_8) : "";
      return right ? List.of() : List.of(route + " by " + key + ": " + status + " " + said);
    }
  }
}

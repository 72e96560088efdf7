package dev.assay.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.otel.wire.OtlpDecoder;
import dev.assay.otel.wire.Refusal;
import dev.assay.otel.wire.RefusedException;
import dev.assay.otel.wire.WireLimits;
import dev.assay.server.api.access.Access;
import dev.assay.server.api.access.Caller;
import dev.assay.server.api.access.KeyCheck;
import dev.assay.server.api.access.Scope;
import dev.assay.server.api.route.Route;
import dev.assay.server.collector.Collector;
import dev.assay.server.collector.Connections;
import dev.assay.server.collector.IntakeFilter;
import dev.assay.server.collector.OtlpGrpc;
import dev.assay.server.journal.Journal;
import dev.assay.server.journal.JournalSettings;
import dev.assay.server.journal.Position;
import dev.assay.server.store.Sample;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.javalin.Javalin;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AccessTest {

  private static final Map<String, Caller> KEYS =
      Map.of(
          "in", new Caller("sender", Set.of(Scope.INGEST)),
          "read", new Caller("page", Set.of(Scope.READ)),
          "review", new Caller("rae", Set.of(Scope.REVIEW)),
          "write", new Caller("ana", Set.of(Scope.WRITE)),
          "root", new Caller("root", Set.of(Scope.ADMIN)));
  private static final KeyCheck CHECK = key -> Optional.ofNullable(KEYS.get(key));

  @Test
  void everyRoute_withoutKeyOrScope_isRefused(@TempDir Path folder) throws IOException {
    try (ServedApi served = new ServedApi(folder, Access.withKeys(CHECK))) {
      for (Route route : served.api.routes()) {
        HttpRequest.Builder request =
            HttpRequest.newBuilder(served.uri(route.path().replaceAll("\\{[a-z]+}", "x")))
                .method(route.method(), HttpRequest.BodyPublishers.ofString("{}"));
        HttpResponse<byte[]> response = served.send(request);

        if (route.scope() == null) {
          assertThat(response.statusCode()).as(route.toString()).isEqualTo(200);
          continue;
        }
        assertThat(response.statusCode()).as(route.toString()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        String other = route.scope() == Scope.INGEST ? "read" : "in";
        HttpResponse<byte[]> forbidden = served.send(request, "x-api-key", other);
        assertThat(forbidden.statusCode()).as(route.toString()).isEqualTo(403);
        assertThat(ServedApi.json(forbidden).get("detail").asString())
            .endsWith("(expected: a key with " + route.scope().key() + ")");
      }
    }
  }

  @Test
  void deed_withAKey_isTheKeysOwn(@TempDir Path folder) throws IOException {
    try (ServedApi served = new ServedApi(folder, Access.withKeys(CHECK))) {
      served.post("/api/v1/alerts/a-1/acknowledge", "{}", "Authorization", "Bearer write");

      assertThat(served.desks.deeds).containsExactly("acknowledge a-1 by ana: null");
      assertThat(served.get("/api/v1/alerts", "Authorization", "bearer root").statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void label_byAReviewer_isTheirOwnAndNobodyElses(@TempDir Path folder) throws IOException {
    try (ServedApi served = new ServedApi(folder, Access.withKeys(CHECK))) {
      String label = "{'interaction_id':'" + Sample.key(5).id() + "','passed':true";
      String[] reviewer = {"Authorization", "Bearer review"};

      HttpResponse<byte[]> own = served.post("/api/v1/labels", label + "}", reviewer);
      assertThat(own.statusCode()).isEqualTo(201);
      assertThat(ServedApi.json(own).get("annotator").asString()).isEqualTo("rae");
      for (String more : new String[] {",'annotator':'ana'}", ",'id':'l-1'}"}) {
        assertThat(served.post("/api/v1/labels", label + more, reviewer).statusCode())
            .isEqualTo(403);
        assertThat(
                served
                    .post("/api/v1/labels", label + more, "Authorization", "Bearer write")
                    .statusCode())
            .isEqualTo(201);
      }
      assertThat(served.post("/api/v1/alerts/a-1/acknowledge", "{}", reviewer).statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void check_noKeysConfigured_letsEverybodyIn() {
    assertThat(Access.open().check(null, null, Scope.ADMIN)).isEqualTo(Caller.LOCAL);
  }

  @Test
  void check_strangeHeaders_areNoKey() {
    Access access = Access.withKeys(CHECK);

    for (String header : new String[] {"", "Bearer", "Bearer  ", "Basic cm9vdA==", "root"}) {
      assertThatThrownBy(() -> access.check(header, null, Scope.READ))
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.refusal()).isEqualTo(Refusal.UNAUTHENTICATED))
          .hasMessageStartingWith("key: missing");
    }
    assertThatThrownBy(() -> access.check("Bearer " + "x".repeat(100_000), null, Scope.READ))
        .hasMessageStartingWith("key: not known")
        .hasMessageNotContaining("xxx");
    assertThat(access.refused()).isEqualTo(6);
  }

  @Test
  void otlpOverHttp_withoutKey_isAnsweredAsTheProtocolSays() throws Exception {
    Access access = Access.withKeys(CHECK);
    Javalin http =
        Javalin.create(
                config -> {
                  config.routes.before("/v1/traces", access.otlp());
                  config.routes.post("/v1/traces", context -> context.result("taken"));
                })
            .start("127.0.0.1", 0);
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + "/v1/traces"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{}"));
      HttpClient client = HttpClient.newHttpClient();

      HttpResponse<String> refused = client.send(request.build(), BodyHandlers.ofString());
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body()).contains("key: missing").doesNotContain("taken");
      HttpResponse<String> taken =
          client.send(request.header("x-api-key", "in").build(), BodyHandlers.ofString());
      assertThat(taken.body()).isEqualTo("taken");
    } finally {
      http.stop();
    }
  }

  @Test
  void otlpOverGrpc_metadata_isAskedForTheSameKey(@TempDir Path folder) {
    Access access = Access.withKeys(CHECK);
    Journal journal = Journal.open(folder, JournalSettings.DEFAULT, Position.START);
    Collector collector =
        new Collector(journal, OtlpDecoder.withDefaults(), IntakeFilter.NONE, Clock.systemUTC());
    OtlpGrpc grpc =
        new OtlpGrpc(
            collector, WireLimits.withDefaults(), context -> access.check(context, Scope.INGEST));
    Javalin server =
        Javalin.create(
                config -> {
                  Connections.listen(config.jetty, "127.0.0.1", 0, true);
                  grpc.addTo(config.routes);
                })
            .start();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
    try {
      ExportTraceServiceResponse taken = ExportTraceServiceResponse.getDefaultInstance();
      assertThat(call(channel, "authorization", "Bearer in")).isEqualTo(taken);
      assertThat(call(channel, "x-api-key", "in")).isEqualTo(taken);
      assertThatThrownBy(() -> call(channel, "x-api-key", "read"))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED));
      assertThatThrownBy(() -> call(channel, "other", "in"))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> {
                assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
                assertThat(e.getStatus().getDescription()).startsWith("key: missing");
              });
    } finally {
      channel.shutdownNow();
      server.stop();
      journal.close();
    }
  }

  private static ExportTraceServiceResponse call(
      ManagedChannel channel, String header, String value) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of(header, Metadata.ASCII_STRING_MARSHALLER), value);
    return TraceServiceGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
        .export(ExportTraceServiceRequest.getDefaultInstance());
  }
}

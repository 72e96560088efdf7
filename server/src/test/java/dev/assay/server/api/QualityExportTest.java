package dev.assay.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.otel.wire.OtlpSignal;
import dev.assay.otel.wire.Refusal;
import dev.assay.server.api.access.Access;
import dev.assay.server.api.metrics.QualityExport;
import dev.assay.server.api.metrics.QualityPoint;
import dev.assay.server.api.metrics.QualityReader;
import dev.assay.server.api.metrics.ServerMetrics;
import dev.assay.server.collector.CollectorCounts;
import dev.assay.server.store.Sample;
import io.javalin.Javalin;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class QualityExportTest {

  private static final Instant NOW = Sample.START.plus(Duration.ofMinutes(10));

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

  @Test
  void read_lastHours_estimatesEverySlice() {
    List<QualityPoint> points = reader(10_000).read(NOW).points();

    assertThat(points)
        .filteredOn(p -> p.measure().equals("count"))
        .extracting(QualityPoint::slice, QualityPoint::value)
        .containsExactlyInAnyOrder(
            Tuple.tuple("all", 90.0),
            Tuple.tuple("feature=refunds", 30.0),
            Tuple.tuple("feature=search", 60.0));
    assertThat(points)
        .filteredOn(p -> p.measure().equals("score:judge:mean") && p.slice().equals("all"))
        .extracting(QualityPoint::version)
        .containsExactlyInAnyOrder("v1", "v2");
    assertThat(points)
        .filteredOn(p -> p.measure().equals("mode:hallucinated:rate") && p.slice().equals("all"))
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.value()).isBetween(0.09, 0.11);
              assertThat(p.low()).isLessThan(p.value());
              assertThat(p.high()).isGreaterThan(p.value());
              assertThat(p.n()).isEqualTo(90);
            });
  }

  @Test
  void read_moreSeriesThanThereIsRoom_countsThoseLeftOut() {
    QualityReader.Read read = reader(5).read(NOW);

    assertThat(read.points()).hasSize(5).allMatch(p -> p.slice().equals("all"));
    assertThat(read.leftOut()).isPositive();
  }

  @Test
  void scrape_afterReading_showsQualityAndServer() {
    ServerMetrics metrics = new ServerMetrics();
    metrics.gauge("assay.journal.backlog", "Bytes that wait.", () -> 17);
    metrics.counter("assay.drops", "What was dropped.", () -> 3, "reason", "policy");
    metrics.collector(
        () ->
            new CollectorCounts(
                Map.of(OtlpSignal.TRACES, 5L),
                Map.of(),
                Map.of(),
                Map.of(Refusal.OVERLOADED, 2L),
                99));

    export(metrics, null).run();

    assertThat(metrics.scrape())
        .contains("assay_journal_backlog 17.0")
        .contains("assay_drops_total{reason=\"policy\"} 3.0")
        .contains("assay_collector_accepted_total{signal=\"traces\"} 5.0")
        .contains("assay_collector_refused_total{reason=\"overloaded\"} 2.0")
        .contains(
            "assay_estimate_value{measure=\"count\",slice=\"feature=refunds\",version=\"\"} 30.0")
        .contains("assay_estimate_low{measure=\"completion:rate\",slice=\"all\"")
        .contains("assay_estimate_n{measure=\"latency:p95\",slice=\"all\",version=\"\"} 90.0");
  }

  @Test
  void push_started_sendsOtlpMetricsAgainAndAgain() throws Exception {
    BlockingQueue<byte[]> bodies = new LinkedBlockingQueue<>();
    Javalin sink =
        Javalin.create(
                config ->
                    config.routes.post(
                        "/v1/metrics",
                        context -> {
                          assertThat(context.header("x-api-key")).isEqualTo("k");
                          bodies.add(context.bodyAsBytes());
                        }))
            .start("127.0.0.1", 0);
    ServerMetrics metrics = new ServerMetrics();
    try (QualityExport export =
        export(metrics, URI.create("http://127.0.0.1:" + sink.port() + "/v1/metrics"))) {
      export.start();
      byte[] first = bodies.poll(30, TimeUnit.SECONDS);
      assertThat(bodies.poll(30, TimeUnit.SECONDS)).isNotNull();

      List<Metric> sent =
          ExportMetricsServiceRequest.parseFrom(first)
              .getResourceMetrics(0)
              .getScopeMetrics(0)
              .getMetricsList();
      assertThat(sent)
          .extracting(Metric::getName)
          .containsExactly(
              "assay.estimate.value",
              "assay.estimate.low",
              "assay.estimate.high",
              "assay.estimate.n");
      NumberDataPoint count = sent.get(0).getGauge().getDataPoints(0);
      assertThat(count.getAsDouble()).isEqualTo(90);
      assertThat(count.getTimeUnixNano()).isEqualTo(NOW.getEpochSecond() * 1_000_000_000L);
      assertThat(count.getAttributes(0).getValue().getStringValue()).isEqualTo("count");
    } finally {
      sink.stop();
    }
  }

  @Test
  void push_nobodyThere_isCounted() {
    ServerMetrics metrics = new ServerMetrics();

    export(metrics, URI.create("http://127.0.0.1:1/v1/metrics")).run();

    assertThat(metrics.scrape()).contains("assay_export_failures_total 1.0");
  }

  private static QualityReader reader(int most) {
    return new QualityReader(served.store.windows(), most);
  }

  @Test
  void notForPrometheus_isNotShown() {
    ServerMetrics metrics = new ServerMetrics();

    export(metrics, false, URI.create("http://127.0.0.1:1/v1/metrics")).run();
    assertThat(metrics.scrape()).doesNotContain("assay_estimate_n{");

    export(metrics, true, URI.create("http://127.0.0.1:1/v1/metrics")).run();
    assertThat(metrics.scrape()).contains("assay_estimate_n{");
  }

  private static QualityExport export(ServerMetrics metrics, URI endpoint) {
    return export(metrics, true, endpoint);
  }

  private static QualityExport export(ServerMetrics metrics, boolean shown, URI endpoint) {
    return new QualityExport(
        reader(10_000),
        metrics,
        Clock.fixed(NOW, ZoneOffset.UTC),
        Duration.ofMillis(50),
        shown,
        endpoint,
        Map.of("x-api-key", "k"));
  }
}

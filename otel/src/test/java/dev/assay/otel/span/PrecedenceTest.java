package dev.assay.otel.span;

import static dev.assay.otel.testing.SpanMaker.log;
import static dev.assay.otel.testing.SpanMaker.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.Origin;
import dev.assay.otel.testing.SpanMaker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mapping's table, row by row: each source gives its field, and none is beaten by a later. */
class PrecedenceTest {

  private static final Map<String, Function<GenAiSpan, Object>> FIELDS =
      Map.ofEntries(
          Map.entry("operation", GenAiSpan::operation),
          Map.entry("provider", GenAiSpan::provider),
          Map.entry("request_model", GenAiSpan::requestModel),
          Map.entry("response_model", GenAiSpan::responseModel),
          Map.entry("response_id", GenAiSpan::responseId),
          Map.entry("input", span -> span.inputMessages().firstText()),
          Map.entry("output", GenAiSpan::outputText),
          Map.entry("documents", span -> span.documentList().get(0).content()),
          Map.entry("tool_name", GenAiSpan::toolName),
          Map.entry("tool_call_id", GenAiSpan::toolCallId),
          Map.entry("tokens_input", span -> span.tokens().input()),
          Map.entry("tokens_output", span -> span.tokens().output()),
          Map.entry("tokens_cache_read", span -> span.tokens().cacheRead()),
          Map.entry("tokens_cache_write", span -> span.tokens().cacheWrite()),
          Map.entry("tokens_reasoning", span -> span.tokens().reasoning()),
          Map.entry("tokens_total", span -> span.tokens().total()),
          Map.entry("cost", span -> Math.round(span.cost().amount())),
          Map.entry("ttft", span -> Math.round(span.ttftMillis())),
          Map.entry("finish", span -> span.sentFinishReasons().get(0)),
          Map.entry("error_type", span -> span.error().type()),
          Map.entry("prompt_name", span -> span.prompt().name()),
          Map.entry("prompt_version", span -> span.prompt().version()),
          Map.entry("prompt_template", span -> span.prompt().template()),
          Map.entry("prompt_variable_k", span -> span.prompt().variables().get("k")),
          Map.entry("conversation", GenAiSpan::conversation),
          Map.entry("user", GenAiSpan::user),
          Map.entry("environment", GenAiSpan::environment),
          Map.entry("release", GenAiSpan::release),
          Map.entry("feature", GenAiSpan::feature),
          Map.entry("tags", span -> span.tags().get(0)),
          Map.entry("service", GenAiSpan::service));

  /** A row of the table. */
  record Row(String field, String always, List<String> sources) {}

  static Stream<Row> rows() {
    return lines("precedence").map(line -> line.split("\\s:(?=\\s)", 3)).map(PrecedenceTest::row);
  }

  private static Row row(String[] columns) {
    return new Row(
        columns[0].strip(), columns[1].strip(), List.of(columns[2].strip().split(" \\| ")));
  }

  static Stream<String> kinds() {
    return lines("kinds");
  }

  private static Stream<String> lines(String name) {
    try (InputStream in = PrecedenceTest.class.getResourceAsStream("/mapping/" + name + ".txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void field_fromEachSource_isReadAndBeatsAllLater(Row row) {
    for (int i = 0; i < row.sources().size(); i++) {
      Object expected = value(row.field(), i);
      GenAiSpan alone = read(row, List.of(i));
      assertThat(FIELDS.get(row.field()).apply(alone)).as(row.sources().get(i)).isEqualTo(expected);
      for (int later = i + 1; later < row.sources().size(); later++) {
        // Last in the span, so that the order of attributes cannot help.
        GenAiSpan both = read(row, List.of(later, i));
        assertThat(FIELDS.get(row.field()).apply(both))
            .as(row.sources().get(i) + " before " + row.sources().get(later))
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void kind_isTheFirstThatIsKnown(String line) {
    String[] columns = line.split(" : ");
    SpanMaker maker = span(1);
    setAll(maker, columns[0]);
    assertThat(SpanReader.withDefaults().read(maker.make()).kind().name()).isEqualTo(columns[1]);
  }

  @Test
  void fields_areAllInTheTable() {
    assertThat(rows().map(Row::field)).containsAll(FIELDS.keySet());
  }

  private static void setAll(SpanMaker maker, String pairs) {
    for (String pair : pairs.isEmpty() ? new String[0] : pairs.split(";")) {
      String[] sides = pair.split("=", 2);
      maker.set(sides[0], sides[1]);
    }
  }

  private static Object value(String field, int i) {
    boolean number = field.startsWith("tokens") || field.equals("cost") || field.equals("ttft");
    return number ? (Object) (long) (1000 + i) : "value-" + i;
  }

  private static GenAiSpan read(Row row, List<Integer> sources) {
    SpanMaker maker = span(1).at(0, 60_000);
    setAll(maker, row.always());
    // The small numbers of caches must not look like counts left out of the input.
    if (row.field().startsWith("tokens_cache")) {
      maker.set("gen_ai.usage.input_tokens", 9_999L);
    }
    List<LogEntry> logs = new ArrayList<>();
    Map<String, Map<String, Object>> trees = new LinkedHashMap<>();
    for (int i : sources) {
      put(maker, logs, trees, row.sources().get(i), value(row.field(), i));
    }
    trees.forEach((key, tree) -> maker.set(key, Json.write(Trees.read(tree))));
    return SpanReader.withDefaults().read(maker.make(), logs);
  }

  private static void put(
      SpanMaker maker,
      List<LogEntry> logs,
      Map<String, Map<String, Object>> trees,
      String source,
      Object value) {
    int open = source.indexOf('(');
    int close = source.indexOf(')');
    String form = open < 0 ? "" : source.substring(0, open);
    String name = open < 0 ? source : source.substring(open + 1, close);
    String key = source.substring(close + 1);
    switch (form) {
      case "" -> maker.set(name, value);
      case "res" -> maker.resource(name, value);
      case "ev" -> maker.event(name, 5, key, value);
      case "log" -> logs.add(log(1, name, 5, null, key, value));
      case "body" -> logs.add(log(1, name, 5, Map.of("content", value)));
      case "note" -> logs.add(note(name, key + "\n[\"" + value + "\"]"));
      case "json" -> trees.computeIfAbsent(name, tree -> new LinkedHashMap<>()).put(key, value);
      case "seconds" -> maker.set(name, ((Long) value) / 1000.0);
      case "usd" -> maker.set(name, value + ".0USD");
      case "at" -> maker.set(name, "\"" + time((Long) value) + "\"");
      case "first" -> maker.event(name, (Long) value);
      default -> throw new IllegalArgumentException(source);
    }
  }

  private static Instant time(long millis) {
    return Instant.ofEpochMilli(SpanMaker.START / 1_000_000 + millis);
  }

  private static LogEntry note(String logger, String body) {
    LogEntry plain = log(1, "", 5, body);
    Origin origin = new Origin(Attributes.NONE, logger, "", "");
    return new LogEntry(
        origin, plain.traceId(), plain.spanId(), "", plain.timeNanos(), 9, body, Attributes.NONE);
  }
}

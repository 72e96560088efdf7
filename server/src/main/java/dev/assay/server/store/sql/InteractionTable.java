package dev.assay.server.store.sql;

import static dev.assay.server.store.sql.Columns.FAILURE_MODE;
import static dev.assay.server.store.sql.Columns.ID;
import static dev.assay.server.store.sql.Columns.STARTED_AT;
import static dev.assay.server.store.sql.Columns.flag;
import static dev.assay.server.store.sql.Columns.number;
import static dev.assay.server.store.sql.Columns.real;
import static dev.assay.server.store.sql.Columns.text;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Usage;
import dev.assay.server.store.Decision;
import dev.assay.server.store.Dimensions;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.InteractionRow;
import dev.assay.server.store.Links;
import dev.assay.server.store.Operation;
import dev.assay.server.store.Outcome;
import dev.assay.server.store.Outcome.Completion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** A row for every interaction. */
final class InteractionTable {

  static final Field<String> TRACE = text("trace_id");
  static final Field<String> SPAN = text("span_id");
  static final Field<String> RESPONSE = text("response_id");
  static final Field<String> CONVERSATION = text("conversation");
  static final Field<String> USER = text("user_hash");
  static final Field<String> APP = text("app");
  static final Field<String> ENVIRONMENT = text("environment");
  static final Field<String> FEATURE = text("feature");
  static final Field<String> RELEASE = text("app_release");
  static final Field<String> TEMPLATE = text("prompt_template");
  static final Field<String> TEMPLATE_VERSION = text("prompt_version");
  static final Field<String> MODEL = text("model");
  static final Field<String> TAGS = text("tags");
  static final Field<Double> LATENCY = real("latency_ms");
  static final Field<Double> TTFT = real("ttft_ms");
  static final Field<Long> INPUT_TOKENS = number("input_tokens");
  static final Field<Long> OUTPUT_TOKENS = number("output_tokens");
  static final Field<Long> CACHED_TOKENS = number("cached_tokens");
  static final Field<Long> REASONING_TOKENS = number("reasoning_tokens");
  static final Field<Double> COST = real("cost");
  static final Field<Boolean> CACHE_HIT = flag("cache_hit");
  static final Field<String> FINISH_REASON = text("finish_reason");
  static final Field<String> ERROR_KIND = text("error_kind");
  static final Field<Boolean> TRUNCATED = flag("truncated");
  static final Field<String> COMPLETION = text("completion");
  static final Field<String> DECISIONS = text("decisions");

  static final Shape SHAPE =
      new Shape(
          "interactions",
          List.of(
              ID,
              STARTED_AT,
              TRACE,
              SPAN,
              RESPONSE,
              CONVERSATION,
              USER,
              APP,
              ENVIRONMENT,
              FEATURE,
              RELEASE,
              TEMPLATE,
              TEMPLATE_VERSION,
              MODEL,
              TAGS,
              LATENCY,
              TTFT,
              INPUT_TOKENS,
              OUTPUT_TOKENS,
              CACHED_TOKENS,
              REASONING_TOKENS,
              COST,
              CACHE_HIT,
              FINISH_REASON,
              ERROR_KIND,
              TRUNCATED,
              FAILURE_MODE,
              COMPLETION,
              DECISIONS),
          List.of(ID),
          STARTED_AT);

  /** Where new outcomes wait to be joined with the rows they belong to. */
  static final Shape OUTCOMES =
      new Shape(
          "stage_outcomes",
          List.of(ID, STARTED_AT, FAILURE_MODE, COMPLETION),
          List.of(ID),
          STARTED_AT);

  private InteractionTable() {}

  /** Rows, for which what many have alike is written once. */
  static List<@Nullable Object[]> write(List<InteractionRow> rows) {
    Map<Map<String, String>, Optional<String>> tags = new HashMap<>();
    Map<List<Decision>, Optional<String>> decisions = new HashMap<>();
    List<@Nullable Object[]> written = new ArrayList<>(rows.size());
    for (InteractionRow row : rows) {
      Optional<String> tagged =
          tags.computeIfAbsent(
              row.dimensions().tags(), some -> Optional.ofNullable(Compact.tags(some)));
      Optional<String> decided =
          decisions.computeIfAbsent(
              row.decisions(), some -> Optional.ofNullable(Compact.decisions(some)));
      written.add(write(row, tagged.orElse(null), decided.orElse(null)));
    }
    return written;
  }

  private static @Nullable Object[] write(
      InteractionRow row, @Nullable String tags, @Nullable String decisions) {
    Links links = row.links();
    Dimensions sliced = row.dimensions();
    Operation went = row.operation();
    Usage usage = went.usage();
    return new @Nullable Object[] {
      Texts.key(row.key().id()),
      Micros.of(row.key().startedAt()),
      Texts.nullableKey(links.traceId()),
      Texts.nullableKey(links.spanId()),
      Texts.nullableKey(links.responseId()),
      Texts.nullableKey(links.conversation()),
      Texts.nullableKey(links.userHash()),
      Texts.column(sliced.app()),
      Texts.column(sliced.environment()),
      Texts.column(sliced.feature()),
      Texts.column(sliced.release()),
      Texts.column(sliced.promptTemplate()),
      Texts.column(sliced.promptVersion()),
      Texts.column(sliced.model()),
      tags,
      went.latencyMillis(),
      went.ttftMillis(),
      usage.inputTokens(),
      usage.outputTokens(),
      usage.cachedTokens(),
      usage.reasoningTokens(),
      usage.cost(),
      went.cacheHit(),
      Texts.column(went.finishReason()),
      Texts.column(went.errorKind()),
      went.truncated(),
      key(row.outcome().failureMode()),
      completion(row.outcome().completion()),
      decisions
    };
  }

  static @Nullable Object[] write(Map.Entry<InteractionKey, Outcome> changed) {
    return new @Nullable Object[] {
      Texts.key(changed.getKey().id()),
      Micros.of(changed.getKey().startedAt()),
      key(changed.getValue().failureMode()),
      completion(changed.getValue().completion())
    };
  }

  static InteractionRow read(Record record) {
    return new InteractionRow(
        key(record),
        new Links(
            record.get(TRACE),
            record.get(SPAN),
            record.get(RESPONSE),
            record.get(CONVERSATION),
            record.get(USER)),
        new Dimensions(
            record.get(APP),
            record.get(ENVIRONMENT),
            record.get(FEATURE),
            record.get(RELEASE),
            record.get(TEMPLATE),
            record.get(TEMPLATE_VERSION),
            record.get(MODEL),
            Compact.tags(record.get(TAGS))),
        new Operation(
            record.get(LATENCY),
            record.get(TTFT),
            new Usage(
                record.get(INPUT_TOKENS),
                record.get(OUTPUT_TOKENS),
                record.get(CACHED_TOKENS),
                record.get(REASONING_TOKENS),
                record.get(COST)),
            record.get(CACHE_HIT),
            record.get(FINISH_REASON),
            record.get(ERROR_KIND),
            record.get(TRUNCATED)),
        new Outcome(
            mode(record.get(FAILURE_MODE)),
            Completion.valueOf(record.get(COMPLETION).toUpperCase(Locale.ROOT))),
        Compact.decisions(record.get(DECISIONS)));
  }

  static InteractionKey key(Record record) {
    return new InteractionKey(record.get(ID), Micros.instant(record.get(STARTED_AT)));
  }

  static @Nullable InteractionKey nullableKey(Record record) {
    return record.get(ID) == null ? null : key(record);
  }

  static @Nullable String key(@Nullable FailureMode mode) {
    return mode == null ? null : mode.key();
  }

  static @Nullable FailureMode mode(@Nullable String key) {
    return key == null ? null : FailureMode.ofKey(key).orElse(null);
  }

  static String completion(Completion completion) {
    return completion.name().toLowerCase(Locale.ROOT);
  }
}

package dev.assay.server.store.export;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A file of an export, and its columns by name and type in DuckDB's words. */
enum ExportTable {
  INTERACTIONS(
      "id VARCHAR",
      "started_at TIMESTAMP",
      "trace_id VARCHAR",
      "span_id VARCHAR",
      "response_id VARCHAR",
      "conversation VARCHAR",
      "user_hash VARCHAR",
      "app VARCHAR",
      "environment VARCHAR",
      "feature VARCHAR",
      "release VARCHAR",
      "prompt_template VARCHAR",
      "prompt_version VARCHAR",
      "model VARCHAR",
      "tags JSON",
      "latency_ms DOUBLE",
      "ttft_ms DOUBLE",
      "input_tokens BIGINT",
      "output_tokens BIGINT",
      "cached_tokens BIGINT",
      "reasoning_tokens BIGINT",
      "cost DOUBLE",
      "cache_hit BOOLEAN",
      "finish_reason VARCHAR",
      "error_kind VARCHAR",
      "truncated BOOLEAN",
      "failure_mode VARCHAR",
      "completion VARCHAR",
      "decisions JSON",
      "content JSON"),
  EVALUATIONS(
      "interaction_id VARCHAR",
      "started_at TIMESTAMP",
      "evaluator VARCHAR",
      "version VARCHAR",
      "value DOUBLE",
      "passed BOOLEAN",
      "label VARCHAR",
      "failure_mode VARCHAR",
      "explanation VARCHAR",
      "unscored VARCHAR",
      "cost DOUBLE",
      "probability DOUBLE",
      "evaluated_at TIMESTAMP"),
  EVIDENCE(
      "interaction_id VARCHAR",
      "started_at TIMESTAMP",
      "evaluator VARCHAR",
      "version VARCHAR",
      "evidence JSON"),
  SIGNALS(
      "id VARCHAR",
      "kind VARCHAR",
      "at TIMESTAMP",
      "source VARCHAR",
      "comment VARCHAR",
      "interaction_id VARCHAR",
      "interaction_started_at TIMESTAMP",
      "subject JSON"),
  EXTERNAL_SCORES(
      "id VARCHAR",
      "name VARCHAR",
      "annotator VARCHAR",
      "value DOUBLE",
      "label VARCHAR",
      "explanation VARCHAR",
      "error VARCHAR",
      "at TIMESTAMP",
      "interaction_id VARCHAR",
      "interaction_started_at TIMESTAMP",
      "subject JSON"),
  LABELS(
      "id VARCHAR",
      "interaction_id VARCHAR",
      "interaction_started_at TIMESTAMP",
      "evaluator VARCHAR",
      "annotator VARCHAR",
      "value DOUBLE",
      "passed BOOLEAN",
      "failure_mode VARCHAR",
      "expected VARCHAR",
      "comment VARCHAR",
      "at TIMESTAMP"),
  PAIR_SETS("id VARCHAR", "updated_at TIMESTAMP", "pairs JSON"),
  PAIR_LABELS(
      "id VARCHAR",
      "set_id VARCHAR",
      "pair VARCHAR",
      "annotator VARCHAR",
      "choice VARCHAR",
      "shown_first VARCHAR",
      "settles BOOLEAN",
      "comment VARCHAR",
      "at TIMESTAMP"),
  WINDOWS("level VARCHAR", "start_at TIMESTAMP", "slice VARCHAR", "summary VARCHAR");

  private final String columns;

  ExportTable(String... columns) {
    this.columns = String.join(",", columns);
  }

  /** The columns: types by name, in their order. */
  Map<String, String> columns() {
    Map<String, String> types = new LinkedHashMap<>();
    for (String column : columns.split(",")) {
      int space = column.indexOf(' ');
      types.put(column.substring(0, space), column.substring(space + 1));
    }
    return types;
  }

  /** Whether every export has it: those of the first versions had less. */
  boolean always() {
    return switch (this) {
      case EVIDENCE, PAIR_SETS, PAIR_LABELS, WINDOWS -> false;
      default -> true;
    };
  }

  String fileName(ExportFormat format) {
    return name().toLowerCase(Locale.ROOT) + format.extension();
  }
}

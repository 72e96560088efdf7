package dev.assay.server.config;

import dev.assay.otel.wire.OtlpSignal;
import java.util.Arrays;
import java.util.List;

/**
 * In what form scores are told to others.
 *
 * @since 0.1
 */
public enum EmissionForm {
  /** {@code gen_ai.evaluation.result} events: log records. */
  EVENTS("events", OtlpSignal.LOGS),
  /** OpenInference's carrier spans, each with a link to the span that was judged. */
  OPENINFERENCE("openinference", OtlpSignal.TRACES);

  private final String key;
  private final OtlpSignal signal;

  EmissionForm(String key, OtlpSignal signal) {
    this.key = key;
    this.signal = signal;
  }

  /** As it is written in the configuration. */
  public String key() {
    return key;
  }

  /** What is exported. */
  public OtlpSignal signal() {
    return signal;
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(EmissionForm::key).toList();
  }

  static EmissionForm ofKey(String key) {
    return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst().orElseThrow();
  }
}

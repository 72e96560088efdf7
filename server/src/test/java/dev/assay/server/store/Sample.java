package dev.assay.server.store;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Subject;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import dev.assay.server.store.Outcome.Completion;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Rows to store. */
public final class Sample {

  public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private Sample() {}

  public static InteractionKey key(int i) {
    return new InteractionKey("interaction-" + i, START.plusMillis(100L * i));
  }

  public static InteractionRow row(int i) {
    return new InteractionRow(
        key(i),
        new Links(
            trace(i), "span-" + i, "response-" + i, "conversation-" + i / 10, "user-" + i % 7),
        new Dimensions(
            "shop",
            i % 2 == 0 ? "production" : "staging",
            "feature-" + i % 3,
            "1.0",
            "template",
            "v" + i % 2,
            "model",
            Map.of("tier", i % 5 == 0 ? "gold" : "free")),
        new Operation(
            10.0 + i, 5.0, new Usage(100L, 20L, 3L, null, 0.25), i % 4 == 0, "stop", null, false),
        new Outcome(i % 6 == 0 ? FailureMode.OFF_TOPIC : null, Completion.UNKNOWN),
        List.of(
            new Decision("faithfulness", 0.05, false, "rate"),
            new Decision("judge", 1, true, "error")));
  }

  public static String trace(int i) {
    return String.format("%032x", i / 2);
  }

  public static Content content(int i, String question, String answer) {
    return new Content(
        key(i),
        Interaction.builder()
            .input(List.of(Message.user(question)))
            .output(answer)
            .latencyMillis(12.5)
            .tag("tier", "gold")
            .build());
  }

  public static Evaluation evaluation(int i, String evaluator, double value) {
    return new Evaluation(
        key(i),
        evaluator,
        "v1",
        value,
        value >= 0.5,
        "label",
        value >= 0.5 ? null : FailureMode.INCORRECT,
        "because",
        null,
        0.01,
        0.05,
        START.plusSeconds(60));
  }

  public static EvaluationEvidence evidence(int i, String evaluator) {
    return new EvaluationEvidence(
        key(i), evaluator, "v1", Json.object().put("said", "\u0000\ud800 <b> of " + i));
  }

  public static StoredSignal signal(String id, Signal.Kind kind, int i) {
    return new StoredSignal(
        new Signal(id, kind, Subject.ofTrace(trace(i), null), START.plusSeconds(i), "user", "meh"),
        key(i));
  }
}

package dev.assay.monitor.window;

import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionError;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Interactions, and what is found out about them, as changes to windows in the order they come. */
final class Traffic {

  static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  static final ScoreKey JUDGE = new ScoreKey("judge", "v1");

  private Traffic() {}

  static ObservedInteraction interaction(RandomGenerator random, Instant at, int features) {
    long input = 50L + random.nextInt(20_000);
    long output = 20L + random.nextInt(400);
    Interaction.Builder builder =
        Interaction.builder()
            .input(List.of(Message.user("a question")))
            .output("an answer")
            .latencyMillis(200 - 900 * Math.log(1 - random.nextDouble()))
            .ttftMillis(50 + 100 * random.nextDouble())
            .usage(
                new Usage(input, output, random.nextBoolean() ? 0L : input / 2, null, 1e-6 * input))
            .finishReason(random.nextInt(10) == 0 ? "length" : "stop")
            .promptTemplate("template-" + random.nextInt(3))
            .promptVersion("v" + random.nextInt(2))
            .model("model-" + random.nextInt(2));
    if (random.nextInt(20) == 0) {
      builder.output(null).error(new InteractionError("timeout", "too late"));
    }
    return new ObservedInteraction(
        "i" + random.nextLong(),
        null,
        null,
        null,
        at,
        "shop",
        random.nextInt(10) == 0 ? null : "production",
        "feature-" + random.nextInt(features),
        null,
        null,
        false,
        builder.build());
  }

  /** Changes over three minutes: interactions, decisions, scores, outcomes, signals. */
  static List<Consumer<Windows>> changes(RandomGenerator random, int n, int features) {
    List<Consumer<Windows>> changes = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Instant at = START.plusSeconds(random.nextInt(180));
      ObservedInteraction observed = interaction(random, at, features);
      changes.add(windows -> windows.add(observed, START.plusSeconds(180)));
      double p = random.nextInt(5) == 0 ? 1 : 0.25;
      boolean selected = random.nextDouble() < p;
      changes.add(windows -> windows.decided(observed, "judge", selected, p));
      if (selected) {
        Score score =
            random.nextInt(12) == 0
                ? Score.unscored("no reply")
                : Score.of(random.nextInt(5) + 1)
                    .withPassed(random.nextBoolean())
                    .withLabel("label-" + random.nextInt(3));
        changes.add(windows -> windows.score(observed, JUDGE, score, p));
        changes.add(
            windows ->
                windows.mode(
                    observed,
                    score instanceof Score.Scored s && Boolean.FALSE.equals(s.passed())
                        ? "incorrect"
                        : "none",
                    p));
        changes.add(windows -> windows.completion(observed, Completion.COMPLETED, p));
        if (p < 1 && random.nextInt(4) == 0) {
          changes.add(
              windows -> {
                windows.decidedAgain(observed, "judge", false, p, 1);
                windows.withdraw(observed, JUDGE, score, p);
                windows.score(observed, JUDGE, score, 1);
                windows.withdrawCompletion(observed, Completion.COMPLETED, p);
                windows.completion(observed, Completion.NOT_COMPLETED, 1);
              });
        }
      }
      if (random.nextInt(10) == 0) {
        changes.add(w -> w.signal(observed, Signal.Kind.THUMBS_DOWN, true, true));
        changes.add(w -> w.signal(observed, Signal.Kind.RETRY, true, false));
      }
    }
    return changes;
  }
}

package dev.assay.examples.support.demo;

import dev.assay.core.interaction.Signal;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What people do about an answer.
 *
 * @param signals what they tell the application, with seconds after the answer
 * @param next how they go on
 * @param afterSeconds when they go on
 */
record Reaction(Map<Signal.Kind, Integer> signals, Next next, int afterSeconds) {

  /** How a conversation goes on. */
  enum Next {
    /** They leave. */
    NOTHING,
    /** They ask something else. */
    ANOTHER,
    /** They ask the same in other words. */
    REPHRASED,
    /** They send the same again. */
    AGAIN
  }

  /** What an answer was like. */
  enum Outcome {
    GOOD(0.1, 0.012, 0.08, 0.001, 0.004, 0.16, 0.03),
    UNHELPFUL(0.01, 0.14, 0, 0.004, 0.04, 0.01, 0.3),
    // What is outdated sounds right: a part of the people notice.
    WRONG(0.04, 0.24, 0.03, 0.08, 0.09, 0.04, 0.2),
    FAILED(0, 0.05, 0, 0.02, 0.02, 0, 0);

    private final double thumbsUp;
    private final double thumbsDown;
    private final double copy;
    private final double report;
    private final double escalate;
    private final double resolved;
    private final double rephrase;

    Outcome(
        double thumbsUp,
        double thumbsDown,
        double copy,
        double report,
        double escalate,
        double resolved,
        double rephrase) {
      this.thumbsUp = thumbsUp;
      this.thumbsDown = thumbsDown;
      this.copy = copy;
      this.report = report;
      this.escalate = escalate;
      this.resolved = resolved;
      this.rephrase = rephrase;
    }
  }

  private static final double RETRY_OF_FAILED = 0.6;
  private static final double ANOTHER = 0.42;

  static Reaction draw(Outcome outcome, Persona persona, SplittableRandom random) {
    Map<Signal.Kind, Integer> signals = new EnumMap<>(Signal.Kind.class);
    double thumb = random.nextDouble();
    if (thumb < outcome.thumbsUp) {
      signals.put(Signal.Kind.THUMBS_UP, seconds(4, 40, random));
    } else if (thumb < outcome.thumbsUp + outcome.thumbsDown) {
      signals.put(Signal.Kind.THUMBS_DOWN, seconds(4, 40, random));
    }
    maybe(outcome.copy, Signal.Kind.COPY, signals, random);
    maybe(outcome.report, Signal.Kind.REPORT, signals, random);
    maybe(outcome.escalate, Signal.Kind.ESCALATE, signals, random);
    maybe(outcome.resolved, Signal.Kind.RESOLVED, signals, random);
    if (outcome == Outcome.FAILED) {
      boolean again = random.nextDouble() < RETRY_OF_FAILED;
      return new Reaction(signals, again ? Next.AGAIN : Next.NOTHING, seconds(2, 12, random));
    }
    double next = random.nextDouble();
    if (next < outcome.rephrase * (0.5 + persona.patience())) {
      return new Reaction(signals, Next.REPHRASED, seconds(8, 50, random));
    }
    boolean settled =
        signals.containsKey(Signal.Kind.ESCALATE) || signals.containsKey(Signal.Kind.RESOLVED);
    boolean another = !settled && random.nextDouble() < ANOTHER;
    return new Reaction(signals, another ? Next.ANOTHER : Next.NOTHING, seconds(15, 150, random));
  }

  private static void maybe(
      double chance, Signal.Kind kind, Map<Signal.Kind, Integer> signals, SplittableRandom random) {
    if (random.nextDouble() < chance) {
      signals.put(kind, seconds(5, 90, random));
    }
  }

  private static int seconds(int low, int high, SplittableRandom random) {
    return low + random.nextInt(high - low);
  }
}

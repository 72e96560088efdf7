package dev.assay.monitor.behaviour;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Signal;
import dev.assay.monitor.sampling.SampledEvaluator;
import dev.assay.monitor.window.Completion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What follows from all that is known of an interaction.
 *
 * <p>Questions are asked in a fixed order, and each interaction counts by the first that tells.
 * Where the next question was not asked of it, because its evaluator was not drawn, it counts for
 * nothing: those of which it was asked stand for it, by the inverse of the probability. That keeps
 * weighted rates true although some are told by what is known of everything, others by a sample.
 * What only time, users or queues can answer is asked of those that are followed; they stand for
 * the others likewise. Who is followed is drawn with those that evaluators look at, so that of a
 * sample as many are followed as there is room for, and not the share of a share.
 */
final class Verdicts {

  private static final String QUIET = "quiet";

  private Verdicts() {}

  static Outcome of(Followed followed, OutcomeRules rules, Instant now) {
    return new Outcome(completion(followed, rules.rule(followed.rule), now), failure(followed));
  }

  /** Whether something may be found out later that makes a difference. */
  static boolean waits(Followed followed, CompletionRule rule) {
    return (followed.known == null && followed.awaits()) || waitsForCompletion(followed, rule);
  }

  private static boolean waitsForCompletion(Followed followed, CompletionRule rule) {
    for (CompletionRule.Step step : rule.steps()) {
      if (awaited(followed, step)) {
        return true;
      }
      if (tells(followed, rule, step, followed.end) != null) {
        return false;
      }
    }
    return false;
  }

  // Whether one has to wait for what this step says.
  private static boolean awaited(Followed followed, CompletionRule.Step step) {
    if (step instanceof CompletionRule.ScoreAtLeast score) {
      Opinion opinion = followed.opinions.of(score.evaluator());
      return opinion != null && opinion.of().awaited();
    }
    return step instanceof CompletionRule.Signalled
        || (step instanceof CompletionRule.Quiet && followed.converses);
  }

  private static Outcome.@Nullable Done completion(
      Followed followed, CompletionRule rule, Instant now) {
    Draws draws = new Draws();
    for (CompletionRule.Step step : rule.steps()) {
      if (awaited(followed, step)) {
        if (followed.share == 0) {
          return null;
        }
        draws.take(SampledEvaluator.TOGETHER, followed.share);
      }
      if (step instanceof CompletionRule.ScoreAtLeast score) {
        Opinion opinion = followed.opinions.of(score.evaluator());
        if (opinion == null) {
          continue;
        }
        if (!opinion.of().selected() || opinion.state() == Opinion.State.PENDING) {
          return null;
        }
        draws.take(opinion.of().draw(), opinion.of().probability());
      }
      Completion told = tells(followed, rule, step, now);
      if (told != null) {
        return new Outcome.Done(told, draws.probability(), by(rule, named(step)));
      }
    }
    return new Outcome.Done(Completion.UNKNOWN, draws.probability(), rule.name());
  }

  private static @Nullable Completion tells(
      Followed followed, CompletionRule rule, CompletionRule.Step step, Instant now) {
    if (step instanceof CompletionRule.Failed) {
      return followed.failed ? Completion.NOT_COMPLETED : null;
    }
    if (step instanceof CompletionRule.Signalled signalled) {
      return any(followed.signals, signalled.kinds()) ? signalled.means() : null;
    }
    if (step instanceof CompletionRule.Tool tool) {
      Boolean fine = followed.tools.get(tool.name());
      return fine == null ? null : done(fine);
    }
    if (step instanceof CompletionRule.ScoreAtLeast score) {
      Opinion opinion = followed.opinions.of(score.evaluator());
      return opinion == null || !opinion.scored() ? null : done(opinion.value() >= score.least());
    }
    CompletionRule.Quiet quiet = (CompletionRule.Quiet) step;
    if (!followed.converses) {
      return null;
    }
    if (any(followed.signals, quiet.without())) {
      return Completion.NOT_COMPLETED;
    }
    return now.isBefore(followed.end.plus(quiet.within())) && !stayedQuiet(followed, rule)
        ? Completion.UNKNOWN
        : Completion.COMPLETED;
  }

  // What was over once stays over, though the clock be set back.
  private static boolean stayedQuiet(Followed followed, CompletionRule rule) {
    Outcome.Done before = followed.outcome.completion();
    return before != null
        && before.completion() == Completion.COMPLETED
        && before.by().equals(by(rule, QUIET));
  }

  private static String by(CompletionRule rule, String step) {
    return rule.name() + ": " + step;
  }

  private static boolean any(Set<Signal.Kind> signals, Set<Signal.Kind> among) {
    return !signals.isEmpty() && !Collections.disjoint(signals, among);
  }

  private static Completion done(boolean done) {
    return done ? Completion.COMPLETED : Completion.NOT_COMPLETED;
  }

  static String named(CompletionRule.Step step) {
    if (step instanceof CompletionRule.Failed) {
      return "error";
    }
    if (step instanceof CompletionRule.Tool tool) {
      return "tool " + tool.name();
    }
    if (step instanceof CompletionRule.ScoreAtLeast score) {
      return "score " + score.evaluator();
    }
    return step instanceof CompletionRule.Quiet ? QUIET : "signals";
  }

  private static Outcome.@Nullable Failed failure(Followed followed) {
    if (followed.known != null) {
      return new Outcome.Failed(followed.known, 1, "rule");
    }
    Asking asking = new Asking(followed.share);
    Outcome.Failed cheap = asking.all(followed, false);
    if (cheap != null || asking.stopped) {
      return cheap;
    }
    if (followed.slow) {
      return new Outcome.Failed(FailureMode.SLOW, asking.weight(), "rule");
    }
    asking.scored = false;
    asking.asked = false;
    Outcome.Failed judged = asking.all(followed, true);
    if (judged != null || asking.stopped || (asking.asked && !asking.scored)) {
      return judged;
    }
    return new Outcome.Failed(null, asking.weight(), "nothing found");
  }

  /** Evaluators being asked, those that look at most first. */
  private static final class Asking {

    private static final Comparator<Opinion> MOST_FIRST =
        Comparator.<Opinion>comparingDouble(o -> -o.of().probability())
            .thenComparing(o -> o.of().evaluator());

    private final double share;
    private final Draws draws = new Draws();
    private boolean stopped;
    private boolean asked;
    private boolean scored;

    private Asking(double share) {
      this.share = share;
    }

    // The probability that this much is told.
    private double weight() {
      return draws.probability();
    }

    private Outcome.@Nullable Failed all(Followed followed, boolean judged) {
      List<Opinion> opinions = new ArrayList<>();
      for (Opinion opinion : followed.opinions.all()) {
        if (opinion.of().judged() == judged) {
          opinions.add(opinion);
        }
      }
      opinions.sort(MOST_FIRST);
      for (int from = 0; from < opinions.size() && !stopped; ) {
        int to = from + 1;
        while (to < opinions.size()
            && opinions.get(to).of().probability() == opinions.get(from).of().probability()) {
          to++;
        }
        Outcome.Failed told = these(opinions.subList(from, to));
        if (told != null) {
          return told;
        }
        from = to;
      }
      return null;
    }

    // All with one probability: by one draw they look at the same interactions.
    private Outcome.@Nullable Failed these(List<Opinion> opinions) {
      Opinion gravest = null;
      boolean awaited = false;
      for (Opinion opinion : opinions) {
        awaited |= opinion.of().awaited();
        stopped |= !opinion.of().selected() || opinion.state() == Opinion.State.PENDING;
        if (opinion.state() == Opinion.State.FAILED
            && (gravest == null || graver(opinion.mode(), gravest.mode()))) {
          gravest = opinion;
        }
        scored |= opinion.scored();
      }
      stopped |= awaited && share == 0;
      if (stopped) {
        return null;
      }
      asked = true;
      if (awaited) {
        draws.take(SampledEvaluator.TOGETHER, share);
      }
      for (Opinion opinion : opinions) {
        draws.take(opinion.of().draw(), opinion.of().probability());
      }
      return gravest == null
          ? null
          : new Outcome.Failed(gravest.mode(), weight(), gravest.of().evaluator());
    }

    private static boolean graver(FailureMode mode, FailureMode than) {
      return mode != than && mode.graver(than) == mode;
    }
  }
}

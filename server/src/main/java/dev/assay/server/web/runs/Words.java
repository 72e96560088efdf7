package dev.assay.server.web.runs;

import dev.assay.core.comparison.Compared;
import dev.assay.core.comparison.Outcome;
import dev.assay.core.evaluator.ValueUnit;
import dev.assay.core.gate.GateDecision;
import dev.assay.core.gate.GateResult;
import dev.assay.core.report.SharedExample;
import dev.assay.core.run.RunHeader;
import dev.assay.core.run.RunStatus;
import dev.assay.core.verdict.Verdict;
import dev.assay.server.run.StoredRun;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Unit;
import dev.assay.stats.interval.Estimate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The core's words as pages say them, each with the class that colours it. */
final class Words {

  private Words() {}

  /** A word in a pill. */
  record State(String word, String style) {

    static State good(String word) {
      return new State(word, "state-good");
    }

    static State bad(String word) {
      return new State(word, "state-bad");
    }

    static State warn(String word) {
      return new State(word, "state-warn");
    }

    static State quiet(String word) {
      return new State(word, "state-quiet");
    }
  }

  /** What a run came to. */
  static State of(StoredRun run) {
    if (run.running()) {
      return State.quiet("not ended");
    }
    GateDecision decision = run.decision();
    return decision == null ? State.quiet("no gate") : of(decision, run.letsThrough());
  }

  static State of(GateResult gate) {
    return of(gate.decision(), gate.letsThrough());
  }

  private static State of(GateDecision decision, boolean letsThrough) {
    return switch (decision) {
      case PASS -> State.good("gate passed");
      case FAIL -> State.bad("gate failed");
      case INCONCLUSIVE ->
          letsThrough
              ? State.warn("inconclusive, let through")
              : State.warn("inconclusive, held back");
    };
  }

  static State of(GateResult.Criterion criterion) {
    if (criterion.fails()) {
      return State.bad(criterion.decision() == GateDecision.FAIL ? "fails" : "undecided: fails");
    }
    if (criterion.decision() == GateDecision.PASS) {
      return State.good("met");
    }
    return State.warn(criterion.warns() ? "undecided: warns" : "undecided");
  }

  static State of(Verdict.Outcome outcome) {
    return switch (outcome) {
      case PASS -> State.good("passed");
      case FAIL -> State.bad("failed");
      case UNSCORED -> State.warn("unscored");
    };
  }

  static State of(SharedExample.Change change) {
    return switch (change) {
      case NEWLY_FAILING -> State.bad("newly failing");
      case STILL_FAILING -> State.bad("still failing");
      case NEWLY_PASSING -> State.good("newly passing");
      case UNDECIDED -> State.warn("unscored in one");
      case STILL_PASSING -> State.quiet("still passing");
    };
  }

  static State of(Outcome outcome) {
    return switch (outcome) {
      case REGRESSION -> State.bad("regression");
      case IMPROVEMENT -> State.good("improvement");
      case NO_CHANGE -> State.quiet("no change");
      case SIGNIFICANT_BUT_TRIVIAL -> State.quiet("too small to matter");
      case INCONCLUSIVE -> State.warn("inconclusive");
      case INSUFFICIENT_DATA -> State.warn("too few examples");
    };
  }

  /** The commit, as short as people write it. */
  static String commit(RunHeader header) {
    String commit = header.gitCommit();
    if (commit == null) {
      return "–";
    }
    boolean dirty = commit.endsWith("-dirty");
    return commit.substring(0, Math.min(9, commit.length())) + (dirty ? "-dirty" : "");
  }

  static String status(RunStatus status) {
    return switch (status) {
      case RUNNING -> "not ended: it goes on, or was killed";
      case COMPLETE -> "complete";
      case DECIDED -> "ended early, when its gate was decided";
      case INCOMPLETE -> "incomplete: a budget was spent";
      case INTERRUPTED -> "interrupted";
    };
  }

  /** What a measure's values are numbers of. */
  static Unit unit(String measure, ValueUnit unit) {
    if (measure.equals(Compared.PASS_RATE)) {
      return Unit.SHARE;
    }
    return switch (unit) {
      case NONE -> Unit.SCORE;
      case MILLIS -> Unit.MILLIS;
      case TOKENS -> Unit.COUNT;
      case TOKENS_PER_SECOND -> Unit.PER_SECOND;
      case MONEY -> Unit.MONEY;
    };
  }

  /** What people call a measure. */
  static String measure(String name) {
    return name.equals(Compared.PASS_RATE) ? "pass rate" : name;
  }

  /** A difference with its sign and interval. */
  static String difference(Formats formats, Unit unit, @Nullable Estimate difference) {
    if (difference == null) {
      return "–";
    }
    Unit of = unit == Unit.SHARE ? Unit.POINTS : unit;
    String sign = difference.value() > 0 ? "+" : "";
    return (sign + formats.value(of, difference) + " " + formats.interval(of, difference)).strip();
  }

  /** A probability, as people are used to. */
  static String p(double p) {
    return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, p < 0.1 ? "%.3f" : "%.2f", p);
  }

  /** The beginning of a text, and how much is left out. */
  static String beginning(@Nullable String text, int longest) {
    if (text == null) {
      return "";
    }
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end) + " …";
  }
}

package dev.assay.core.comparison;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.core.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares two runs. */
final class Comparing {

  private final RunScores base;
  private final RunScores candidate;
  private final ComparisonSettings settings;
  private final Pairs pairs;
  private final boolean paired;

  Comparing(RunScores base, RunScores candidate, ComparisonSettings settings) {
    this.base = base;
    this.candidate = candidate;
    this.settings = settings;
    checkExamples("base", base);
    checkExamples("candidate", candidate);
    this.pairs = Pairs.of(base, candidate);
    this.paired = !settings.unpaired();
    if (paired && pairs.shared().isEmpty()) {
      throw new InvalidInputException(
          Problem.of(
                  "runs " + base.run().id() + " and " + candidate.run().id(),
                  "no example in common"
                      + (pairs.changed() > 0 ? "; " + pairs.changed() + " changed" : ""),
                  "runs of the same examples")
              .next("--unpaired compares them as independent samples"));
    }
  }

  private static void checkExamples(String which, RunScores scores) {
    if (scores.examples().isEmpty()) {
      throw new InvalidInputException(
          Problem.of(which + ": run " + scores.run().id(), "no examples", "at least one example"));
    }
  }

  RunComparison compare() {
    List<Announcement> announcements = Announcements.of(base, candidate, pairs, paired);
    List<Draft> drafts = new ArrayList<>();
    List<Measure> measures = measures();
    for (Slice slice : slices()) {
      for (Measure measure : measures) {
        drafts.add(draft(measure, slice));
      }
    }
    List<Difference> differences =
        drafts.parallelStream()
            .map(draft -> Difference.of(draft, settings, drafts.size()))
            .toList();
    double[] adjusted = Differences.adjusted(drafts, differences, settings.adjustment());
    List<Compared> compared = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      Draft draft = drafts.get(i);
      Decided decided = Decided.of(draft, differences.get(i), adjusted[i], announcements, settings);
      compared.add(decided.toCompared(draft, differences.get(i), adjusted[i]));
    }
    return new RunComparison(
        base.run(),
        candidate.run(),
        settings,
        pairs.shared().size(),
        announcements,
        compared,
        flips(),
        Amounts.of(base, candidate, paired ? pairs.shared() : List.of()));
  }

  private List<Measure> measures() {
    List<Measure> measures = new ArrayList<>();
    Set<String> both = new LinkedHashSet<>();
    for (RunScores.Measured evaluator : candidate.evaluators()) {
      if (base.evaluator(evaluator.name()).isPresent()) {
        both.add(evaluator.name());
      }
    }
    for (String name : settings.evaluators()) {
      if (!both.contains(name) && !name.equals(Compared.PASS_RATE)) {
        throw new InvalidInputException(
            Problem.of("evaluator", name, "an evaluator that both runs have")
                .next(both.isEmpty() ? "they share none" : Nearest.advice(name, both)));
      }
    }
    List<String> wanted = settings.evaluators();
    if (wanted.isEmpty() || wanted.contains(Compared.PASS_RATE)) {
      measures.add(Measure.PASS_RATE);
    }
    for (RunScores.Measured evaluator : candidate.evaluators()) {
      boolean asked = wanted.contains(evaluator.name());
      if (both.contains(evaluator.name()) && (asked || wanted.isEmpty())) {
        measures.add(Measure.of(evaluator, asked));
      }
    }
    measures.forEach(this::checkEffect);
    return measures;
  }

  // Nothing would ever be a regression. For Welch's method the effect is in standard deviations.
  private void checkEffect(Measure measure) {
    double least = settings.minimumEffect().orElse(0);
    double width = measure.high() - measure.low();
    if (settings.method() != ComparisonSettings.Method.WELCH
        && !measure.operational()
        && measure.isBounded()
        && least >= width) {
      throw new InvalidInputException(
          Problem.of(
                  "minimum effect",
                  least,
                  "less than "
                      + Decided.number(width)
                      + ", the width of the scale of "
                      + measure.name())
              .next("compare what is on other scales by itself: --evaluator"));
    }
  }

  private List<Slice> slices() {
    List<Slice> slices = new ArrayList<>();
    slices.add(Slice.EVERYTHING);
    for (Slice.By by : Slice.By.values()) {
      if (!settings.by().contains(by)) {
        continue;
      }
      Set<String> values = new TreeSet<>();
      for (ExampleScores example : candidate.examples()) {
        if (by == Slice.By.PARTITION) {
          values.add(example.partition().key());
        } else if (by == Slice.By.TAG) {
          values.addAll(example.tags());
        }
      }
      values.forEach(value -> slices.add(new Slice(by, value)));
    }
    return slices;
  }

  private Draft draft(Measure measure, Slice slice) {
    Draft.Builder draft = new Draft.Builder(measure, slice);
    if (paired) {
      for (Pairs.Pair pair : pairs.shared()) {
        if (slice.has(pair.candidate())) {
          draft.addPair(pair);
        }
      }
    } else {
      base.examples().stream().filter(slice::has).forEach(draft::addBase);
      candidate.examples().stream().filter(slice::has).forEach(draft::addCandidate);
    }
    return draft.build(paired && settings.method() != ComparisonSettings.Method.WELCH);
  }

  private List<Flip> flips() {
    List<Flip> failing = new ArrayList<>();
    List<Flip> passing = new ArrayList<>();
    for (Pairs.Pair pair : pairs.shared()) {
      Verdict.Outcome before = pair.base().outcome();
      Verdict.Outcome now = pair.candidate().outcome();
      if (before == Verdict.Outcome.PASS && now == Verdict.Outcome.FAIL) {
        failing.add(flip(pair.candidate(), true, pair.candidate()));
      } else if (before == Verdict.Outcome.FAIL && now == Verdict.Outcome.PASS) {
        passing.add(flip(pair.candidate(), false, pair.base()));
      }
    }
    failing.addAll(passing);
    return failing;
  }

  private static Flip flip(ExampleScores example, boolean failing, ExampleScores failed) {
    return new Flip(example.id(), example.partition(), failing, failed.failureMode());
  }
}

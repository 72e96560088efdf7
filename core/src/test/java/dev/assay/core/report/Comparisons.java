package dev.assay.core.report;

import dev.assay.core.comparison.ComparisonSettings;
import dev.assay.core.comparison.RunComparison;
import dev.assay.core.comparison.RunScores;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunOptions;
import java.util.ArrayList;
import java.util.List;

/** Comparisons to report on. */
final class Comparisons {

  private Comparisons() {}

  /** Forty examples of which nineteen newly fail and two pass since. */
  static ComparisonInput worse() {
    List<ExampleResult> base = new ArrayList<>();
    List<ExampleResult> candidate = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String id = "example-" + (i + 1);
      boolean fixed = i < 2;
      boolean broken = i >= 2 && i % 2 == 0;
      String question = "How large may file " + i + " be?";
      base.add(Runs.ruled(id, question, "Up to 2 GB a file.", !fixed, "too short"));
      candidate.add(
          Runs.ruled(
              id,
              question,
              broken ? "Up to 5 GB a file." : "Up to 2 GB a file.",
              !broken,
              "says 5 GB"));
    }
    return of(input(base), input(expecting(base, candidate)));
  }

  /** Two runs in which every text is hostile. */
  static ComparisonInput hostile() {
    List<ExampleResult> base = new ArrayList<>();
    List<ExampleResult> candidate = new ArrayList<>();
    for (int i = 0; i < HostileTexts.ALL.size(); i++) {
      String text = HostileTexts.ALL.get(i);
      base.add(Runs.ruled(i + " " + text, text, text, true, text));
      candidate.add(Runs.ruled(i + " " + text, text, text + " changed " + text, false, text));
    }
    return of(input(base), input(expecting(base, candidate)));
  }

  /** Sixty examples with long answers in another script and markup in them, all different now. */
  static ComparisonInput longAndForeign() {
    List<ExampleResult> base = new ArrayList<>();
    List<ExampleResult> candidate = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String id = "example-" + i;
      String before = ("質問 " + i + " </script><img src=x onerror=alert(1)> ").repeat(2_000);
      String now = ("答え " + i + " \ud800 \u202e<!--<script> ").repeat(2_500);
      base.add(Runs.ruled(id, before, before, true, before));
      candidate.add(Runs.ruled(id, before, now, false, now));
    }
    return of(input(base), input(expecting(base, candidate)));
  }

  /** The same without the texts of the base, as with a baseline file. */
  static ComparisonInput withoutBaseTexts(ComparisonInput input) {
    return new ComparisonInput(
        input.comparison(), input.base(), input.candidate(), null, input.candidateRun());
  }

  static ReportInput input(List<ExampleResult> results) {
    return Runs.input(Runs.header("support-assistant", results, RunOptions.DEFAULT), results);
  }

  static ComparisonInput of(ReportInput base, ReportInput candidate) {
    RunScores before = scores(base);
    RunScores now = scores(candidate);
    return new ComparisonInput(
        RunComparison.of(before, now, ComparisonSettings.DEFAULT), before, now, base, candidate);
  }

  // The examples of the base, so that both runs ask and expect the same.
  private static List<ExampleResult> expecting(
      List<ExampleResult> base, List<ExampleResult> candidate) {
    List<ExampleResult> same = new ArrayList<>();
    for (int i = 0; i < candidate.size(); i++) {
      ExampleResult result = candidate.get(i);
      same.add(
          new ExampleResult(
              base.get(i).example(),
              result.repeat(),
              result.interaction(),
              result.scores(),
              result.verdict(),
              result.cached(),
              result.timestamp()));
    }
    return same;
  }

  private static RunScores scores(ReportInput run) {
    return RunScores.of(run.header(), run.results(), run.summary().examples(), Runs.policy());
  }
}

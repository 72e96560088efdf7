package dev.assay.core.comparison;

import dev.assay.core.run.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in what two runs differ besides what they found. */
final class Announcements {

  private final RunScores base;
  private final RunScores candidate;
  private final List<Announcement> found = new ArrayList<>();

  private Announcements(RunScores base, RunScores candidate) {
    this.base = base;
    this.candidate = candidate;
  }

  static List<Announcement> of(RunScores base, RunScores candidate, Pairs pairs, boolean paired) {
    Announcements announcements = new Announcements(base, candidate);
    announcements.add("suite", base.run().suite(), candidate.run().suite());
    announcements.dataset(pairs, paired);
    announcements.status("base", base);
    announcements.status("candidate", candidate);
    announcements.evaluators();
    announcements.policy();
    announcements.add(
        "repeats", String.valueOf(base.run().repeats()), String.valueOf(candidate.run().repeats()));
    return announcements.found;
  }

  private void add(String subject, String before, String now) {
    if (!before.equals(now)) {
      found.add(new Announcement(subject, before + " in the base, " + now + " now", false));
    }
  }

  private void dataset(Pairs pairs, boolean paired) {
    if (!paired) {
      found.add(
          new Announcement(
              "examples",
              "compared as independent samples, not example by example: a difference may come from"
                  + " the examples",
              false));
    }
    if (base.run().datasetHash().equals(candidate.run().datasetHash())) {
      return;
    }
    List<String> parts = new ArrayList<>();
    parts.add(pairs.shared().size() + " examples are in both");
    if (pairs.changed() > 0) {
      parts.add(pairs.changed() + " ask or expect something else now");
    }
    if (pairs.onlyBase() > 0) {
      parts.add(pairs.onlyBase() + " only in the base");
    }
    if (pairs.onlyCandidate() > 0) {
      parts.add(pairs.onlyCandidate() + " only in the candidate");
    }
    String left = paired && parts.size() > 1 ? "; only shared ones are compared" : "";
    found.add(new Announcement("dataset", String.join(", ", parts) + left, false));
  }

  private void status(String which, RunScores scores) {
    RunScores.Run run = scores.run();
    if (run.status() != RunStatus.COMPLETE) {
      String words = "the run is " + run.status().key();
      if (run.status() == RunStatus.DECIDED) {
        words =
            "the run ended early, when its gate was decided: "
                + scores.examples().size()
                + " of its "
                + run.planned()
                + " examples ran, a random subset, and its rates lean to the side it was decided"
                + " for";
      }
      found.add(new Announcement(which, words, false));
    }
  }

  private void evaluators() {
    for (RunScores.Measured now : candidate.evaluators()) {
      Optional<RunScores.Measured> before = base.evaluator(now.name());
      if (before.isEmpty()) {
        onlyIn("the candidate", now);
      } else if (!before.get().version().equals(now.version())) {
        String words =
            "version "
                + before.get().version()
                + " in the base, "
                + now.version()
                + " now: its scores cannot be compared; assay rejudge the base";
        found.add(Announcement.ofEvaluator(now.name(), words, true));
        if (now.decides() || before.get().decides()) {
          found.add(Announcement.ofEvaluator(Compared.PASS_RATE, now.name() + ": " + words, true));
        }
      }
    }
    for (RunScores.Measured before : base.evaluators()) {
      if (candidate.evaluator(before.name()).isEmpty()) {
        onlyIn("the base", before);
      }
    }
  }

  private void onlyIn(String which, RunScores.Measured evaluator) {
    String name = evaluator.name();
    found.add(Announcement.ofEvaluator(name, "only in " + which, false));
    if (evaluator.decides()) {
      String words =
          name
              + " decides, and is only in "
              + which
              + "; assay rejudge the base by the suite of now";
      found.add(Announcement.ofEvaluator(Compared.PASS_RATE, words, true));
    }
  }

  private void policy() {
    boolean said = found.stream().anyMatch(one -> one.blocks(Compared.PASS_RATE));
    if (!said && !base.run().policyHash().equals(candidate.run().policyHash())) {
      found.add(
          Announcement.ofEvaluator(
              Compared.PASS_RATE,
              "what fails an example is not the same in both; decide the base again with assay"
                  + " gate BASE --suite SUITE --update",
              true));
    }
  }
}

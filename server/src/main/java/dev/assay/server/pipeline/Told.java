package dev.assay.server.pipeline;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.monitor.behaviour.Following;
import dev.assay.monitor.behaviour.Outcome;
import dev.assay.monitor.window.Completion;
import dev.assay.monitor.window.Windows;
import dev.assay.server.store.Decision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the windows count of an interaction's outcome. It is kept among the decisions of its row, so
 * that whoever changes it later knows just what to take back, whatever happened in between.
 *
 * @param mode the failure mode's key, or {@code none}; null where nothing is counted
 * @param modeProbability with which what told it was looked at
 * @param completion null where nothing is counted
 * @param completionProbability with which what told it was looked at
 */
record Told(
    @Nullable String mode,
    double modeProbability,
    @Nullable Completion completion,
    double completionProbability) {

  private static final String FOLLOWED = "outcome.followed";
  private static final String MODE = "outcome.mode";
  private static final String COMPLETION = "outcome.completion";
  private static final String BY = " by ";

  static Told of(Outcome outcome) {
    Outcome.Failed failed = outcome.failure();
    Outcome.Done done = outcome.completion();
    return new Told(
        failed == null ? null : failed.key(),
        failed == null ? 1 : failed.probability(),
        done == null ? null : done.completion(),
        done == null ? 1 : done.probability());
  }

  static Told of(List<Decision> decisions) {
    String mode = null;
    Completion completion = null;
    double modeProbability = 1;
    double completionProbability = 1;
    for (Decision each : decisions) {
      if (each.evaluator().equals(MODE)) {
        mode = said(each);
        modeProbability = each.probability();
      } else if (each.evaluator().equals(COMPLETION)) {
        completion = Completion.valueOf(said(each));
        completionProbability = each.probability();
      }
    }
    return new Told(mode, modeProbability, completion, completionProbability);
  }

  /** Whether a decision of a row is about its outcome, and about no evaluator. */
  static boolean concerns(Decision decision) {
    return tells(decision) || decision.evaluator().equals(FOLLOWED);
  }

  private static boolean tells(Decision decision) {
    return decision.evaluator().equals(MODE) || decision.evaluator().equals(COMPLETION);
  }

  /** Has the windows count it. */
  void count(Windows windows, ObservedInteraction of) {
    if (mode != null) {
      windows.mode(of, mode, modeProbability);
    }
    if (completion != null) {
      windows.completion(of, completion, completionProbability);
    }
  }

  /** Has the windows take it back. */
  void takeBack(Windows windows, ObservedInteraction of) {
    if (mode != null) {
      windows.withdrawMode(of, mode, modeProbability);
    }
    if (completion != null) {
      windows.withdrawCompletion(of, completion, completionProbability);
    }
  }

  private static String said(Decision decision) {
    return decision.reason().split(BY, 2)[0];
  }

  /** Whether it is followed what becomes of it; it is where nothing else is said. */
  static Following following(List<Decision> decisions) {
    for (Decision each : decisions) {
      if (each.evaluator().equals(FOLLOWED)) {
        return new Following(each.probability(), each.selected());
      }
    }
    return Following.ALL;
  }

  /** The decisions of a row, with this one beside them. */
  static List<Decision> put(List<Decision> decisions, Following following) {
    List<Decision> all = new ArrayList<>(decisions);
    all.add(new Decision(FOLLOWED, following.probability(), following.selected(), "load"));
    return all;
  }

  /** The decisions of a row, with this outcome in place of the one before. */
  static List<Decision> put(List<Decision> decisions, Outcome outcome) {
    List<Decision> others = new ArrayList<>(decisions);
    others.removeIf(Told::tells);
    Outcome.Failed failed = outcome.failure();
    if (failed != null) {
      others.add(new Decision(MODE, failed.probability(), true, failed.key() + BY + failed.by()));
    }
    Outcome.Done done = outcome.completion();
    if (done != null) {
      others.add(
          new Decision(
              COMPLETION, done.probability(), true, done.completion().name() + BY + done.by()));
    }
    return others;
  }
}

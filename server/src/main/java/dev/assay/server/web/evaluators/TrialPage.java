package dev.assay.server.web.evaluators;

import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import dev.assay.server.web.page.Shell;
import dev.assay.server.web.session.Role;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An evaluator tried on a text.
 *
 * @param shell the frame
 * @param evaluators all there are, by name
 * @param form what was typed
 * @param problem why it could not be tried; null if it could
 * @param result what came of it; null before
 */
record TrialPage(
    Shell shell,
    List<EvaluatorDefinition> evaluators,
    TrialForm form,
    @Nullable String problem,
    @Nullable Result result) {

  private static final int LONGEST_EVIDENCE = 20_000;

  /**
   * What came of it.
   *
   * @param version the evaluator's
   * @param score what it said
   * @param millis how long it took
   */
  record Result(String version, Score score, double millis) {

    Score.@Nullable Scored scored() {
      return score instanceof Score.Scored scored ? scored : null;
    }

    String reason() {
      return score instanceof Score.Unscored unscored ? unscored.reason() : "";
    }

    String evidence() {
      String json = Json.write(score.evidence());
      return json.length() <= LONGEST_EVIDENCE
          ? json
          : json.substring(0, LONGEST_EVIDENCE) + " … " + json.length() + " characters in all";
    }

    /** What it cost to ask models, in words; that it asked none. */
    String cost(Formats formats) {
      Usage usage = score.usage();
      if (usage.equals(Usage.NONE)) {
        return "No language model was asked, or its answer was in the cache.";
      }
      List<String> parts = new ArrayList<>();
      if (usage.cost() != null) {
        parts.add(formats.of(Unit.MONEY, usage.cost().doubleValue()));
      } else {
        parts.add("a price nobody knows");
      }
      if (usage.inputTokens() != null) {
        parts.add(formats.count(usage.inputTokens()) + " tokens in");
      }
      if (usage.outputTokens() != null) {
        parts.add(formats.count(usage.outputTokens()) + " tokens out");
      }
      return "It cost " + String.join(", ", parts) + ".";
    }
  }

  boolean may(Role role) {
    return shell.visitor().person() != null && shell.visitor().person().may(role);
  }

  @Nullable EvaluatorDefinition chosen() {
    return evaluators.stream()
        .filter(each -> each.name().equals(form.evaluator()))
        .findFirst()
        .orElse(null);
  }
}

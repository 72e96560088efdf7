package dev.assay.server.web.evaluators;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.Passage;
import dev.assay.server.web.page.Visit;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person typed to try an evaluator on.
 *
 * @param evaluator its name
 * @param parameters as the command line has them, without parentheses
 * @param input what was asked
 * @param output the answer
 * @param context passages, an empty line between two
 * @param expected what the answer should have been
 */
record TrialForm(
    String evaluator,
    String parameters,
    String input,
    String output,
    String context,
    String expected) {

  static TrialForm empty(String evaluator) {
    return new TrialForm(evaluator, "", "", "", "", "");
  }

  static TrialForm of(Visit visit) {
    return new TrialForm(
        visit.needed("evaluator"),
        field(visit, "parameters").strip(),
        field(visit, "input"),
        field(visit, "output"),
        field(visit, "context"),
        field(visit, "expected"));
  }

  private static String field(Visit visit, String name) {
    // Forms send lines as CR LF; answers have them as they are elsewhere.
    return visit.field(name).orElse("").replace("\r\n", "\n");
  }

  /** The evaluator as the command line names it. */
  String expression() {
    return parameters.isEmpty() ? evaluator : evaluator + "(" + parameters + ")";
  }

  Subject subject() {
    Interaction.Builder interaction =
        Interaction.builder().output(output).context(passages(context));
    if (!input.isBlank()) {
      interaction.input(List.of(Message.user(input)));
    }
    Example example =
        expected.isBlank()
            ? null
            : Example.builder("tried", Partition.GOLDEN, input).expected(expected).build();
    return new Subject(interaction.build(), example);
  }

  static List<Passage> passages(String context) {
    List<Passage> passages = new ArrayList<>();
    StringBuilder passage = new StringBuilder();
    for (String line : (context + "\n\n").split("\n", -1)) {
      if (!line.isBlank()) {
        passage.append(passage.length() == 0 ? "" : "\n").append(line);
      } else if (passage.length() > 0) {
        passages.add(new Passage(String.valueOf(passages.size() + 1), passage.toString(), null));
        passage.setLength(0);
      }
    }
    return passages;
  }
}

package dev.assay.core.judge;

import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Step;
import dev.assay.core.interaction.ToolCall;
import dev.assay.core.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** What judges of retrieval, answers and agents list. */
final class ListTasks {

  private static final String NOT_CHECKABLE = "NOT_CHECKABLE";

  private ListTasks() {}

  /** How much of the response bears on what was asked. */
  static ListTask answerRelevancy() {
    List<String> counted = List.of("RELEVANT", "IRRELEVANT");
    return new ListTask(
        """
        You check whether the response of an AI application answers what was asked. List every statement of the response \
        in its order, leaving none out, each with a status:
          RELEVANT: it answers the input, or part of it, or gives what is needed to understand or use the answer.
          IRRELEVANT: it does not; it would not be missed by whoever asked.
          NEUTRAL: it is a greeting, thanks or another courtesy.
        Whether a statement is true does not matter here.""",
        List.of("RELEVANT", "IRRELEVANT", "NEUTRAL"),
        subject -> ListTask.NO_QUOTES,
        subject -> 0,
        subject -> texts(subject, "input", "response"),
        items -> ListTask.share(items, "RELEVANT", counted),
        items -> firstOf(items, "IRRELEVANT", "every statement bears on the input"));
  }

  /** Whether what was retrieved is useful, and stands before what is not. */
  static ListTask contextPrecision() {
    return new ListTask(
        """
        You check what a search brought up for an AI application. The passages are numbered. For every passage, in order \
        and with its number as item, give a status:
          USEFUL: it holds something that is needed for a right answer to the input, as the reference shows where there is \
        one.
          NOT_USEFUL: a right answer does not need it.
        A passage that only shares words or a subject with the input is not useful.""",
        List.of("USEFUL", "NOT_USEFUL"),
        subject -> ListTask.NO_QUOTES,
        subject -> subject.interaction().context().size(),
        subject -> texts(subject, "input", "reference", "passages"),
        ListTasks::averagePrecision,
        items ->
            ListTask.count(items, "USEFUL")
                + " of "
                + items.size()
                + " passages are useful: "
                + places(items));
  }

  /** How much of the reference can be found in what was retrieved. */
  static ListTask contextRecall() {
    return new ListTask(
        """
        You check whether a search brought up what was needed. List every statement of the reference answer in its order, \
        leaving none out, each with the words of the passages that say it, copied exactly, and a status:
          FOUND: the passages say it, or it follows from them by common sense.
          NOT_FOUND: they do not.
        Only the passages count, not what you know.""",
        List.of("FOUND", "NOT_FOUND"),
        subject -> Material.passages(subject.interaction().context()),
        subject -> 0,
        subject -> texts(subject, "input", "passages", "reference"),
        items ->
            OptionalDouble.of(
                (double)
                        items.stream()
                            .filter(item -> item.status().equals("FOUND") && item.quoted())
                            .count()
                    / items.size()),
        ListTasks::notFound);
  }

  /** How far wrong statements come from what was retrieved. */
  static ListTask noiseSensitivity() {
    List<String> counted = List.of("RIGHT", "WRONG_FROM_CONTEXT", "WRONG_OTHERWISE");
    return new ListTask(
        """
        You check whether an AI application was misled by what it had retrieved. List every statement of the response in \
        its order, leaving none out, each with a status:
          RIGHT: the reference says it, or it agrees with the reference and with what follows from it.
          WRONG_FROM_CONTEXT: it is wrong or beside the reference, and a passage says it or suggests it.
          WRONG_OTHERWISE: it is wrong or beside the reference, and no passage says it.
          NOT_CHECKABLE: it states no fact.
        The reference decides what is right, not what you know.""",
        List.of("RIGHT", "WRONG_FROM_CONTEXT", "WRONG_OTHERWISE", NOT_CHECKABLE),
        subject -> ListTask.NO_QUOTES,
        subject -> 0,
        subject -> texts(subject, "input", "passages", "reference", "response"),
        items -> ListTask.share(items, "WRONG_FROM_CONTEXT", counted),
        items -> firstOf(items, "WRONG_FROM_CONTEXT", "nothing wrong was taken from the passages"));
  }

  /** How many of the user's goals were reached. */
  static ListTask goalCompletion() {
    return new ListTask(
        """
        You check whether an AI agent did what it was asked to do. List every goal of the input: each thing that must be \
        so in the end for the user to be content, conditions included. Judge by what the agent did (its steps and tool \
        calls with their results) and by its response; that it says it did something is no proof where a tool would show \
        it. For each goal give a status:
          REACHED: it was.
          PARTLY: a part of it was, or it was reached in a way the user must mend.
          NOT_REACHED: it was not.""",
        List.of("REACHED", "PARTLY", "NOT_REACHED"),
        subject -> ListTask.NO_QUOTES,
        subject -> 0,
        subject -> texts(subject, "input", "steps", "response"),
        items ->
            OptionalDouble.of(
                (ListTask.count(items, "REACHED") + 0.5 * ListTask.count(items, "PARTLY"))
                    / items.size()),
        items -> {
          String missed = firstOf(items, "NOT_REACHED", "");
          return missed.isEmpty() ? firstOf(items, "PARTLY", "every goal was reached") : missed;
        });
  }

  // The mean of precision at each useful passage, as for a ranked list; 0 if none is useful.
  private static OptionalDouble averagePrecision(List<ListedItem> items) {
    double sum = 0;
    int useful = 0;
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).status().equals("USEFUL")) {
        useful++;
        sum += (double) useful / (i + 1);
      }
    }
    return OptionalDouble.of(useful == 0 ? 0 : sum / useful);
  }

  private static String places(List<ListedItem> items) {
    StringBuilder places = new StringBuilder();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).status().equals("USEFUL")) {
        places.append(places.isEmpty() ? "" : ", ").append(i + 1);
      }
    }
    return places.isEmpty() ? "none" : places.toString();
  }

  private static String notFound(List<ListedItem> items) {
    for (ListedItem item : items) {
      if (!item.status().equals("FOUND")) {
        return "not in the passages: " + item.text();
      }
      if (!item.quoted()) {
        return "the quote given for it is not in the passages: " + item.text();
      }
    }
    return "all " + items.size() + " statements of the reference are in the passages";
  }

  private static String firstOf(List<ListedItem> items, String status, String otherwise) {
    return items.stream()
        .filter(item -> item.status().equals(status))
        .findFirst()
        .map(item -> status.toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + item.text())
        .orElse(otherwise);
  }

  private static Map<String, String> texts(Subject subject, String... labels) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String label : labels) {
      String text =
          switch (label) {
            case "input" -> subject.inputText();
            case "response" -> subject.output();
            case "reference" -> String.join("\n\nor:\n\n", subject.references());
            case "passages" -> Material.passages(subject.interaction().context());
            default -> steps(subject);
          };
      if (!text.isBlank() || label.equals("response")) {
        texts.put(label, text);
      }
    }
    return texts;
  }

  private static String steps(Subject subject) {
    StringBuilder text = new StringBuilder();
    for (Step step : subject.interaction().steps()) {
      text.append(step.kind()).append(' ').append(step.name());
      text.append(step.input() == null ? "" : "\n  in: " + step.input());
      text.append(step.output() == null ? "" : "\n  out: " + step.output());
      text.append(step.error() == null ? "" : "\n  failed: " + step.error()).append('\n');
    }
    for (ToolCall call : subject.interaction().toolCalls()) {
      text.append("called ").append(call.name()).append(' ').append(Json.write(call.arguments()));
      text.append(call.result() == null ? "" : "\n  result: " + Json.write(call.result()));
      text.append(call.error() == null ? "" : "\n  failed: " + call.error()).append('\n');
    }
    return text.toString();
  }
}

package dev.assay.core.evaluator;

import dev.assay.core.dataset.Example;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.Passage;
import dev.assay.core.interaction.Step;
import dev.assay.core.interaction.ToolCall;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The steps of an interaction, each as a subject of its own: its input in place of the user's, its
 * output in place of the answer.
 *
 * <p>Tool calls and retrieved passages that no step tells of count as steps of the kinds {@code
 * tool} and {@code retrieval}, for many applications report these alone.
 */
final class StepSubjects {

  private static final String RETRIEVAL = "retrieval";
  private static final String TOOL = "tool";
  private static final int MOST_NAMED = 12;
  // Beyond this, reading an output as JSON only to see whether it lists passages is not worth it.
  private static final int MOST_READ = 4_000_000;

  private final Subject whole;
  private final List<Part> parts = new ArrayList<>();
  private final long retrievals;

  /**
   * One step as evaluators see it.
   *
   * @param name such as {@code tool:search[2]}
   * @param subject what they are given
   */
  record Selected(String name, Subject subject) {}

  private record Part(String kind, String name, Step step, @Nullable ToolCall call) {

    String label() {
      return name.isEmpty() ? kind : kind + ":" + name;
    }
  }

  StepSubjects(Subject whole) {
    this.whole = whole;
    Interaction interaction = whole.interaction();
    interaction.steps().forEach(s -> parts.add(new Part(s.kind(), s.name(), s, null)));
    if (none(TOOL)) {
      interaction.toolCalls().forEach(call -> parts.add(part(call)));
    }
    if (none(RETRIEVAL) && !interaction.context().isEmpty()) {
      String question = whole.inputText();
      Step step = new Step(RETRIEVAL, "", question.isEmpty() ? null : question, null, null, null);
      parts.add(0, new Part(RETRIEVAL, "", step, null));
    }
    retrievals = parts.stream().filter(part -> part.kind().equals(RETRIEVAL)).count();
  }

  private boolean none(String kind) {
    return parts.stream().noneMatch(part -> part.kind().equals(kind));
  }

  private static Part part(ToolCall call) {
    String result = call.result() == null ? null : InteractionJson.text(call.result());
    Step step =
        new Step(TOOL, call.name(), Json.write(call.arguments()), result, null, call.error());
    return new Part(TOOL, call.name(), step, call);
  }

  /** The steps that {@code selector} means, in order. */
  List<Selected> select(StepSelector selector) {
    List<String> names = names();
    int[] matching =
        IntStream.range(0, parts.size())
            .filter(i -> selector.matches(parts.get(i).kind(), parts.get(i).name()))
            .toArray();
    List<Selected> selected = new ArrayList<>();
    for (int i = 1; i <= matching.length; i++) {
      boolean meant =
          switch (selector.index()) {
            case StepSelector.ALL -> true;
            case StepSelector.LAST -> i == matching.length;
            default -> i == selector.index();
          };
      if (meant) {
        int index = matching[i - 1];
        selected.add(new Selected(names.get(index), subject(parts.get(index))));
      }
    }
    return selected;
  }

  // Each with its number among those of the same name, where there are several.
  private List<String> names() {
    Map<String, Integer> all = new HashMap<>();
    parts.forEach(part -> all.merge(part.label(), 1, Integer::sum));
    Map<String, Integer> before = new HashMap<>();
    List<String> names = new ArrayList<>(parts.size());
    for (Part part : parts) {
      String label = part.label();
      int number = before.merge(label, 1, Integer::sum);
      names.add(all.getOrDefault(label, 1) == 1 ? label : label + "[" + number + "]");
    }
    return names;
  }

  /** Why {@code selector} means no step: those there are. */
  String none(StepSelector selector) {
    Set<String> names =
        parts.stream().map(Part::label).collect(Collectors.toCollection(LinkedHashSet::new));
    String there =
        names.isEmpty()
            ? "it has no steps"
            : "its steps are "
                + names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMED
                    ? " and " + (names.size() - MOST_NAMED) + " more"
                    : "");
    return "no step " + selector.text() + ": " + there;
  }

  private Subject subject(Part part) {
    Step step = part.step();
    boolean retrieval = part.kind().equals(RETRIEVAL);
    List<Passage> passages = retrieval ? passages(step.output()) : whole.interaction().context();
    String output = retrieval && !passages.isEmpty() ? joined(passages) : step.output();
    Interaction interaction =
        Interaction.builder()
            .input(
                step.input() == null
                    ? whole.interaction().input()
                    : List.of(Message.user(step.input())))
            .output(output)
            .context(passages)
            .toolCalls(part.call() == null ? List.of() : List.of(part.call()))
            .steps(List.of(step))
            .latencyMillis(step.latencyMillis())
            .model(whole.interaction().model())
            .conversation(whole.interaction().conversation())
            .build();
    return new Subject(interaction, example(step.input()));
  }

  private @Nullable Example example(@Nullable String input) {
    Example example = whole.example();
    return example == null || input == null
        ? example
        : example.toBuilder().input(Json.array().add(input).get(0)).build();
  }

  // A retriever's step gives its passages as JSON, as one text, or leaves them to the interaction.
  private List<Passage> passages(@Nullable String output) {
    if (output == null) {
      return whole.interaction().context();
    }
    if (output.stripLeading().startsWith("[") && output.length() <= MOST_READ) {
      try {
        JsonNode json = Json.parse(output, "step", 1);
        return InteractionJson.passages(json, "step");
      } catch (InvalidInputException e) {
        // A text that begins with a bracket.
        return List.of(Passage.of(output));
      }
    }
    return retrievals == 1 && !whole.interaction().context().isEmpty()
        ? whole.interaction().context()
        : List.of(Passage.of(output));
  }

  private static String joined(List<Passage> passages) {
    return passages.stream().map(Passage::text).collect(Collectors.joining("\n\n"));
  }
}

package dev.assay.server.review;

import static java.util.Objects.requireNonNull;

import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.Label;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people answered to one evaluator's question about one interaction.
 *
 * @param interaction which
 * @param people the last answer of each person, oldest first
 * @param adjudication what was decided where they disagreed; null if nothing was
 * @since 0.1
 */
public record Answers(
    InteractionKey interaction, List<Label> people, @Nullable Label adjudication) {

  /** Copies the list. */
  public Answers {
    requireNonNull(interaction, "interaction");
    people = List.copyOf(people);
  }

  /**
   * Brings labels together, oldest first.
   *
   * @param labels of interactions, by the time they were given
   * @param evaluator the evaluator whose question it is; labels of none answer it too. Null for the
   *     answer as a whole
   * @return by interaction id, those with a label alone
   */
  public static Map<String, Answers> of(Collection<Label> labels, @Nullable String evaluator) {
    Map<String, Map<String, Label>> people = new LinkedHashMap<>();
    Map<String, Label> adjudications = new LinkedHashMap<>();
    Map<String, InteractionKey> keys = new LinkedHashMap<>();
    for (Label label : labels) {
      boolean about = label.evaluator() == null || label.evaluator().equals(evaluator);
      if (!about || (label.passed() == null && label.value() == null)) {
        continue;
      }
      String id = label.interaction().id();
      keys.put(id, label.interaction());
      if (LabelBook.isAdjudication(label)) {
        adjudications.put(id, label);
      } else {
        // Who answers again comes last.
        Map<String, Label> said = people.computeIfAbsent(id, any -> new LinkedHashMap<>());
        said.remove(label.annotator());
        said.put(label.annotator(), label);
      }
    }
    Map<String, Answers> answers = new LinkedHashMap<>();
    keys.forEach(
        (id, key) ->
            answers.put(
                id,
                new Answers(
                    key,
                    new ArrayList<>(people.getOrDefault(id, Map.of()).values()),
                    adjudications.get(id))));
    return answers;
  }

  /** Nobody answered. */
  public static Answers none(InteractionKey interaction) {
    return new Answers(interaction, List.of(), null);
  }

  /** What this person said. */
  public Optional<Label> by(String person) {
    return people.stream().filter(label -> label.annotator().equals(person)).findFirst();
  }

  /** Whether people decided differently and nobody has settled it. */
  public boolean disputed() {
    return adjudication == null
        && people.stream().map(Label::passed).filter(each -> each != null).distinct().count() > 1;
  }

  /**
   * What holds: the adjudication, else what most people decided; null without a decision or where
   * they are evenly split.
   */
  public @Nullable Boolean passed() {
    if (adjudication != null && adjudication.passed() != null) {
      return adjudication.passed();
    }
    int balance = 0;
    for (Label label : people) {
      balance += label.passed() == null ? 0 : label.passed() ? 1 : -1;
    }
    return balance == 0 ? null : balance > 0;
  }
}

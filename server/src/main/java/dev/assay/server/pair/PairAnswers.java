package dev.assay.server.pair;

import dev.assay.server.store.PairLabel;
import dev.assay.server.store.PairLabel.Choice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people said of one pair.
 *
 * @param people the answer of each, oldest first
 * @param settled what was decided where they disagreed; null if nothing was
 * @since 0.1
 */
public record PairAnswers(List<PairLabel> people, @Nullable PairLabel settled) {

  static final PairAnswers NONE = new PairAnswers(List.of(), null);

  /** Copies the list. */
  public PairAnswers {
    people = List.copyOf(people);
  }

  /** By pair, those with an answer alone. */
  static Map<String, PairAnswers> of(List<PairLabel> labels) {
    Map<String, List<PairLabel>> people = new LinkedHashMap<>();
    Map<String, PairLabel> settled = new LinkedHashMap<>();
    for (PairLabel label : labels) {
      List<PairLabel> of = people.computeIfAbsent(label.pair(), pair -> new ArrayList<>());
      if (label.settles()) {
        settled.put(label.pair(), label);
      } else {
        of.add(label);
      }
    }
    Map<String, PairAnswers> answers = new LinkedHashMap<>();
    people.forEach((pair, said) -> answers.put(pair, new PairAnswers(said, settled.get(pair))));
    return answers;
  }

  /** What this person said. */
  public Optional<PairLabel> by(String person) {
    return people.stream().filter(label -> label.annotator().equals(person)).findFirst();
  }

  /** The answers that say something of the pair, oldest first. */
  public List<PairLabel> decisive() {
    return people.stream().filter(label -> label.choice().decides()).toList();
  }

  /** Whether people decided differently, settled or not. */
  public boolean differ() {
    return decisive().stream().map(PairLabel::choice).distinct().count() > 1;
  }

  /** Whether people decided differently and nobody has settled it. */
  public boolean disputed() {
    return settled == null && differ();
  }

  /** What holds: what was settled, else what all said; null where nobody did, or they differ. */
  public @Nullable Choice choice() {
    if (settled != null) {
      return settled.choice();
    }
    List<PairLabel> decisive = decisive();
    return decisive.isEmpty() || differ() ? null : decisive.get(0).choice();
  }
}

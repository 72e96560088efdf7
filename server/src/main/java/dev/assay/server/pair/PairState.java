package dev.assay.server.pair;

import static java.util.Objects.requireNonNull;

import dev.assay.server.store.PairLabel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A set as it stands: what can still be read, and what was said.
 *
 * @param set the set
 * @param texts of its pairs, by the pair's name; those that are gone or have changed are missing.
 *     Null where the runs were not read: then every pair counts as being there
 * @param answers by the pair's name
 * @since 0.1
 */
public record PairState(
    PairSet set, @Nullable Map<String, PairTexts> texts, Map<String, PairAnswers> answers) {

  /** How many people are to judge each pair. */
  public static final int PEOPLE = 2;

  /** Copies the maps. */
  public PairState {
    requireNonNull(set, "set");
    texts = texts == null ? null : Map.copyOf(texts);
    answers = Map.copyOf(answers);
  }

  /** What was said of a pair. */
  public PairAnswers answers(String pair) {
    return answers.getOrDefault(pair, PairAnswers.NONE);
  }

  /** The pairs that this person is still asked about, in order. */
  public List<String> open(String person) {
    return set.away() || set.openedBy(person)
        ? List.of()
        : set.pairs().stream().filter(pair -> asks(pair, person)).toList();
  }

  private boolean asks(String pair, String person) {
    PairAnswers said = answers(pair);
    return isThere(pair)
        && said.settled() == null
        && said.by(person).isEmpty()
        && said.decisive().size() < PEOPLE;
  }

  private boolean isThere(String pair) {
    return texts == null || texts.containsKey(pair);
  }

  /** The pairs that this person has answered or left to others, in order. */
  public List<String> done(String person) {
    return set.pairs().stream().filter(pair -> answers(pair).by(person).isPresent()).toList();
  }

  /** The pairs on which people disagree and that nobody has settled, in order. */
  public List<String> disputed() {
    return set.pairs().stream().filter(pair -> isThere(pair) && answers(pair).disputed()).toList();
  }

  /** Whether a pair was settled by somebody who had seen what came of the set. */
  public boolean settledKnowing(String pair) {
    PairLabel settled = answers(pair).settled();
    if (settled == null) {
      return false;
    }
    Instant seen = set.opened().get(settled.annotator());
    return seen != null && !settled.at().isBefore(seen.truncatedTo(ChronoUnit.MICROS));
  }

  /** How many pairs have as many answers as they need. */
  public int answered() {
    return (int)
        set.pairs().stream()
            .map(this::answers)
            .filter(each -> each.settled() != null || each.decisive().size() >= PEOPLE)
            .count();
  }

  /** How many pairs can no longer be read as they were drawn. */
  public int gone() {
    return texts == null ? 0 : set.items().size() - texts.size();
  }

  /** A pair as a person sees it, if it can still be read. */
  public Optional<ShownPair> shown(String pair, String person) {
    return texts == null
        ? Optional.empty()
        : Optional.ofNullable(texts.get(pair))
            .map(found -> new ShownPair(pair, found, set.first(pair, person)));
  }
}

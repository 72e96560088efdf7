package dev.assay.server.pair;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.sampling.Draw;
import dev.assay.server.run.StoredRun;
import dev.assay.server.run.StoredRuns;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Batch;
import dev.assay.server.store.DocumentKey;
import dev.assay.server.store.PairLabel;
import dev.assay.server.store.PairLabel.Choice;
import dev.assay.server.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where people say which of two answers is better. Each deed is durable and in the audit log when
 * its method returns.
 *
 * <p>Nobody is told which answer is whose before they look at what came of the set, and who has
 * looked judges no more: an answer given with that knowledge would be another kind of answer.
 *
 * <p>Safe for use by several threads: one deed is done after the other.
 *
 * @since 0.1
 */
public final class PairDesk {

  /** The most pairs of a set. */
  public static final int MOST = 500;

  private static final int LONGEST_COMMENT = 4_000;

  private final Store store;
  private final StoredRuns runs;

  /** Over what is stored. */
  public PairDesk(Store store, StoredRuns runs) {
    this.store = requireNonNull(store, "store");
    this.runs = requireNonNull(runs, "runs");
  }

  /** All sets, latest first. */
  public List<PairSet> all() {
    return store.records().documents(PairSet.COLLECTION).stream()
        .map(PairSet::of)
        .sorted(Comparator.comparing(PairSet::at).thenComparing(PairSet::id).reversed())
        .toList();
  }

  /** One set as it stands. */
  public Optional<PairState> find(String id) {
    return stored(id).map(this::state);
  }

  private Optional<PairSet> stored(String id) {
    return store.records().document(new DocumentKey(PairSet.COLLECTION, id)).map(PairSet::of);
  }

  /** Sets as their answers tell, without a look into the runs. */
  public List<PairState> glance(List<PairSet> sets) {
    Map<String, List<PairLabel>> said =
        store.evidence().pairLabels(sets.stream().map(PairSet::id).toList()).stream()
            .collect(Collectors.groupingBy(PairLabel::set));
    return sets.stream()
        .map(
            set -> new PairState(set, null, PairAnswers.of(said.getOrDefault(set.id(), List.of()))))
        .toList();
  }

  /** A set as it stands. */
  public PairState state(PairSet set) {
    Map<String, PairTexts> texts = new HashMap<>();
    Map<String, PairTexts> found = found(set);
    for (String pair : set.pairs()) {
      PairSet.Item item = requireNonNull(set.item(pair));
      PairTexts now = found.get(item.example());
      if (now != null && now.hash().equals(item.hash())) {
        texts.put(pair, now);
      }
    }
    return new PairState(set, texts, PairAnswers.of(store.evidence().pairLabels(set.id())));
  }

  private Map<String, PairTexts> found(PairSet set) {
    Optional<StoredRun> base = runs.find(set.source().base());
    Optional<StoredRun> candidate = runs.find(set.source().candidate());
    if (base.isEmpty() || candidate.isEmpty()) {
      return Map.of();
    }
    try {
      return RunPairs.of(runs, base.get(), candidate.get()).differing();
    } catch (InvalidInputException e) {
      // A run that cannot be read has no pairs any more; the set says how many are gone.
      return Map.of();
    }
  }

  /** What two runs have to be judged. */
  public PairSet.Pool pool(StoredRun base, StoredRun candidate) {
    return RunPairs.of(runs, base, candidate).pool();
  }

  /** The evaluators of a run that compared its answers with others. */
  public List<String> judges(StoredRun candidate) {
    return RunPairs.judges(candidate);
  }

  /**
   * Draws pairs of two runs.
   *
   * @param size how many, from 1 to {@value #MOST}; fewer if there are not so many
   * @param judge the candidate's evaluator that compared it with the base, to be held against
   *     people; null for none
   * @param actor who asks for it
   * @throws InvalidInputException if they share no example with answers that differ, the size is
   *     out of range, or the judge is none of the candidate's that compare
   */
  public synchronized PairSet draw(
      StoredRun base,
      StoredRun candidate,
      int size,
      @Nullable String judge,
      String actor,
      Instant now) {
    if (size < 1 || size > MOST) {
      throw new InvalidInputException(Problem.of("size", size, "1 to " + MOST));
    }
    if (judge != null && !judges(candidate).contains(judge)) {
      throw new InvalidInputException(
          Problem.of(
              "judge", judge, "one of the candidate's pairwise judges: " + judges(candidate)));
    }
    RunPairs.Found found = RunPairs.of(runs, base, candidate);
    if (found.differing().isEmpty()) {
      throw new InvalidInputException(
          Problem.of("runs", base.folder() + ", " + candidate.folder(), "two whose answers differ")
              .next(
                  found.pool().shared() == 0
                      ? "they have no example in common"
                      : found.pool().alike() + " examples have the same answer in both"));
    }
    String id = UUID.randomUUID().toString();
    Draw draw = Draw.withSalt(id);
    List<PairTexts> drawn = new ArrayList<>(found.differing().values());
    drawn.sort(Comparator.comparingDouble(each -> draw.of("drawn", each.example())));
    PairSet set =
        new PairSet(
            id,
            now,
            actor,
            new PairSet.Source(
                candidate.header().suite(), base.folder(), candidate.folder(), judge),
            found.pool(),
            drawn.stream()
                .limit(size)
                .map(each -> new PairSet.Item(each.example(), each.hash()))
                .toList(),
            Map.of(),
            /* archived= */ null);
    store.commit(
        Batch.builder()
            .put(set.document(now))
            .put(entry(set, "pairs.draw", set.items().size() + " pairs", actor, now))
            .build());
    return set;
  }

  /**
   * Writes down what a person prefers; who answers again takes the place of what they said.
   *
   * @throws InvalidInputException if there is no such pair, or the person knows what came of the
   *     set
   */
  public synchronized Optional<PairLabel> label(
      String set,
      String pair,
      Choice choice,
      @Nullable String comment,
      String person,
      Instant now) {
    return stored(set)
        .map(
            found -> {
              blind(found, pair, person);
              return put(found, pair, choice, comment, person, now, /* settles= */ false);
            });
  }

  /**
   * Decides where people disagree. Whoever has seen what came of the set may still do so, for else
   * a team with one editor could end with pairs that never count; the result says how many were
   * settled like that, and what it is without them.
   *
   * @throws InvalidInputException if they do not, there is no such pair, or nothing is decided
   */
  public synchronized Optional<PairLabel> settle(
      String set,
      String pair,
      Choice choice,
      @Nullable String comment,
      String person,
      Instant now) {
    return stored(set)
        .map(
            found -> {
              there(found, pair);
              if (!choice.decides()) {
                throw new InvalidInputException(
                    Problem.of("choice", "skip", "first, second or tie"));
              }
              boolean differ =
                  PairAnswers.of(store.evidence().pairLabels(set))
                      .getOrDefault(pair, PairAnswers.NONE)
                      .differ();
              if (!differ) {
                throw new InvalidInputException(
                    Problem.of("pair", pair, "one on which people disagree"));
              }
              return put(found, pair, choice, comment, person, now, /* settles= */ true);
            });
  }

  private static void there(PairSet set, String pair) {
    if (set.item(pair) == null) {
      throw new InvalidInputException(
          Problem.of("pair", pair, "one of the set's: 1 to " + set.items().size()));
    }
  }

  private static void blind(PairSet set, String pair, String person) {
    there(set, pair);
    if (set.openedBy(person)) {
      throw new InvalidInputException(
          Problem.of("person", person, "somebody who has not seen what came of the set")
              .next("draw another set to judge more pairs"));
    }
  }

  private PairLabel put(
      PairSet set,
      String pair,
      Choice choice,
      @Nullable String comment,
      String person,
      Instant now,
      boolean settles) {
    String whose =
        ContentHash.of(Json.object().put("pair", pair).put("person", settles ? null : person));
    PairLabel label =
        new PairLabel(
            "pair/" + set.id() + "/" + whose.substring(whose.length() - 32),
            set.id(),
            pair,
            person,
            choice,
            set.first(pair, person),
            settles,
            shortened(comment),
            now);
    store.commit(
        Batch.builder()
            .put(label)
            .put(entry(set, settles ? "pairs.settle" : "pairs.label", "pair " + pair, person, now))
            .build());
    return label;
  }

  private static @Nullable String shortened(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    if (text.length() <= LONGEST_COMMENT) {
      return text;
    }
    boolean torn = Character.isHighSurrogate(text.charAt(LONGEST_COMMENT - 1));
    return text.substring(0, torn ? LONGEST_COMMENT - 1 : LONGEST_COMMENT);
  }

  /** Writes down that a person looks at what came of a set: they judge no more pairs of it. */
  public synchronized Optional<PairSet> open(String set, String person, Instant now) {
    return stored(set)
        .map(
            found -> {
              if (found.openedBy(person)) {
                return found;
              }
              PairSet opened = found.openedBy(person, now);
              store.commit(
                  Batch.builder()
                      .put(opened.document(now))
                      .put(entry(found, "pairs.open", null, person, now))
                      .build());
              return opened;
            });
  }

  /**
   * Puts a set away, or takes it up again: while it is away nobody is asked about its pairs. What
   * was said is kept.
   */
  public synchronized Optional<PairSet> archive(
      String set, boolean away, String actor, Instant now) {
    return stored(set)
        .map(
            found -> {
              if (found.away() == away) {
                return found;
              }
              PairSet changed = found.archived(away ? now : null);
              String action = away ? "pairs.archive" : "pairs.restore";
              store.commit(
                  Batch.builder()
                      .put(changed.document(now))
                      .put(entry(found, action, null, actor, now))
                      .build());
              return changed;
            });
  }

  /** What came of a set. */
  public PairResult result(PairState state) {
    return PairResult.of(state, judged(state.set()));
  }

  /** What the judge preferred, by pair; null if no judge compared these answers. */
  public @Nullable Map<String, Choice> judged(PairSet set) {
    String judge = set.source().judge();
    if (judge == null) {
      return null;
    }
    Map<String, Choice> byExample = judged(set.source().candidate(), judge);
    Map<String, Choice> byPair = new HashMap<>();
    for (String pair : set.pairs()) {
      Choice choice = byExample.get(requireNonNull(set.item(pair)).example());
      if (choice != null) {
        byPair.put(pair, choice);
      }
    }
    return byPair;
  }

  private Map<String, Choice> judged(String candidate, String judge) {
    try {
      return runs.find(candidate).map(run -> RunPairs.judged(runs, run, judge)).orElseGet(Map::of);
    } catch (InvalidInputException e) {
      return Map.of();
    }
  }

  private static AuditEntry entry(
      PairSet set, String action, @Nullable String detail, String actor, Instant now) {
    return new AuditEntry(
        UUID.randomUUID().toString(), now, actor, action, "pairs/" + set.id(), detail);
  }
}

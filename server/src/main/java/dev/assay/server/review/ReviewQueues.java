package dev.assay.server.review;

import static java.util.Objects.requireNonNull;

import dev.assay.server.store.Disagreements;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is best looked at by people, and why: computed anew from what is stored.
 *
 * <p>Only spot checks say anything of all the traffic: the others are looked at because of what was
 * found there.
 *
 * @since 0.1
 */
public final class ReviewQueues {

  /** How many a queue takes at once. */
  public static final int MOST = 100;

  private static final int AT_ONCE = 2 * MOST;

  private final Store store;
  private final Instant from;
  private final Instant to;
  private final JudgedTraffic traffic;

  /** Of what {@code traffic} holds, which began in {@code [from, to)}. */
  public ReviewQueues(Store store, Instant from, Instant to, JudgedTraffic traffic) {
    this.store = requireNonNull(store, "store");
    this.from = requireNonNull(from, "from");
    this.to = requireNonNull(to, "to");
    this.traffic = requireNonNull(traffic, "traffic");
  }

  /** What is open of a check, for this person; what was skipped or is gone is left out. */
  public static ReviewItems spotCheck(
      SpotCheckProgress progress, Map<String, Answers> answers, String person) {
    Set<String> without = new HashSet<>(progress.skipped());
    without.addAll(progress.gone());
    List<InteractionKey> items = new ArrayList<>();
    for (SpotCheck.Item item : progress.check().items()) {
      if (!without.contains(item.interaction().id())) {
        items.add(item.interaction());
      }
    }
    return new ReviewItems(
        ReviewQueue.SPOT_CHECK, items, open(items, answers, person), /* left= */ 0);
  }

  /** Where the evaluator passed what users complained of, or failed what they were glad of. */
  public ReviewItems disagreement(String person) {
    List<InteractionKey> kept = new ArrayList<>();
    int total = 0;
    for (int offset = 0; kept.size() < MOST && offset <= total; offset += AT_ONCE) {
      Disagreements found =
          store.evidence().disagreements(traffic.evaluator(), from, to, offset, AT_ONCE);
      total = Math.max(total, found.total());
      keep(found.items(), kept);
    }
    return items(ReviewQueue.DISAGREEMENT, kept, total, person);
  }

  /** Those nearest to the threshold, nearest first; none where it is not known. */
  public ReviewItems nearThreshold(String person) {
    Double threshold = traffic.threshold();
    List<Evaluation> found =
        threshold == null ? List.of() : new ArrayList<>(traffic.evaluations().values());
    if (threshold != null) {
      double at = threshold;
      found.sort(
          Comparator.comparingDouble((Evaluation each) -> Math.abs(JudgedTraffic.value(each) - at))
              .thenComparing(each -> each.interaction().id()));
    }
    return items(ReviewQueue.NEAR_THRESHOLD, keys(found), person);
  }

  /** Those that one other person has answered. */
  public ReviewItems secondOpinion(String person) {
    List<InteractionKey> found = new ArrayList<>();
    for (Answers each : traffic.answers().values()) {
      boolean mine = each.by(person).isPresent();
      int people = each.people().size();
      if (each.adjudication() == null && (mine ? people == 2 : people == 1)) {
        found.add(each.interaction());
      }
    }
    return items(ReviewQueue.SECOND_OPINION, found, person);
  }

  /** Those on which people disagree, settled or not. */
  public ReviewItems adjudication() {
    List<InteractionKey> items = new ArrayList<>();
    List<InteractionKey> open = new ArrayList<>();
    for (Answers each : traffic.answers().values()) {
      if (each.adjudication() != null || each.disputed()) {
        items.add(each.interaction());
      }
      if (each.disputed()) {
        open.add(each.interaction());
      }
    }
    return new ReviewItems(ReviewQueue.ADJUDICATION, items, open, /* left= */ 0);
  }

  private ReviewItems items(ReviewQueue queue, List<InteractionKey> found, String person) {
    List<InteractionKey> kept = new ArrayList<>();
    for (int i = 0; i < found.size() && kept.size() < MOST; i += AT_ONCE) {
      keep(found.subList(i, Math.min(found.size(), i + AT_ONCE)), kept);
    }
    return items(queue, kept, found.size(), person);
  }

  private ReviewItems items(
      ReviewQueue queue, List<InteractionKey> kept, int total, String person) {
    return new ReviewItems(
        queue,
        kept,
        open(kept, traffic.answers(), person),
        Math.max(0, total - Math.max(MOST, kept.size())));
  }

  // Nobody can judge what was not kept. Looked at some at a time, until there are enough.
  private void keep(List<InteractionKey> some, List<InteractionKey> kept) {
    Set<String> ids = store.interactions().kept(some);
    some.stream()
        .filter(key -> ids.contains(key.id()))
        .limit(MOST - kept.size())
        .forEach(kept::add);
  }

  private static List<InteractionKey> open(
      List<InteractionKey> items, Map<String, Answers> answers, String person) {
    return items.stream()
        .filter(
            key -> {
              Answers said = answers.get(key.id());
              return said == null || said.by(person).isEmpty();
            })
        .toList();
  }

  private static List<InteractionKey> keys(List<Evaluation> evaluations) {
    return evaluations.stream().map(Evaluation::interaction).toList();
  }
}

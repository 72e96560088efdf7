package dev.assay.server.review;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Printable;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.watch.CheckedAgreement;
import dev.assay.server.delivery.Notice;
import dev.assay.server.delivery.Notices;
import dev.assay.server.review.Agreement.Pair;
import dev.assay.server.review.Agreement.Pairs;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Dimensions;
import dev.assay.server.store.Document;
import dev.assay.server.store.DocumentKey;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.ListedInteraction;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoreException;
import dev.assay.stats.interval.Estimate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Spot checks: drawn when it is time, open until people have judged every item, and held against
 * the judge.
 *
 * <p>{@link #tick} draws what is due and tells when the judge no longer agrees with people; {@link
 * #start} calls it every minute. All that is known lies in the store. For any thread.
 *
 * @since 0.1
 */
public final class SpotChecks implements AutoCloseable {

  /** Over how many checks the agreement is reported that the judge's health is measured by. */
  public static final int CHECKS_TOGETHER = 4;

  private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);
  private static final int MOST_CHECKS = 104;
  private static final DocumentKey PROGRESS = new DocumentKey("spot_check_progress", "state");

  private final SpotCheckSettings settings;
  private final Store store;
  private final Notices notices;
  private final Clock clock;
  private @Nullable ScheduledExecutorService timer;
  private @Nullable Future<?> looking;
  private @Nullable Instant comparedAt;

  private SpotChecks(SpotCheckSettings settings, Store store, Notices notices, Clock clock) {
    this.settings = settings;
    this.store = store;
    this.notices = notices;
    this.clock = clock;
  }

  /** Spot checks of what this store holds. Nothing happens before {@link #start} or a tick. */
  public static SpotChecks of(
      SpotCheckSettings settings, Store store, Notices notices, Clock clock) {
    return new SpotChecks(settings, store, notices, clock);
  }

  /** Begins to look at the time. */
  public synchronized void start() {
    if (timer != null) {
      throw new IllegalStateException("spot checks: started (expected: once)");
    }
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "assay-spot-checks");
              thread.setDaemon(true);
              return thread;
            });
    looking = timer.scheduleWithFixedDelay(this::look, 1, 60, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      tick(clock.instant());
    } catch (StoreException e) {
      // It is due as before, at the next look.
    }
  }

  /** Draws a check if one is due, and tells if the judge's agreement has fallen or recovered. */
  public synchronized void tick(Instant now) {
    State state = state(now);
    Instant due = settings.times().after(state.drawnUntil).orElse(null);
    if (due != null && !due.isAfter(now)) {
      state = draw(state, latestDue(due, now), now);
    }
    boolean old =
        comparedAt == null || Duration.between(comparedAt, now).abs().compareTo(LOOK_AGAIN) >= 0;
    if (old && settings.evaluator() != null) {
      compare(state, now);
      comparedAt = now;
    }
  }

  // Of several that were missed only one is drawn.
  private Instant latestDue(Instant first, Instant now) {
    Instant due = first;
    for (int i = 0; i < 1000; i++) {
      Instant next = settings.times().after(due).orElse(now.plusSeconds(1));
      if (next.isAfter(now)) {
        return due;
      }
      due = next;
    }
    return due;
  }

  private State draw(State state, Instant due, Instant now) {
    Instant earliest = due.minus(settings.over());
    Instant from = state.lastTo;
    from = from == null || from.isBefore(earliest) ? earliest : from;
    SpotCheck check = drawn(due.toString(), from, due, settings.evaluator(), settings.size());
    State after = new State(due, due, state.alertSince);
    Batch.Builder batch = Batch.builder().put(after.document(now));
    if (!check.items().isEmpty()) {
      batch.put(check.document(now));
    }
    removeOldest(batch);
    store.commit(batch.build());
    return after;
  }

  /**
   * Draws a check because somebody asks for it; those that are due are drawn as before.
   *
   * @param evaluator the judge that is held against people; null for all whose content is kept
   * @param size how many interactions, from 1 to 500
   * @param actor who asks, for the audit log
   * @return the check; empty if there was nothing to draw from
   * @throws InvalidInputException if the size is out of range
   */
  public synchronized Optional<SpotCheck> draw(
      @Nullable String evaluator, int size, Instant from, Instant to, String actor) {
    SpotCheckSettings asked = settings.withSize(size);
    Instant now = clock.instant();
    SpotCheck check = drawn(now.toString(), from, to, evaluator, asked.size());
    if (check.items().isEmpty()) {
      return Optional.empty();
    }
    Batch.Builder batch = Batch.builder().put(check.document(now));
    removeOldest(batch);
    store.commit(
        batch
            .put(
                new AuditEntry(
                    UUID.randomUUID().toString(), now, actor, "spot_check.draw", check.id(), null))
            .build());
    return Optional.of(check);
  }

  private void removeOldest(Batch.Builder batch) {
    List<Document> stored = store.records().documents(SpotCheck.COLLECTION);
    for (int i = 0; i < stored.size() - MOST_CHECKS; i++) {
      batch.removeDocument(new DocumentKey(SpotCheck.COLLECTION, stored.get(i).id()));
    }
  }

  private SpotCheck drawn(
      String id, Instant from, Instant due, @Nullable String evaluator, int size) {
    InteractionFilter.Builder filter =
        InteractionFilter.builder().between(from, due).hasContent(true);
    if (evaluator != null) {
      // Where it gave no score there is nothing to hold against people.
      filter.score(new InteractionFilter.ScoreIn(evaluator, -Double.MAX_VALUE, null, null));
    }
    StratifiedDraw draw = new StratifiedDraw(settings.salt(), id, size);
    store
        .interactions()
        .scan(filter.build(), each -> draw.offer(each.row(), stratum(each.row().dimensions())));
    List<StratifiedDraw.Drawn> drawn = draw.drawn();
    Map<String, Evaluation> judged =
        judged(drawn.stream().map(each -> each.row().key()).toList(), evaluator);
    List<SpotCheck.Item> items = new ArrayList<>();
    for (StratifiedDraw.Drawn each : drawn) {
      Evaluation evaluation = judged.get(each.row().key().id());
      double seen = evaluation == null ? 1 : evaluation.probability();
      items.add(new SpotCheck.Item(each.row().key(), each.stratum(), seen * each.probability()));
    }
    items.sort(
        Comparator.comparing((SpotCheck.Item item) -> item.interaction().startedAt())
            .thenComparing(item -> item.interaction().id()));
    double least = draw.least() * leastSeen(evaluator, from, due);
    // What was judged again in between may be less likely than all that was read before.
    for (SpotCheck.Item item : items) {
      least = Math.min(least, item.probability());
    }
    return new SpotCheck(id, from, due, evaluator, draw.candidates(), least, items, Map.of());
  }

  /** The least probability with which the judge looked at anything of a time. */
  private double leastSeen(@Nullable String evaluator, Instant from, Instant to) {
    double[] least = {1};
    if (evaluator != null) {
      store
          .evidence()
          .scanEvaluations(
              evaluator,
              from,
              to,
              each -> {
                if (each.value() != null) {
                  least[0] = Math.min(least[0], each.probability());
                }
              });
    }
    return least[0];
  }

  private String stratum(Dimensions dimensions) {
    SpotCheckSettings.Stratification by = settings.strata();
    if (by == null) {
      return "";
    }
    String value =
        switch (by) {
          case APP -> dimensions.app();
          case FEATURE -> dimensions.feature();
          case ENVIRONMENT -> dimensions.environment();
          case PROMPT_TEMPLATE -> dimensions.promptTemplate();
          case MODEL -> dimensions.model();
        };
    return value == null ? "(none)" : value;
  }

  // Of several versions the last evaluation counts.
  private Map<String, Evaluation> judged(List<InteractionKey> keys, @Nullable String evaluator) {
    Map<String, Evaluation> judged = new HashMap<>();
    if (evaluator == null || keys.isEmpty()) {
      return judged;
    }
    for (Evaluation evaluation : store.evidence().evaluations(keys)) {
      if (evaluation.evaluator().equals(evaluator)) {
        judged.merge(
            evaluation.interaction().id(),
            evaluation,
            (one, other) -> other.at().isBefore(one.at()) ? one : other);
      }
    }
    return judged;
  }

  /** What people said of a check's items, by interaction id, those with an answer alone. */
  public Map<String, Answers> answers(SpotCheck check) {
    List<InteractionKey> keys = check.items().stream().map(SpotCheck.Item::interaction).toList();
    return keys.isEmpty() ? Map.of() : Answers.of(store.evidence().labels(keys), check.evaluator());
  }

  /** Every check with how far it has come, latest first. */
  public List<SpotCheckProgress> checks() {
    List<SpotCheckProgress> checks = new ArrayList<>();
    for (SpotCheck check : stored()) {
      checks.add(0, progress(check));
    }
    return checks;
  }

  /** The judge that is held against people, if there is one. */
  public @Nullable String evaluator() {
    return settings.evaluator();
  }

  /** Every check, oldest first. */
  public List<SpotCheck> drawn() {
    return stored();
  }

  /** One check with how far it has come. */
  public Optional<SpotCheckProgress> find(String id) {
    return store
        .records()
        .document(new DocumentKey(SpotCheck.COLLECTION, id))
        .map(document -> progress(SpotCheck.of(document)));
  }

  private List<SpotCheck> stored() {
    return store.records().documents(SpotCheck.COLLECTION).stream().map(SpotCheck::of).toList();
  }

  private SpotCheckProgress progress(SpotCheck check) {
    Map<String, Answers> answers = answers(check);
    Set<String> kept = kept(check);
    List<String> labelled = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (SpotCheck.Item item : check.items()) {
      InteractionKey key = item.interaction();
      if (answers.containsKey(key.id())) {
        labelled.add(key.id());
      } else if (check.skipped().containsKey(key.id())) {
        skipped.add(key.id());
      } else {
        (kept.contains(key.id()) ? open : gone).add(key.id());
      }
    }
    return new SpotCheckProgress(check, labelled, skipped, gone, open);
  }

  private Set<String> kept(SpotCheck check) {
    Set<String> kept = new HashSet<>();
    List<InteractionKey> keys = check.items().stream().map(SpotCheck.Item::interaction).toList();
    if (keys.isEmpty()) {
      return kept;
    }
    for (ListedInteraction each : store.interactions().rows(keys)) {
      if (each.hasContent()) {
        kept.add(each.row().key().id());
      }
    }
    return kept;
  }

  /**
   * Writes down what a person decided of an item.
   *
   * @param annotator who
   * @param passed whether the answer is good enough
   * @param failureMode how it failed, if it did
   * @param comment the person's own words, of which 4,000 characters are kept
   * @throws InvalidInputException if there is no such check or item
   */
  public void label(
      String checkId,
      String interactionId,
      String annotator,
      boolean passed,
      @Nullable FailureMode failureMode,
      @Nullable String comment) {
    SpotCheck check = check(checkId);
    InteractionKey key = item(check, interactionId).interaction();
    new LabelBook(store)
        .give(
            key,
            check.evaluator(),
            new LabelBook.Answer(passed, null, failureMode, null, comment),
            annotator,
            clock.instant());
    lookSoon();
  }

  /**
   * Writes down that an item needs no answer.
   *
   * @param why in a few words
   * @throws InvalidInputException if there is no such check or item
   */
  public synchronized void skip(String checkId, String interactionId, String why) {
    SpotCheck check = check(checkId);
    item(check, interactionId);
    SpotCheck after = check.skipping(interactionId, Printable.line(why, 200));
    store.commit(Batch.builder().put(after.document(clock.instant())).build());
  }

  /** Has the judge held against people again at the next look, after answers were given. */
  public synchronized void lookSoon() {
    comparedAt = null;
  }

  private SpotCheck check(String id) {
    return store
        .records()
        .document(new DocumentKey(SpotCheck.COLLECTION, id))
        .map(SpotCheck::of)
        .orElseThrow(
            () -> new InvalidInputException(Problem.of("spot check", id, "one that was drawn")));
  }

  private static SpotCheck.Item item(SpotCheck check, String interactionId) {
    return check.items().stream()
        .filter(item -> item.interaction().id().equals(interactionId))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    Problem.of("interaction", interactionId, "an item of this spot check")));
  }

  /** The judge's agreement with people in each check, oldest first: what a chart shows. */
  public List<AgreementPoint> chart() {
    return agreement().chart();
  }

  /**
   * The judge's agreement with people over the last {@value #CHECKS_TOGETHER} checks that have
   * labels; empty without any.
   */
  public Optional<AgreementPoint> latestAgreement() {
    return agreement().latest(CHECKS_TOGETHER);
  }

  /** What judge and people decided in all checks that have labels, for whoever watches it. */
  public CheckedAgreement checked() {
    return agreement().checked();
  }

  private Agreement agreement() {
    Agreement agreement = new Agreement(settings.leastAgreement(), settings.errorRate());
    String evaluator = settings.evaluator();
    if (evaluator == null) {
      return agreement;
    }
    for (SpotCheck check : stored()) {
      if (evaluator.equals(check.evaluator())) {
        agreement.add(pairs(check));
      }
    }
    return agreement;
  }

  private Pairs pairs(SpotCheck check) {
    Map<String, Answers> answers = answers(check);
    List<InteractionKey> keys =
        check.items().stream()
            .map(SpotCheck.Item::interaction)
            .filter(key -> answers.containsKey(key.id()))
            .toList();
    Map<String, Evaluation> judged = judged(keys, check.evaluator());
    List<Pair> pairs = new ArrayList<>();
    for (SpotCheck.Item item : check.items()) {
      Answers said = answers.get(item.interaction().id());
      Boolean passed = said == null ? null : said.passed();
      Evaluation evaluation = judged.get(item.interaction().id());
      if (passed != null && evaluation != null && evaluation.passed() != null) {
        pairs.add(new Pair(evaluation.passed(), passed, item.probability()));
      }
    }
    return new Pairs(check.id(), check.to(), check.least(), pairs);
  }

  private void compare(State state, Instant now) {
    Agreement agreement = agreement();
    Instant low = agreement.low();
    if ((low == null) == (state.alertSince == null)) {
      return;
    }
    Instant since = low == null ? state.alertSince : low;
    Batch.Builder batch = Batch.builder();
    notices.tell(batch, notice(low != null, since == null ? now : since, agreement, now));
    State after = new State(state.drawnUntil, state.lastTo, low == null ? null : since);
    store.commit(batch.put(after.document(now)).build());
    notices.committed();
  }

  private Notice notice(boolean fallen, Instant since, Agreement agreement, Instant now) {
    String evaluator = String.valueOf(settings.evaluator());
    List<String> lines = new ArrayList<>();
    agreement
        .latest(CHECKS_TOGETHER)
        .ifPresent(
            point -> {
              lines.add("The last checks: " + words(point.share()) + " decided alike");
              Estimate kappa = point.kappa();
              if (kappa != null) {
                lines.add("Beyond chance (kappa): " + words(kappa));
              }
            });
    lines.add("Asked for: at least " + settings.leastAgreement());
    String alert = "spot-checks/" + evaluator;
    return new Notice(
        alert + "/" + (fallen ? "low" : "over") + "/" + now,
        alert,
        "spot checks",
        "",
        fallen ? Notice.State.FIRING : Notice.State.RESOLVED,
        settings.severity(),
        fallen
            ? evaluator + " agrees too little with people"
            : evaluator + " agrees with people again",
        lines,
        null,
        since,
        now,
        alert,
        Json.object().put("evaluator", evaluator));
  }

  private static String words(Estimate estimate) {
    return String.format(
        Locale.ROOT,
        "%.3f [%.3f, %.3f], n = %d",
        estimate.value(),
        estimate.low(),
        estimate.high(),
        estimate.n());
  }

  private State state(Instant now) {
    return store
        .records()
        .document(PROGRESS)
        .map(State::of)
        .orElseGet(
            () -> {
              State fresh = new State(now, null, null);
              store.commit(Batch.builder().put(fresh.document(now)).build());
              return fresh;
            });
  }

  /** Stops looking at the time. */
  @Override
  public synchronized void close() {
    if (timer != null && looking != null) {
      looking.cancel(true);
      timer.shutdownNow();
    }
  }

  /** Where the checks stand. */
  private record State(Instant drawnUntil, @Nullable Instant lastTo, @Nullable Instant alertSince) {

    Document document(Instant now) {
      return new Document(
          PROGRESS.collection(),
          PROGRESS.id(),
          now,
          Json.write(
              Json.object()
                  .put("drawn_until", drawnUntil.toString())
                  .put("last_to", lastTo == null ? null : lastTo.toString())
                  .put("alert_since", alertSince == null ? null : alertSince.toString())));
    }

    static State of(Document document) {
      JsonNode json = Json.parse(document.json(), document.id(), 1);
      return new State(
          Instant.parse(json.path("drawn_until").stringValue()),
          instant(json.path("last_to")),
          instant(json.path("alert_since")));
    }

    private static @Nullable Instant instant(JsonNode node) {
      return node.isString() ? Instant.parse(node.stringValue()) : null;
    }
  }
}

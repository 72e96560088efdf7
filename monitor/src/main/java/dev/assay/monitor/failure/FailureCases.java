package dev.assay.monitor.failure;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.internal.Fingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gathers failures into cases, and keeps their life.
 *
 * <p>A failure joins the case of its application, feature and mode to whose centre it is nearest,
 * if it is near enough, else it begins one; failures without a meaning are one case. Within one
 * call of {@link #add} the order of failures changes nothing. Over several calls it can change at
 * the borders which of two cases a failure joins, but never how many there are in all; the same
 * failure given twice is counted once. For one thread.
 *
 * @since 0.1
 */
public final class FailureCases {

  private static final String PRODUCTION = "production";
  private static final Comparator<Failure> BY_TIME =
      Comparator.comparing(Failure::at).thenComparing(Failure::interactionId);

  private final ClusterSettings settings;
  private final TreeMap<String, Cluster> clusters = new TreeMap<>();
  private final LinkedHashMap<String, Member> members = new LinkedHashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private final Map<String, Membership> moved = new LinkedHashMap<>();
  private long forgotten;

  /** Starts with no case. */
  public FailureCases(ClusterSettings settings) {
    this.settings = requireNonNull(settings, "settings");
  }

  /** All cases, by id. */
  public List<FailureCase> cases() {
    return clusters.values().stream().map(cluster -> cluster.value).toList();
  }

  /** One case. */
  public Optional<FailureCase> find(String caseId) {
    return Optional.ofNullable(clusters.get(caseId)).map(cluster -> cluster.value);
  }

  /** The case that an interaction is counted in. */
  public Optional<FailureCase> of(String interactionId) {
    return Optional.ofNullable(members.get(interactionId)).flatMap(m -> find(m.caseId()));
  }

  /** How many cases were forgotten, for there were too many. */
  public long forgotten() {
    return forgotten;
  }

  /** Takes out what changed since this was last asked, in order of change. */
  public List<FailureCase> drain() {
    List<FailureCase> drained = new ArrayList<>();
    for (String id : changed) {
      find(id).ifPresent(drained::add);
    }
    changed.clear();
    return drained;
  }

  /** Takes out which failures came into another case, or out of one, since this was last asked. */
  public List<Membership> drainMemberships() {
    List<Membership> drained = List.copyOf(moved.values());
    moved.clear();
    return drained;
  }

  /** Takes failures, each once: one that is known in another place is moved. */
  public void add(Collection<Failure> failures) {
    failures.stream().sorted(BY_TIME).forEach(this::add);
  }

  private void add(Failure failure) {
    Member known = members.get(failure.interactionId());
    Cluster in = known == null ? null : clusters.get(known.caseId());
    if (in != null && isFor(in.value, failure)) {
      return;
    }
    remove(failure.interactionId());
    Cluster nearest = nearest(failure);
    Cluster joined = nearest == null ? begin(failure) : nearest;
    joined.add(failure);
    count(failure, joined);
    changed.add(joined.value.id());
    returned(joined, failure);
    mergeAlike(joined);
    bound();
  }

  private void count(Failure failure, Cluster in) {
    String id = failure.interactionId();
    members.put(id, new Member(in.value.id(), failure.at(), failure.probability()));
    moved.put(id, new Membership(id, failure.at(), in.value.id()));
  }

  /** Takes back a failure that turned out to be none. */
  public void remove(String interactionId) {
    Member member = members.remove(interactionId);
    Cluster cluster = member == null ? null : clusters.get(member.caseId());
    if (member != null) {
      moved.put(interactionId, new Membership(interactionId, member.at(), null));
    }
    if (member != null && cluster != null) {
      cluster.remove(member, interactionId);
      changed.add(member.caseId());
    }
  }

  /**
   * Forgets the words of failures that began before a time, and titles made of them. What a person
   * accepted stays: the failure that the example is made of, what they said of it, and the title.
   * Numbers stay, and so do the centres of cases, by which it is told what belongs to them.
   */
  public void strip(Instant before) {
    for (Cluster cluster : clusters.values()) {
      if (cluster.strip(before)) {
        changed.add(cluster.value.id());
      }
    }
  }

  private @Nullable Cluster nearest(Failure failure) {
    Cluster nearest = null;
    double most = failure.meaning() == null ? 0 : settings.join();
    for (Cluster cluster : clusters.values()) {
      if (isFor(cluster.value, failure) && cluster.value.status() != CaseStatus.MERGED) {
        double similarity = cluster.similarity(failure.meaning());
        if (similarity >= most && (nearest == null || similarity > most)) {
          nearest = cluster;
          most = similarity;
        }
      }
    }
    return nearest;
  }

  private static boolean isFor(FailureCase value, Failure failure) {
    return Objects.equals(value.app(), failure.app())
        && Objects.equals(value.feature(), failure.feature())
        && value.mode() == failure.mode();
  }

  private Cluster begin(Failure failure) {
    String mode = failure.mode() == null ? "" : failure.mode().key();
    String id =
        "fc-"
            + Fingerprint.of(
                    Objects.requireNonNullElse(failure.app(), ""),
                    Objects.requireNonNullElse(failure.feature(), ""),
                    mode,
                    failure.interactionId())
                .substring(0, 20);
    FailureCase value =
        new FailureCase(
            id,
            failure.app(),
            failure.feature(),
            failure.mode(),
            CaseStatus.NEW,
            "",
            0,
            0,
            new TreeMap<>(),
            failure.at(),
            failure.at(),
            List.of(),
            null,
            null,
            null,
            List.of(new CaseEvent(CaseStatus.NEW, failure.at(), PRODUCTION, null)));
    Cluster known = clusters.get(id);
    if (known != null) {
      return known;
    }
    Cluster begun = new Cluster(value, new Centre(new double[0]));
    clusters.put(id, begun);
    return begun;
  }

  // What began before the fix and is found after it says nothing of the fix.
  private void returned(Cluster cluster, Failure failure) {
    FailureCase value = cluster.value;
    Instant fixed = value.when(CaseStatus.FIXED).orElse(Instant.MAX);
    if (value.status() == CaseStatus.FIXED && failure.at().isAfter(fixed)) {
      cluster.value =
          value.become(
              CaseStatus.REGRESSED, failure.at(), PRODUCTION, "as " + failure.interactionId());
    }
  }

  private void mergeAlike(Cluster joined) {
    if (joined.value.status() != CaseStatus.NEW || joined.centre.isEmpty()) {
      return;
    }
    for (Cluster other : clusters.values()) {
      if (other != joined
          && other.value.status() == CaseStatus.NEW
          && Objects.equals(other.value.app(), joined.value.app())
          && Objects.equals(other.value.feature(), joined.value.feature())
          && other.value.mode() == joined.value.mode()
          && other.centre.cosine(joined.centre) >= settings.merge()
          && wasNotSplit(other.value)
          && wasNotSplit(joined.value)) {
        boolean older = !other.value.firstSeen().isAfter(joined.value.firstSeen());
        Cluster into = older ? other : joined;
        Cluster from = older ? joined : other;
        into(from, into, joined.value.lastSeen(), PRODUCTION, "found to be the same");
        return;
      }
    }
  }

  private static boolean wasNotSplit(FailureCase value) {
    return value.history().stream().allMatch(event -> event.by().equals(PRODUCTION));
  }

  private void bound() {
    while (members.size() > settings.mostMembers()) {
      Iterator<String> eldest = members.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
    while (clusters.size() > settings.mostCases()) {
      String last =
          clusters.values().stream()
              .map(cluster -> cluster.value)
              .min(
                  Comparator.comparing((FailureCase value) -> needed(value.status()))
                      .thenComparing(FailureCase::lastSeen)
                      .thenComparing(FailureCase::id))
              .map(FailureCase::id)
              .orElseThrow();
      clusters.remove(last);
      changed.remove(last);
      forgotten++;
    }
  }

  private static int needed(CaseStatus status) {
    return switch (status) {
      case MERGED -> 0;
      case DISMISSED -> 1;
      case NEW -> 2;
      case ACCEPTED, EXPORTED, FIXED, REGRESSED -> 3;
    };
  }

  /**
   * A person confirms a case, or corrects what they said.
   *
   * @throws InvalidInputException if there is no such case, or its state does not allow it, or it
   *     has no such failure among its examples
   */
  public FailureCase accept(String caseId, Confirmation confirmation) {
    Cluster cluster = cluster(caseId);
    String chosen = confirmation.interactionId();
    if (chosen != null
        && cluster.value.examples().stream().noneMatch(e -> e.interactionId().equals(chosen))) {
      throw new InvalidInputException(
          Problem.of("interaction", chosen, "an example of failure case " + caseId));
    }
    if (chosen == null) {
      FailureExample typical = cluster.typical();
      confirmation =
          confirmation.withInteractionId(typical == null ? null : typical.interactionId());
    }
    FailureCase accepted =
        cluster
            .value
            .become(
                CaseStatus.ACCEPTED, confirmation.at(), confirmation.by(), confirmation.rootCause())
            .withConfirmation(confirmation);
    return put(cluster, accepted);
  }

  /**
   * A person says that it is no failure.
   *
   * @throws InvalidInputException if there is no such case, or its state does not allow it, or no
   *     reason is given
   */
  public FailureCase dismiss(String caseId, String reason, String by, Instant at) {
    if (reason.isBlank()) {
      throw new InvalidInputException(Problem.of("reason", reason, "why it is no failure"));
    }
    Cluster cluster = cluster(caseId);
    return put(cluster, cluster.value.become(CaseStatus.DISMISSED, at, by, reason));
  }

  /**
   * A person takes a dismissal back.
   *
   * @param why in the person's words; null where they say nothing
   * @throws InvalidInputException if there is no such case, or it was not dismissed
   */
  public FailureCase reopen(String caseId, @Nullable String why, String by, Instant at) {
    Cluster cluster = cluster(caseId);
    return put(cluster, cluster.value.become(CaseStatus.NEW, at, by, why));
  }

  /**
   * Makes a case part of another, which is returned.
   *
   * @throws InvalidInputException if there are no such two cases of one application, or the state
   *     of one does not allow it
   */
  public FailureCase merge(String caseId, String intoId, String by, Instant at) {
    return merge(Set.of(caseId), intoId, by, at);
  }

  /**
   * Makes cases part of another, which is returned: all of them or, where one cannot be, none.
   *
   * @throws InvalidInputException if there are no such cases of one application, or the state of
   *     one does not allow it
   */
  public FailureCase merge(Set<String> caseIds, String intoId, String by, Instant at) {
    Cluster into = cluster(intoId);
    List<Cluster> parts = new ArrayList<>();
    for (String caseId : caseIds) {
      Cluster from = cluster(caseId);
      boolean closed =
          into.value.status() == CaseStatus.MERGED || into.value.status() == CaseStatus.DISMISSED;
      if (from == into || closed || !Objects.equals(from.value.app(), into.value.app())) {
        throw new InvalidInputException(
            Problem.of(
                "merge into",
                intoId + ", " + into.value.status().key(),
                "another case of the same application, not merged and not dismissed"));
      }
      // Refused where the state does not allow it.
      from.value.become(CaseStatus.MERGED, at, by, null);
      parts.add(from);
    }
    parts.forEach(from -> into(from, into, at, by, null));
    return into.value;
  }

  private FailureCase into(
      Cluster from, Cluster into, Instant at, String by, @Nullable String note) {
    FailureCase merged =
        from.value.become(CaseStatus.MERGED, at, by, note).withMergedInto(into.value.id());
    into.absorb(from);
    put(from, merged);
    from.leaveExamples();
    String id = from.value.id();
    for (Map.Entry<String, Member> each : members.entrySet()) {
      Member member = each.getValue();
      if (member.caseId().equals(id)) {
        each.setValue(member.in(into.value.id()));
        moved.put(each.getKey(), new Membership(each.getKey(), member.at(), into.value.id()));
      }
    }
    return put(into, into.value);
  }

  /**
   * Takes some of a case's examples out into a case of their own, which is returned. What comes
   * later joins the nearer one.
   *
   * @throws InvalidInputException if there is no such case, or it is not new or accepted, or these
   *     are not some and not all of its examples
   */
  public FailureCase split(String caseId, Set<String> interactionIds, String by, Instant at) {
    Cluster from = cluster(caseId);
    List<FailureExample> out =
        from.value.examples().stream()
            .filter(example -> interactionIds.contains(example.interactionId()))
            .toList();
    boolean open =
        from.value.status() == CaseStatus.NEW || from.value.status() == CaseStatus.ACCEPTED;
    if (!open
        || out.isEmpty()
        || out.size() < interactionIds.size()
        || out.size() == from.value.examples().size()) {
      throw new InvalidInputException(
          Problem.of(
              "split",
              String.join(", ", interactionIds),
              "some examples, not all, of a case that is new or accepted"));
    }
    List<Failure> failures = new ArrayList<>();
    for (FailureExample example : out) {
      failures.add(taken(from, example));
    }
    Cluster begun = begin(failures.get(0));
    begun.value =
        begun.value.withFirstEvent(new CaseEvent(CaseStatus.NEW, at, by, "out of " + caseId));
    for (Failure failure : failures) {
      begun.add(failure);
      count(failure, begun);
    }
    changed.add(caseId);
    return put(begun, begun.value);
  }

  private Failure taken(Cluster from, FailureExample example) {
    String id = example.interactionId();
    Meaning meaning = from.meanings.get(id);
    Member member = members.getOrDefault(id, new Member(from.value.id(), example.at(), 1));
    if (meaning != null) {
      from.centre.add(meaning, -1);
    }
    from.remove(member, id);
    return new Failure(
        id,
        from.value.app(),
        from.value.feature(),
        from.value.mode(),
        example.at(),
        member.probability(),
        example.by(),
        example.input(),
        example.output(),
        meaning);
  }

  /**
   * The case became an example of a dataset.
   *
   * @throws InvalidInputException if there is no such case, or its state does not allow it
   */
  public FailureCase exported(String caseId, String exampleId, String by, Instant at) {
    Cluster cluster = cluster(caseId);
    FailureCase exported =
        cluster
            .value
            .become(CaseStatus.EXPORTED, at, by, "as example " + exampleId)
            .withExampleId(exampleId);
    return put(cluster, exported);
  }

  /**
   * A run says whether an example passes: what was exported and passes is fixed, what was fixed and
   * does not has regressed.
   *
   * @return the case, if the example is one's and this changed it
   */
  public Optional<FailureCase> ran(String exampleId, boolean passed, String run, Instant at) {
    for (Cluster cluster : clusters.values()) {
      CaseStatus status = cluster.value.status();
      boolean fixed = passed && (status == CaseStatus.EXPORTED || status == CaseStatus.REGRESSED);
      boolean back = !passed && status == CaseStatus.FIXED;
      if (exampleId.equals(cluster.value.exampleId()) && (fixed || back)) {
        CaseStatus next = fixed ? CaseStatus.FIXED : CaseStatus.REGRESSED;
        return Optional.of(put(cluster, cluster.value.become(next, at, "run " + run, null)));
      }
    }
    return Optional.empty();
  }

  private Cluster cluster(String caseId) {
    Cluster cluster = clusters.get(caseId);
    if (cluster == null) {
      throw new InvalidInputException(
          Problem.of("failure case", caseId, "one there is").next("see assay failures list"));
    }
    return cluster;
  }

  private FailureCase put(Cluster cluster, FailureCase value) {
    cluster.value = value;
    changed.add(value.id());
    return value;
  }

  /** The binary form, version 1. */
  public byte[] toBytes() {
    return CaseState.write(clusters, members, changed, forgotten);
  }

  /**
   * Reads the binary form, to go on by these settings.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static FailureCases fromBytes(byte[] bytes, ClusterSettings settings) {
    CaseState.Read state = CaseState.read(bytes);
    FailureCases read = new FailureCases(settings);
    read.clusters.putAll(state.clusters());
    read.members.putAll(state.members());
    read.forgotten = state.forgotten();
    read.changed.addAll(state.changed());
    return read;
  }
}

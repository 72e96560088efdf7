package dev.assay.server.pipeline;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Subject;
import dev.assay.server.store.Decision;
import dev.assay.server.store.Dimensions;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.InteractionRow;
import dev.assay.server.store.ListedInteraction;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredExternalScore;
import dev.assay.server.store.StoredSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The interactions of the last while, and those of the store that something came for. Bounded by
 * number, and by how much content is held for a second look. For one thread.
 */
final class Recent {

  // How far from now an interaction is looked for that a signal is about.
  private static final Duration BACK = Duration.ofDays(7);
  private static final Duration AHEAD = Duration.ofHours(1);

  private final Store store;
  private final int most;
  private final long mostCharacters;
  private final LinkedHashMap<String, Known> byId = new LinkedHashMap<>();
  private final LinkedHashMap<String, Long> holding = new LinkedHashMap<>();
  private final Map<String, List<String>> byTrace = new HashMap<>();
  private final Map<String, Map<String, String>> owners = new HashMap<>();
  private final Map<String, String> byResponse = new HashMap<>();
  private final Map<String, String> byConversation = new HashMap<>();
  private final Shared<Dimensions> dimensions = new Shared<>();
  private final Shared<List<Decision>> decisions = new Shared<>();
  private long weight;
  private long characters;
  private long released;
  private long draft = 1;
  // Whether all that was told is held: the store was empty at first, and nothing was let go.
  private boolean everything;

  /**
   * Begins with nothing.
   *
   * @param most how many are held; of those that much was said of, fewer
   * @param mostCharacters how much of their content is held
   * @param empty whether the store holds no interaction yet
   */
  Recent(Store store, int most, long mostCharacters, boolean empty) {
    this.store = store;
    this.most = most;
    this.mostCharacters = mostCharacters;
    this.everything = empty;
  }

  /** Holds an interaction, with its content if there is any that may yet be needed. */
  void add(Known known, boolean content) {
    String id = known.key().id();
    known.draft = draft;
    if (put(id, known) == null) {
      index(known);
    }
    held(known, content);
  }

  private @Nullable Known put(String id, Known known) {
    Known before = byId.put(id, known);
    // The same one may come again, and weigh more.
    weight -= before == null ? 0 : before.weight();
    weight += known.weigh();
    return before;
  }

  // Not by what it shares with others, which may lie in the store: that knows the latest of them.
  private void addLoaded(Known known) {
    known.draft = 0;
    put(known.key().id(), known);
    held(known, false);
  }

  private void held(Known known, boolean content) {
    String id = known.key().id();
    if (content) {
      long size = known.contentCharacters();
      Long before = holding.put(id, size);
      characters += size - (before == null ? 0 : before);
    } else {
      strip(known);
    }
  }

  private void index(Known known) {
    String id = known.key().id();
    String trace = known.row.links().traceId();
    if (trace != null) {
      byTrace.merge(trace, List.of(id), Recent::both);
    }
    String response = known.row.links().responseId();
    if (response != null) {
      byResponse.put(response, id);
    }
    String conversation = known.row.links().conversation();
    if (conversation != null) {
      Known latest = byId.get(byConversation.getOrDefault(conversation, ""));
      if (latest == null || !latest.key().startedAt().isAfter(known.key().startedAt())) {
        byConversation.put(conversation, id);
      }
    }
  }

  private static List<String> both(List<String> some, List<String> others) {
    List<String> both = new ArrayList<>(some);
    both.addAll(others);
    return List.copyOf(both);
  }

  /** A row in which what many rows say is one. */
  InteractionRow shared(InteractionRow row) {
    return new InteractionRow(
        row.key(),
        row.links(),
        dimensions.one(row.dimensions()),
        row.operation(),
        row.outcome(),
        decisions.one(row.decisions()));
  }

  /** Says to which interactions the spans of a trace belong. */
  void owners(String traceId, Map<String, String> ofSpans) {
    // Of one interaction alone every span is.
    if (byTrace.getOrDefault(traceId, List.of()).size() > 1) {
      owners.put(traceId, ofSpans);
    }
  }

  /** The number of the draft that what comes now goes into. */
  void draft(long number) {
    draft = number;
  }

  /** Something about an interaction goes into the draft. */
  void changed(Known known) {
    known.draft = draft;
  }

  /**
   * Lets go of what is older than there is room for.
   *
   * @param stored the draft up to which all is stored: what is in a later one is needed
   */
  void trim(Instant now, long stored) {
    Iterator<Map.Entry<String, Long>> oldest = holding.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<String, Long> next = oldest.next();
      Known known = byId.get(next.getKey());
      boolean over =
          known == null || known.decision == null || now.isAfter(known.decision.heldUntil());
      if (!over && characters <= mostCharacters) {
        break;
      }
      characters -= next.getValue();
      oldest.remove();
      released++;
      if (known != null) {
        strip(known);
      }
    }
    Iterator<Known> first = byId.values().iterator();
    while (weight > most && first.hasNext()) {
      Known known = first.next();
      if (known.draft <= stored) {
        everything = false;
        first.remove();
        forget(known);
      }
    }
  }

  private static void strip(Known known) {
    known.observed = Rows.stripped(known.observed);
  }

  private void forget(Known known) {
    String id = known.key().id();
    weight -= known.weight();
    Long held = holding.remove(id);
    characters -= held == null ? 0 : held;
    String trace = known.row.links().traceId();
    if (trace != null) {
      byTrace.remove(trace);
      owners.remove(trace);
    }
    byResponse.remove(String.valueOf(known.row.links().responseId()), id);
    byConversation.remove(String.valueOf(known.row.links().conversation()), id);
  }

  /** Interactions of a user who is to be forgotten. */
  List<Known> of(String user, Collection<String> ids) {
    Set<String> theirs = new HashSet<>(ids);
    List<Known> found = new ArrayList<>();
    for (Known each : byId.values()) {
      if (user.equals(each.row.links().userHash()) || theirs.contains(each.key().id())) {
        found.add(each);
      }
    }
    return found;
  }

  /** Forgets an interaction that was deleted. */
  void delete(Known known) {
    Known held = byId.remove(known.key().id());
    if (held != null) {
      forget(held);
    }
  }

  /** Whether the content of an interaction is held. */
  boolean holds(Known known) {
    return holding.containsKey(known.key().id());
  }

  @Nullable Known held(String id) {
    return byId.get(id);
  }

  /** An interaction by its key, held or out of the store. */
  Optional<Known> find(InteractionKey key) {
    Known known = byId.get(key.id());
    return known == null ? load(key.id(), key.startedAt()) : Optional.of(known);
  }

  /** What a signal or score is about; of several interactions of a trace the last. */
  Optional<Known> find(Subject subject, Instant now) {
    String id = id(subject);
    if (id != null && byId.containsKey(id)) {
      return Optional.of(byId.get(id));
    }
    return store
        .interactions()
        .resolve(subject, now.minus(BACK), now.plus(AHEAD))
        .flatMap(key -> find(key));
  }

  private @Nullable String id(Subject subject) {
    if (subject.interactionId() != null) {
      return subject.interactionId();
    }
    String trace = subject.traceId();
    if (trace != null) {
      String span = subject.spanId();
      String owner = span == null ? null : owners.getOrDefault(trace, Map.of()).get(span);
      List<String> ids = byTrace.getOrDefault(trace, List.of());
      return owner != null ? owner : ids.isEmpty() ? null : ids.get(ids.size() - 1);
    }
    if (subject.responseId() != null) {
      return byResponse.get(subject.responseId());
    }
    return byConversation.get(String.valueOf(subject.conversation()));
  }

  private Optional<Known> load(String id, Instant startedAt) {
    return Optional.ofNullable(load(List.of(new InteractionKey(id, startedAt))).get(id));
  }

  /** Those traces of these interactions that have others in the store. */
  Set<String> toldTraces(Collection<ObservedInteraction> parts) {
    Set<String> traces = new HashSet<>();
    Instant from = Instant.MAX;
    Instant to = Instant.MIN;
    for (ObservedInteraction part : parts) {
      traces.add(String.valueOf(part.traceId()));
      from = part.startedAt().isBefore(from) ? part.startedAt() : from;
      to = part.startedAt().isAfter(to) ? part.startedAt() : to;
    }
    return store.interactions().existingTraces(traces, from.minus(AHEAD), to.plus(AHEAD));
  }

  /** Gets interactions out of the store, unless they are here, of which something is to come. */
  void expect(Collection<InteractionKey> keys) {
    Map<String, InteractionKey> missing = new LinkedHashMap<>();
    for (InteractionKey key : keys) {
      if (!byId.containsKey(key.id())) {
        missing.put(key.id(), key);
      }
    }
    if (missing.size() > 1) {
      load(List.copyOf(missing.values()));
    }
  }

  /** Those of these interactions, none of which is held, that were told before, by id. */
  Map<String, Known> told(List<InteractionKey> keys) {
    return everything ? Map.of() : load(keys);
  }

  private Map<String, Known> load(List<InteractionKey> keys) {
    Map<String, Known> loaded = new LinkedHashMap<>();
    List<InteractionKey> found = new ArrayList<>();
    for (ListedInteraction each : store.interactions().rows(keys)) {
      Known known = new Known(each.row(), Rows.observed(each.row(), null));
      known.contentStored = each.hasContent();
      known.followed = false;
      loaded.put(known.key().id(), known);
      found.add(known.key());
    }
    if (found.isEmpty()) {
      return loaded;
    }
    for (Evaluation each : store.evidence().evaluations(found)) {
      known(loaded, each.interaction()).evaluations.put(each);
    }
    for (StoredSignal each : store.evidence().signals(found)) {
      known(loaded, each.interaction()).add(each.signal());
    }
    for (StoredExternalScore each : store.evidence().externalScores(found)) {
      known(loaded, each.interaction()).addScore(each.score().id());
    }
    loaded.values().forEach(this::addLoaded);
    return loaded;
  }

  private static Known known(Map<String, Known> loaded, @Nullable InteractionKey key) {
    return Objects.requireNonNull(loaded.get(Objects.requireNonNull(key).id()));
  }

  int size() {
    return byId.size();
  }

  long characters() {
    return characters;
  }

  /** How many contents were let go, when their time was over or for want of room. */
  long released() {
    return released;
  }
}

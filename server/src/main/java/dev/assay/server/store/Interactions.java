package dev.assay.server.store;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads interactions.
 *
 * @since 0.1
 */
public interface Interactions {

  /** A page of those that match, newest first. */
  Page<ListedInteraction> page(InteractionFilter filter, PageRequest request);

  /** How many match. */
  long count(InteractionFilter filter);

  /**
   * How many match, by when they began.
   *
   * @param step how long the stretches of time are that are counted in, from 1970 on
   * @return by the start of each stretch; those in which there is none are left out
   */
  SortedMap<Instant, Long> counts(InteractionFilter filter, Duration step);

  /**
   * Hands over every row that matches, oldest first, some at a time: rows that come or change
   * meanwhile may be among them or not.
   */
  void scan(InteractionFilter filter, Consumer<ListedInteraction> sink);

  /**
   * One interaction.
   *
   * @param startedAt when it began, if known: much faster on large stores
   */
  Optional<ListedInteraction> find(String id, @Nullable Instant startedAt);

  /** One interaction with everything about it. */
  Optional<InteractionDetail> detail(String id, @Nullable Instant startedAt);

  /**
   * The interactions of a trace, oldest first, at most 1,000.
   *
   * @param near when it was, within a day, if known: much faster on large stores
   */
  List<ListedInteraction> trace(String traceId, @Nullable Instant near);

  /** The interactions of a conversation in a time, oldest first, at most 1,000. */
  List<ListedInteraction> conversation(String conversation, Instant from, Instant to);

  /** The contents, by interaction id, of those that have one. */
  Map<String, Interaction> contents(Collection<InteractionKey> keys);

  /** The rows of those that are stored, in no order. */
  List<ListedInteraction> rows(Collection<InteractionKey> keys);

  /** Of which of these it is kept what was said, by id. */
  Set<String> kept(Collection<InteractionKey> keys);

  /** Which of these are stored, by id. */
  Set<String> existing(Collection<InteractionKey> keys);

  /** Which of these traces have an interaction that began in {@code [from, to)}. */
  Set<String> existingTraces(Collection<String> traceIds, Instant from, Instant to);

  /**
   * What a signal or a score from outside is about: of several, the latest that began in {@code
   * [from, to)}.
   */
  Optional<InteractionKey> resolve(Subject subject, Instant from, Instant to);
}

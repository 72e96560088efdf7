package dev.assay.monitor.behaviour;

import static java.util.Objects.requireNonNull;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Subject;
import dev.assay.core.model.EmbeddingModel;
import dev.assay.core.model.ModelException;
import dev.assay.monitor.internal.Fingerprint;
import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Derives signals from what users do next: they say the same in other words, send the same again,
 * or leave an answer that invited one.
 *
 * <p>Every signal is about the earlier interaction. Its id is a fingerprint of the rule and the
 * interactions, so that reading traffic again gives no other signals; its source names the rule
 * with its version and numbers. Interactions of a conversation wait until they are settled, and are
 * then looked at in the order in which they began: what comes in another order within that time
 * gives the same signals, and what comes later gives none.
 *
 * <p>{@code now} is the time up to which everything was read, by the clock that stamps what is
 * received; an engine that is behind must not give the time on the wall, by which a user whose next
 * message was not yet read seems to have left. For one thread.
 *
 * @since 0.1
 */
public final class Conversations {

  private static final String KIND = "behaviour.conversations";
  private static final int VERSION = 1;
  private static final String REPHRASE = "rephrase/1";
  private static final String RETRY = "retry/1";
  private static final String ABANDON = "abandon/1";
  private static final int KEY_LENGTH = 32;
  private static final Duration READING = Duration.ofSeconds(1);

  private final BehaviourRules rules;
  private final @Nullable EmbeddingModel model;
  // In the order in which they were last touched.
  private final LinkedHashMap<String, Conversation> conversations = new LinkedHashMap<>();
  private final Agenda agenda = new Agenda();
  private long late;
  private long dropped;
  private long notCompared;

  /**
   * Starts with no conversation.
   *
   * @param model compares messages; null to find no rephrasing
   */
  public Conversations(BehaviourRules rules, @Nullable EmbeddingModel model) {
    this.rules = requireNonNull(rules, "rules");
    this.model = model;
  }

  /**
   * How many there were of what.
   *
   * @param open conversations that are kept
   * @param late interactions that came after others of their conversation had been settled, and
   *     gave no signal
   * @param dropped conversations forgotten early, for there were too many
   * @param notCompared pairs of messages of which the model could give no vectors
   */
  public record Counts(long open, long late, long dropped, long notCompared) {}

  /** How many there were of what. */
  public Counts counts() {
    return new Counts(conversations.size(), late, dropped, notCompared);
  }

  /**
   * Takes an interaction that is complete.
   *
   * @return what can be told by now, of this and other conversations, in order of time
   */
  public List<Signal> closed(ObservedInteraction observed, Instant now) {
    return closed(observed, now, now);
  }

  /**
   * Takes an interaction that is complete.
   *
   * @param clock what the clock says, which may be ahead of {@code now} when it was set: an
   *     interaction that begins later is none
   * @return what can be told by now, of this and other conversations, in order of time
   */
  public List<Signal> closed(ObservedInteraction observed, Instant now, Instant clock) {
    String id = observed.interaction().conversation();
    if (id != null && !id.isEmpty() && plausible(observed, clock)) {
      String key = key(observed, id);
      Conversation conversation = touched(key);
      Turn turn = Turn.of(observed);
      if (conversation.isPast(turn) && !conversation.knows(turn)) {
        late++;
      } else if (!conversation.knows(turn)) {
        conversation.await(turn, now);
      }
      queue(key, conversation);
    }
    return due(now);
  }

  private boolean plausible(ObservedInteraction observed, Instant now) {
    return observed.id().length() <= Turn.LONGEST_ID
        && observed.startedAt().isAfter(Instant.EPOCH)
        && !observed.startedAt().isAfter(now.plus(rules.settle()));
  }

  /**
   * Takes note that a user did something about an interaction, so that they have not left.
   *
   * @param about the interaction
   */
  public void heard(ObservedInteraction about, Instant at) {
    String id = about.interaction().conversation();
    Conversation conversation = id == null ? null : conversations.get(key(about, id));
    if (conversation != null) {
      conversation.heard(at);
      queue(key(about, requireNonNull(id)), conversation);
    }
  }

  /**
   * Waits anew for what users do next, after a while in which nobody listened: what came meanwhile
   * was not heard, or comes only now.
   */
  public void listenAgain(Instant now) {
    conversations.forEach(
        (key, conversation) -> {
          conversation.listenAgain(now);
          queue(key, conversation);
        });
  }

  /** Forgets the conversation of an interaction that is to be forgotten, with all its turns. */
  public void forget(ObservedInteraction about) {
    String id = about.interaction().conversation();
    if (id != null) {
      conversations.remove(key(about, id));
    }
  }

  /** Forgets the conversations of which one of these interactions is a part that is held. */
  public void forget(Set<String> interactionIds) {
    conversations.values().removeIf(each -> each.holds(interactionIds));
  }

  /** What can be told by now, in order of time; also forgets what nothing more can be told of. */
  public List<Signal> due(Instant now) {
    List<Signal> signals = new ArrayList<>();
    for (String key = agenda.next(now); key != null; key = agenda.next(now)) {
      Conversation conversation = conversations.get(key);
      if (conversation != null) {
        conversation.lookAt(Instant.MAX);
        if (!conversation.due(rules).isAfter(now)) {
          look(conversation, now, signals);
        }
        if (conversation.over(now, rules)) {
          conversations.remove(key);
        } else {
          queue(key, conversation);
        }
      }
    }
    signals.sort(Comparator.comparing(Signal::at).thenComparing(Signal::id));
    return signals;
  }

  private void look(Conversation conversation, Instant now, List<Signal> signals) {
    for (Conversation.Waiting ripe : conversation.ripe(now.minus(rules.settle()))) {
      settle(conversation, ripe.turn(), ripe.received(), signals);
    }
    if (conversation.left(now, rules.abandonAfter())) {
      Turn newest = requireNonNull(conversation.newest());
      conversation.noticed();
      signals.add(
          new Signal(
              Fingerprint.of(ABANDON, newest.id()),
              Signal.Kind.ABANDON,
              Subject.ofInteraction(newest.id()),
              newest.end().plus(rules.abandonAfter()),
              ABANDON + " nothing for " + rules.abandonAfter(),
              null));
    }
  }

  private void settle(
      Conversation conversation, Turn turn, Instant received, List<Signal> signals) {
    Turn before = conversation.newest();
    if (conversation.isPast(turn)) {
      late++;
      return;
    }
    if (before != null && goesOn(before, turn)) {
      boolean beside = turn.fresh() && turn.start().isBefore(before.end());
      conversation.settled(beside ? before.beside(turn) : before.continuedBy(turn), received);
      return;
    }
    float @Nullable [] vector = null;
    if (before != null && !turn.start().isBefore(before.end())) {
      Duration pause = Duration.between(before.end(), turn.start());
      if (retries(before, turn, pause)) {
        signals.add(
            about(before, turn, Signal.Kind.RETRY, RETRY, " within " + rules.retryWithin()));
      } else if (comparable(before, turn, pause)) {
        vector = vector(turn);
        if (sameMeaning(conversation, vector)) {
          signals.add(about(before, turn, Signal.Kind.REPHRASE, REPHRASE, rephraseRule()));
        }
      }
    }
    conversation.settled(turn, received);
    conversation.vector(vector);
  }

  // A program that calls a model again about the same message, to classify it or to try once more,
  // does so at once; a person reads first.
  private static boolean goesOn(Turn before, Turn turn) {
    return !turn.fresh()
        || (turn.sameMessage(before) && turn.start().isBefore(before.end().plus(READING)));
  }

  private boolean retries(Turn before, Turn turn, Duration pause) {
    UserMessage message = turn.message();
    return message != null
        && message.substantial()
        && turn.sameMessage(before)
        && pause.compareTo(rules.retryWithin()) <= 0;
  }

  private boolean comparable(Turn before, Turn turn, Duration pause) {
    String first = text(before);
    String second = text(turn);
    return model != null
        && first != null
        && second != null
        && pause.compareTo(rules.rephraseWithin()) <= 0
        && !UserMessage.namesOtherNumbers(first, second);
  }

  private boolean sameMeaning(Conversation conversation, float @Nullable [] vector) {
    float[] before = conversation.vector();
    if (before == null) {
      before = vector(requireNonNull(conversation.newest()));
    }
    if (before == null || vector == null) {
      notCompared++;
      return false;
    }
    double cosine = 0;
    for (int i = 0; i < vector.length; i++) {
      cosine += (double) vector[i] * before[i];
    }
    return cosine >= rules.rephraseSimilarity();
  }

  private float @Nullable [] vector(Turn turn) {
    String text = text(turn);
    if (text == null || model == null || !model.knows(text)) {
      return null;
    }
    try {
      return model.embed(text);
    } catch (ModelException e) {
      return null;
    }
  }

  private static @Nullable String text(Turn turn) {
    UserMessage message = turn.message();
    return message == null ? null : message.text();
  }

  private String rephraseRule() {
    return " similarity >= "
        + rules.rephraseSimilarity()
        + " within "
        + rules.rephraseWithin()
        + " by "
        + (model == null ? "" : model.version());
  }

  private static Signal about(
      Turn before, Turn turn, Signal.Kind kind, String rule, String numbers) {
    return new Signal(
        Fingerprint.of(rule, before.id(), turn.id()),
        kind,
        Subject.ofInteraction(before.id()),
        turn.start(),
        rule + numbers,
        null);
  }

  private Conversation touched(String key) {
    Conversation known = conversations.remove(key);
    Conversation conversation = known == null ? new Conversation() : known;
    conversations.put(key, conversation);
    if (conversations.size() > rules.mostConversations()) {
      conversations.remove(conversations.keySet().iterator().next());
      dropped++;
    }
    return conversation;
  }

  private void queue(String key, Conversation conversation) {
    if (agenda.crowded(conversations.size())) {
      agenda.clear();
      conversations.forEach(
          (each, value) -> {
            value.lookAt(value.due(rules));
            agenda.add(value.lookAt(), each);
          });
      return;
    }
    // If it is looked at earlier, it is found then that there is nothing to do yet.
    Instant due = conversation.due(rules);
    if (due.isBefore(conversation.lookAt())) {
      conversation.lookAt(due);
      agenda.add(due, key);
    }
  }

  private static String key(ObservedInteraction observed, String conversation) {
    return Fingerprint.of(
        Optional.ofNullable(observed.app()).orElse(""),
        Optional.ofNullable(observed.environment()).orElse(""),
        conversation);
  }

  /** The binary form, version 1. Vectors are not in it: they are made again when asked for. */
  public byte[] toBytes() {
    StateWriter out = new StateWriter(KIND, VERSION);
    out.count(late);
    out.count(dropped);
    out.count(notCompared);
    out.count(conversations.size());
    conversations.forEach(
        (key, conversation) -> {
          out.text(key);
          conversation.write(out);
        });
    return out.toBytes();
  }

  /**
   * Reads the binary form, to go on by these rules and with this model.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static Conversations fromBytes(
      byte[] bytes, BehaviourRules rules, @Nullable EmbeddingModel model) {
    StateReader in = new StateReader(bytes, KIND, VERSION);
    Conversations read = new Conversations(rules, model);
    read.late = in.count(Long.MAX_VALUE);
    read.dropped = in.count(Long.MAX_VALUE);
    read.notCompared = in.count(Long.MAX_VALUE);
    int size = in.size(Integer.MAX_VALUE, KEY_LENGTH);
    for (int i = 0; i < size; i++) {
      String key = in.text(KEY_LENGTH);
      Conversation conversation = Conversation.read(in);
      if (read.conversations.put(key, conversation) != null) {
        throw in.refuse("a conversation twice", "each once");
      }
      read.queue(key, conversation);
    }
    in.end();
    while (read.conversations.size() > rules.mostConversations()) {
      read.conversations.remove(read.conversations.keySet().iterator().next());
      read.dropped++;
    }
    return read;
  }
}

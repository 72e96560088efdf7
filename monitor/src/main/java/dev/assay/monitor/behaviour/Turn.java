package dev.assay.monitor.behaviour;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an interaction to understand what the user does next.
 *
 * @param id the interaction
 * @param start when it began
 * @param end when its answer was complete
 * @param fresh whether the user had just said something; else it goes on with what they said before
 * @param message what they said, if that is known
 * @param invites whether its answer asks for something to follow
 */
record Turn(
    String id,
    Instant start,
    Instant end,
    boolean fresh,
    @Nullable UserMessage message,
    boolean invites) {

  static final Comparator<Turn> BY_TIME = Comparator.comparing(Turn::start).thenComparing(Turn::id);

  private static final double LONGEST_MILLIS = Duration.ofDays(1).toMillis();
  // Year 5138: no sum with a duration of ours overflows.
  private static final long MOST_SECONDS = 100_000_000_000L;

  static final int LONGEST_ID = 1000;

  static Turn of(ObservedInteraction observed) {
    Interaction interaction = observed.interaction();
    Optional<UserMessage> message = UserMessage.newest(interaction);
    // Where the content was dropped nobody knows; then it has nothing to do with what was before.
    boolean fresh = message.isPresent() || interaction.input().isEmpty();
    return new Turn(
        observed.id(),
        observed.startedAt(),
        end(observed),
        fresh,
        message.orElse(null),
        Invitation.in(interaction));
  }

  /** When the answer was complete. */
  static Instant end(ObservedInteraction observed) {
    Double latency = observed.interaction().latencyMillis();
    if (latency == null || !(latency > 0)) {
      return observed.startedAt();
    }
    return observed.startedAt().plusMillis((long) Math.min(latency, LONGEST_MILLIS));
  }

  /** The same exchange, gone on with: still about the message of this, answered by the other. */
  Turn continuedBy(Turn next) {
    return new Turn(next.id, next.start, next.end, fresh, message, next.invites);
  }

  /** The same exchange, at the same time as another that is about the same message. */
  Turn beside(Turn other) {
    return new Turn(id, start, end.isAfter(other.end) ? end : other.end, fresh, message, invites);
  }

  /** Whether both are about the same words. */
  boolean sameMessage(Turn other) {
    return message != null && other.message != null && message.hash() == other.message.hash();
  }

  void write(StateWriter out) {
    out.text(id);
    time(out, start);
    time(out, end);
    out.flag(fresh);
    out.flag(invites);
    out.flag(message != null);
    if (message != null) {
      out.bits(message.hash());
      out.flag(message.substantial());
      out.flag(message.text() != null);
      if (message.text() != null) {
        out.text(message.text());
      }
    }
  }

  static Turn read(StateReader in) {
    String id = in.text(LONGEST_ID);
    Instant start = time(in);
    Instant end = time(in);
    boolean fresh = in.flag();
    boolean invites = in.flag();
    UserMessage message = null;
    if (in.flag()) {
      long hash = in.bits();
      boolean substantial = in.flag();
      message = new UserMessage(hash, in.flag() ? in.text(UserMessage.LONGEST) : null, substantial);
    }
    return new Turn(id, start, end, fresh, message, invites);
  }

  static void time(StateWriter out, Instant at) {
    out.signed(at.getEpochSecond());
    out.count(at.getNano());
  }

  static Instant time(StateReader in) {
    long seconds = in.signed();
    long nanos = in.count(999_999_999);
    if (Math.abs(seconds) > MOST_SECONDS) {
      throw in.refuse("time " + seconds, "a time there is");
    }
    return Instant.ofEpochSecond(seconds, nanos);
  }
}

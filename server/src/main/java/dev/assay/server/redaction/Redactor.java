package dev.assay.server.redaction;

import dev.assay.core.interaction.ExternalScore;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.otel.record.RecordBatch;
import dev.assay.server.collector.IntakeFilter;
import dev.assay.server.config.UserIds;
import java.util.Objects;

/**
 * Takes out of what arrives what must not be stored.
 *
 * <p>Personal data, credentials and configured shapes are replaced by words for their kinds, such
 * as {@code [EMAIL]}, in every text but ids, names and words of operational attributes. Where
 * content is switched off, or nobody may look at it, only attributes known to be operational are
 * left, by {@link dev.assay.otel.span.SpanKeys}; so an attribute nobody has heard of is content.
 * Users' ids become hashes; conversations' ids stay.
 *
 * <p>The same in, the same out: what is sent twice is stored once. A text that cannot be searched
 * to its end is dropped and counted, never stored as it is. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class Redactor implements IntakeFilter {

  private final Tally tally = new Tally();
  private final ValueRedactor values;
  private final ContentSwitch contentSwitch;
  private final ContentKeeper keeper;
  private final InteractionRedactor interactions;
  private final UserHashes userHashes;
  private final UserIds.Mode users;

  private Redactor(RedactionSettings settings, UserHashes userHashes, ContentKeeper keeper) {
    this.userHashes = userHashes;
    this.users = settings.users();
    this.values = new ValueRedactor(TextRedactor.of(settings, tally), users, userHashes, tally);
    this.contentSwitch = new ContentSwitch(settings.content());
    this.keeper = keeper;
    this.interactions = new InteractionRedactor(values, contentSwitch, tally);
  }

  /**
   * Redacts by {@code settings}.
   *
   * @throws dev.assay.core.problem.InvalidInputException if a detector, region or pattern is wrong
   */
  public static Redactor of(
      RedactionSettings settings, UserHashes userHashes, ContentKeeper keeper) {
    return new Redactor(
        Objects.requireNonNull(settings, "settings"),
        Objects.requireNonNull(userHashes, "userHashes"),
        Objects.requireNonNull(keeper, "keeper"));
  }

  /** What may be stored of a batch: the same records, with less in them. */
  @Override
  public RecordBatch apply(RecordBatch batch) {
    return new RecordRedactor(values, contentSwitch, keeper, tally).redact(batch);
  }

  /** What may be stored of an interaction; with a feature that its trace inherited, once more. */
  public ObservedInteraction redact(ObservedInteraction observed) {
    return interactions.redact(observed);
  }

  /** What may be stored of a signal. */
  public Signal redact(Signal signal) {
    return interactions.redact(signal);
  }

  /** What may be stored of a score from outside. */
  public ExternalScore redact(ExternalScore score) {
    return interactions.redact(score);
  }

  /** A text that a person or an application wrote, without what must not be stored. */
  public String redact(String text) {
    return values.text(text);
  }

  /**
   * By what a user is known in the store, for deletion and search by user: what was stored before
   * ids were dropped is under their hashes.
   */
  public String storedUser(String id) {
    return users == UserIds.Mode.KEEP ? id : userHashes.hash(id);
  }

  /** What was taken out so far. */
  public RedactionCounts counts() {
    return tally.counts();
  }
}

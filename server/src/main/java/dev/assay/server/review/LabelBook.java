package dev.assay.server.review;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Batch;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.Label;
import dev.assay.server.store.Store;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where people's answers are written down: each is in the store together with its entry in the
 * audit log when the method returns. Who answers the same question again takes the place of what
 * they said before.
 *
 * @since 0.1
 */
public final class LabelBook {

  private static final String ADJUDICATION = "adjudication/";
  private static final int LONGEST_COMMENT = 4_000;

  private final Store store;

  /** Of this store. */
  public LabelBook(Store store) {
    this.store = requireNonNull(store, "store");
  }

  /**
   * An answer.
   *
   * @param passed whether it is good enough
   * @param value the grade, where the question has a scale; null for none
   * @param failureMode how it failed, if it did
   * @param expected what the answer should have been
   * @param comment in the person's own words; 4,000 characters of each text are kept
   */
  public record Answer(
      boolean passed,
      @Nullable Double value,
      @Nullable FailureMode failureMode,
      @Nullable String expected,
      @Nullable String comment) {

    /** Checks and shortens the parts. */
    public Answer {
      failureMode = passed ? null : failureMode;
      expected = shortened(expected);
      comment = shortened(comment);
    }

    private static @Nullable String shortened(@Nullable String text) {
      if (text == null || text.length() <= LONGEST_COMMENT) {
        return text;
      }
      boolean torn = Character.isHighSurrogate(text.charAt(LONGEST_COMMENT - 1));
      return text.substring(0, torn ? LONGEST_COMMENT - 1 : LONGEST_COMMENT);
    }
  }

  /**
   * What a person makes of an interaction.
   *
   * @param evaluator whose question is answered; null for the answer as a whole
   */
  public Label give(
      InteractionKey interaction,
      @Nullable String evaluator,
      Answer answer,
      String person,
      Instant at) {
    String id = "review/" + named(evaluator) + "/" + interaction.id() + "/" + person;
    return put(label(id, interaction, evaluator, answer, person, at), person, at);
  }

  /**
   * Decides where people disagree.
   *
   * @param evaluator whose question is answered; null for the answer as a whole
   */
  public Label adjudicate(
      InteractionKey interaction,
      @Nullable String evaluator,
      Answer answer,
      String person,
      Instant at) {
    String id = ADJUDICATION + named(evaluator) + "/" + interaction.id();
    Label label = label(id, interaction, evaluator, answer, person, at);
    commit(label, person, at, "label.adjudicate");
    return label;
  }

  private static String named(@Nullable String evaluator) {
    return evaluator == null ? "-" : evaluator;
  }

  private static Label label(
      String id,
      InteractionKey interaction,
      @Nullable String evaluator,
      Answer answer,
      String person,
      Instant at) {
    return new Label(
        id,
        interaction,
        evaluator,
        person,
        answer.value(),
        answer.passed(),
        answer.failureMode(),
        answer.expected(),
        answer.comment(),
        at);
  }

  /**
   * Writes a label that came as a whole.
   *
   * @param actor who wrote it, which may be another than whose it is
   * @throws InvalidInputException if its id is that of an adjudication
   */
  public Label put(Label label, String actor, Instant at) {
    if (isAdjudication(label)) {
      throw new InvalidInputException(
          Problem.of("id", label.id(), "one that does not begin with " + ADJUDICATION));
    }
    commit(label, actor, at, "label.give");
    return label;
  }

  private void commit(Label label, String actor, Instant at, String action) {
    String question =
        label.evaluator() == null ? "as a whole" : "as " + label.evaluator() + " asks";
    store.commit(
        Batch.builder()
            .put(label)
            .put(
                new AuditEntry(
                    UUID.randomUUID().toString(),
                    at,
                    actor,
                    action,
                    label.interaction().id(),
                    question + ", by " + label.annotator()))
            .build());
  }

  /** Whether a label decides where people disagreed. */
  static boolean isAdjudication(Label label) {
    return label.id().startsWith(ADJUDICATION);
  }
}

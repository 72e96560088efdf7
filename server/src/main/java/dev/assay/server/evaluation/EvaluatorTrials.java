package dev.assay.server.evaluation;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorExpression;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.Deed;
import dev.assay.server.api.OverloadedException;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * Tries an evaluator on a text that a person typed: bound and asked as everywhere else, within
 * bounds of time and text, two at once. Each is in the audit log, without the text.
 *
 * @since 0.1
 */
public final class EvaluatorTrials implements AutoCloseable {

  /** The longest text, all of it together, in characters. */
  public static final int LONGEST_TEXT = 100_000;

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int AT_ONCE = 2;

  private final EvaluatorRegistry registry;
  private final EvaluatorContext context;
  private final Store store;
  private final Scoring scoring = Scoring.within(LONGEST, LONGEST_TEXT);
  private final Semaphore room = new Semaphore(AT_ONCE);

  /**
   * Of these evaluators.
   *
   * @param context where models come from; stays open and belongs to the caller
   */
  public EvaluatorTrials(EvaluatorRegistry registry, EvaluatorContext context, Store store) {
    this.registry = requireNonNull(registry, "registry");
    this.context = requireNonNull(context, "context");
    this.store = requireNonNull(store, "store");
  }

  /** All evaluators that are installed. */
  public EvaluatorRegistry registry() {
    return registry;
  }

  /**
   * Makes the evaluator of an expression, as the command line has them.
   *
   * @throws InvalidInputException if it is none, is more than one, or lacks a model or a key
   */
  public BoundEvaluator bind(String expression) {
    List<EvaluatorSpec> specs = EvaluatorExpression.parse(expression);
    if (specs.size() != 1) {
      throw new InvalidInputException(
          Problem.of("evaluator", specs.size() + " of them", "one at a time"));
    }
    return registry.bind(specs.get(0), context);
  }

  /**
   * What an evaluator says of a text, and what it cost.
   *
   * @throws OverloadedException if as many are tried as may
   */
  public Score score(BoundEvaluator evaluator, Subject subject, Deed deed) {
    if (!room.tryAcquire()) {
      throw new OverloadedException(
          "evaluators are being tried by others; try again in a moment",
          Duration.ofSeconds(5),
          null);
    }
    try {
      store.commit(
          Batch.builder()
              .put(
                  new AuditEntry(
                      UUID.randomUUID().toString(),
                      deed.at(),
                      deed.actor(),
                      "evaluator.try",
                      evaluator.name(),
                      deed.note()))
              .build());
      return scoring.score(evaluator, subject);
    } finally {
      room.release();
    }
  }

  @Override
  public void close() {
    scoring.close();
  }
}

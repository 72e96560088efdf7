package dev.assay.core.evaluator.constraint;

import java.util.concurrent.CancellationException;

/** Thrown where a rule is stopped because it takes too long on a text. */
final class TookTooLong extends CancellationException {

  private static final long serialVersionUID = 1L;

  TookTooLong(String message) {
    super(message);
  }
}

package dev.assay.core.evaluator.detect;

import java.util.concurrent.CancellationException;

/**
 * Thrown where a search is stopped because it takes too long on a text.
 *
 * @since 0.1
 */
public final class TookTooLong extends CancellationException {

  private static final long serialVersionUID = 1L;

  TookTooLong(String message) {
    super(message);
  }
}

package dev.assay.server.pipeline;

import org.jspecify.annotations.Nullable;

/** The pipeline's thread is to stop at once; what was not stored is read again another time. */
final class PipelineStoppedException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  PipelineStoppedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

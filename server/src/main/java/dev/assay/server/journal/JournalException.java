package dev.assay.server.journal;

import java.util.Objects;

/**
 * A journal did not take a frame, which is therefore not acknowledged.
 *
 * @since 0.1
 */
public final class JournalException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  JournalException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  JournalException(Kind kind, String message) {
    super(message);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /** Why. */
  public Kind kind() {
    return kind;
  }

  /** Why a frame was not taken. */
  public enum Kind {
    /** More is waiting than may wait; try again shortly. */
    OVERLOADED,
    /** As much is kept as may be, or the disk has little room left; try again later. */
    FULL,
    /** The disk refuses, be it full or broken; try again later. */
    STORAGE,
    /** The journal is closed; another process may take it. */
    CLOSED,
    /** The frame is longer than any may be; trying again does not help. */
    TOO_LARGE
  }
}

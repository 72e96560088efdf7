package dev.assay.core.interaction;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something a user did about an answer.
 *
 * @param id the same however often it is sent
 * @param kind what was done
 * @param subject what it is about; may arrive before it
 * @param at when
 * @param source who says so: {@code user} for a deed reported by the application, else the name and
 *     version of the rule that derived it
 * @param comment the user's own words; hostile
 * @since 0.1
 */
public record Signal(
    String id, Kind kind, Subject subject, Instant at, String source, @Nullable String comment) {

  /** Checks the parts. */
  public Signal {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(source, "source");
  }

  /** What users do. */
  public enum Kind {
    /** Said that the answer was good. */
    THUMBS_UP(1),
    /** Said that the answer was bad. */
    THUMBS_DOWN(-1),
    /** Took the answer along. */
    COPY(1),
    /** Asked the same in other words. */
    REPHRASE(-1),
    /** Asked the same again. */
    RETRY(-1),
    /** Reported the answer as wrong or harmful. */
    REPORT(-1),
    /** Left without what was asked for. */
    ABANDON(-1),
    /** Turned to a person. */
    ESCALATE(-1),
    /** Said, or showed, that the matter is settled. */
    RESOLVED(1);

    private final int tendency;

    Kind(int tendency) {
      this.tendency = tendency;
    }

    /** 1 where it speaks for the answer, -1 where against it. */
    public int tendency() {
      return tendency;
    }

    /** Whether it speaks against the answer. */
    public boolean negative() {
      return tendency < 0;
    }
  }
}

package dev.assay.server.web.panel;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, on the axis of time.
 *
 * @param at when
 * @param kind what kind of thing
 * @param label what, in a few words; hostile
 * @param href where to read on, on this server; null for nowhere
 * @since 0.1
 */
public record AxisMark(Instant at, Kind kind, String label, @Nullable String href) {

  /** Checks the parts. */
  public AxisMark {
    requireNonNull(at, "at");
    requireNonNull(kind, "kind");
    requireNonNull(label, "label");
  }

  /** What happened; each has a sign of its own. */
  public enum Kind {
    /** An alert opened. */
    ALERT("▲", "alert"),
    /** A new version of a prompt template came. */
    PROMPT("P", "new prompt"),
    /** An evaluator's version changed. */
    EVALUATOR("E", "new evaluator version"),
    /** A new release of the application came. */
    RELEASE("R", "release"),
    /** A failure case became something else. */
    CASE("◆", "step"),
    /** Runs are of another dataset. */
    DATASET("D", "new dataset");

    private final String sign;
    private final String words;

    Kind(String sign, String words) {
      this.sign = sign;
      this.words = words;
    }

    /** What it is, of one. */
    String words() {
      return words;
    }

    /** What stands on the axis. */
    public String sign() {
      return sign;
    }

    /** As scripts spell it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

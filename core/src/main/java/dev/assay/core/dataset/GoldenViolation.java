package dev.assay.core.dataset;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Printable;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One way in which golden examples are not what was reviewed and approved.
 *
 * @param kind what sort of difference
 * @param exampleId the example, unless it is about a whole file
 * @param location where the example, or else the lock, is
 * @param what what is wrong, in words
 * @param fix what to do about it
 * @since 0.1
 */
public record GoldenViolation(
    Kind kind, @Nullable String exampleId, Location location, String what, String fix) {

  /** What sort of difference. */
  public enum Kind {
    /** Fewer than two people reviewed the example. */
    REVIEWS,
    /** There are golden examples and no approval of their file. */
    NOT_APPROVED,
    /** The example came after the approval. */
    ADDED,
    /** The example was approved and is gone, or no longer golden. */
    REMOVED,
    /** The example says something else than what was approved. */
    CHANGED,
    /** The lock's own hashes do not fit together: someone edited it. */
    LOCK_EDITED;

    /** The name as files spell it: lower case. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the parts. */
  public GoldenViolation {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(fix, "fix");
  }

  /** Gives {@code place: example: what; fix} on one line, fit for a terminal. */
  public String message() {
    String about = exampleId == null ? "" : exampleId + ": ";
    return Printable.line(location + ": " + about + what + "; " + fix);
  }

  /** The JSON form: {@code {kind, example_id?, location, what, fix}}. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object().put("kind", kind.key());
    if (exampleId != null) {
      json.put("example_id", exampleId);
    }
    return json.put("location", location.toString()).put("what", what).put("fix", fix);
  }
}

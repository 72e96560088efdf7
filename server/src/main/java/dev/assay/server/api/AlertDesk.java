package dev.assay.server.api;

import dev.assay.monitor.watch.Mark;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where people answer alerts. Each deed is durable and in the audit log when its method returns.
 *
 * <p>Methods throw {@link dev.assay.core.problem.InvalidInputException} for what they cannot do.
 *
 * @since 0.1
 */
public interface AlertDesk {

  /** The monitors as they stand, each with at least a {@code name} and a {@code kind}. */
  List<ObjectNode> monitors();

  /** Changes of prompt templates, the latest last, each held against what was before. */
  List<Mark> marks();

  /**
   * Says that somebody looks after an alert, so that it does not escalate.
   *
   * @return whether there is such an alert
   */
  boolean acknowledge(String alertId, Deed deed);

  /**
   * Takes the present for what is to be expected: the alert is resolved, and its monitor begins to
   * learn anew.
   *
   * @return whether there is such an alert that is not resolved
   */
  boolean accept(String alertId, Deed deed);

  /** Keeps alerts quiet for a time; they are still found and shown. */
  Silence silence(NewSilence silence, Deed deed);

  /** The silences that have not ended. */
  List<Silence> silences();

  /**
   * Ends a silence.
   *
   * @return whether there was one
   */
  boolean lift(String silenceId, Deed deed);

  /**
   * What to keep quiet.
   *
   * @param monitor alerts of this monitor; null for any
   * @param slice alerts about this slice, by its key; null for any
   * @param until when it ends
   */
  record NewSilence(@Nullable String monitor, @Nullable String slice, Instant until) {

    /** Checks the parts. */
    public NewSilence {
      Objects.requireNonNull(until, "until");
    }
  }

  /**
   * A silence.
   *
   * @param id names it
   * @param of what is kept quiet
   * @param by who said so, when and why
   */
  record Silence(String id, NewSilence of, Deed by) {

    /** Checks the parts. */
    public Silence {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(of, "of");
      Objects.requireNonNull(by, "by");
    }
  }
}

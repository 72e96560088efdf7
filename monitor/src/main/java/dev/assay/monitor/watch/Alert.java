package dev.assay.monitor.watch;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.interval.Estimate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that changed, as people are told.
 *
 * @param id the same through all its states
 * @param monitor the monitor that found it
 * @param kind the kind of its condition
 * @param slice the key of the slice it is about
 * @param group the key by which alerts are told together
 * @param severity how bad
 * @param state where it stands
 * @param silenced whether nobody is told for the time being
 * @param acknowledgedBy who took it on; null if nobody has
 * @param title what changed, in one line
 * @param before the level before; null where there is none
 * @param now the level since; null where there is none
 * @param change by how much, with an interval that holds whenever one looks; null where there is
 *     none
 * @param since when it changed, as far as can be told
 * @param openedAt when the alert began, by event time of what showed it
 * @param updatedAt when it last changed
 * @param resolvedAt when it was over; null while it is not
 * @param resolution why it is over; null while it is not
 * @param count of findings, or of looks that showed it
 * @param concentrations in which slices the change is larger than elsewhere, the surest first
 * @param examples ids of interactions to look at
 * @param marks changes of prompt templates about that time
 * @param wrong what it would take for this to be wrong
 * @since 0.1
 */
public record Alert(
    String id,
    String monitor,
    String kind,
    String slice,
    String group,
    Severity severity,
    AlertState state,
    boolean silenced,
    @Nullable String acknowledgedBy,
    String title,
    @Nullable Estimate before,
    @Nullable Estimate now,
    @Nullable Estimate change,
    Instant since,
    Instant openedAt,
    Instant updatedAt,
    @Nullable Instant resolvedAt,
    @Nullable String resolution,
    long count,
    List<Concentration> concentrations,
    List<String> examples,
    List<String> marks,
    String wrong) {

  /** Copies the lists. */
  public Alert {
    requireNonNull(id, "id");
    requireNonNull(state, "state");
    concentrations = List.copyOf(concentrations);
    examples = List.copyOf(examples);
    marks = List.copyOf(marks);
  }

  /**
   * A slice in which a change is larger than in the rest.
   *
   * @param slice its key
   * @param change by how much it changed there, with its 95% interval
   * @param share of the whole change that comes from there; above 1 where others went the other way
   * @param pValue of the difference from the rest, adjusted for how many slices were looked at
   *     (Benjamini and Hochberg)
   * @since 0.1
   */
  public record Concentration(String slice, Estimate change, double share, double pValue) {

    /** Checks the parts. */
    public Concentration {
      requireNonNull(slice, "slice");
      requireNonNull(change, "change");
    }
  }
}

package dev.assay.server.pipeline;

import dev.assay.otel.trace.TraceRules;
import java.time.Duration;
import java.util.Objects;

/**
 * How the pipeline works.
 *
 * @param traces when a trace is complete
 * @param openSpans spans and log records of traces in the making, before traces are told early
 * @param toldTraces traces held for what comes late; one with content or many parts counts as four
 * @param recent interactions held in memory for signals and results; three evaluations of one count
 *     as one more
 * @param heldCharacters of content held, of traces in the making and for a second look each
 * @param commitEvery how long gathering takes before it is stored
 * @param commitEntries from how many things to store on it is stored sooner
 * @param snapshotEvery how often what is in memory only is stored, before which the journal is kept
 * @param lateness how much later than it began an interaction may come
 * @param ahead how far ahead of our clock an application's clock may be
 * @param scoringThreads threads of the cheap evaluators
 * @since 0.1
 */
public record PipelineSettings(
    TraceRules traces,
    int openSpans,
    int toldTraces,
    int recent,
    long heldCharacters,
    Duration commitEvery,
    int commitEntries,
    Duration snapshotEvery,
    Duration lateness,
    Duration ahead,
    int scoringThreads) {

  /** 50,000 spans, 20,000 traces, 20,000 interactions, 32 million characters; every 2 s. */
  public static final PipelineSettings DEFAULT =
      new PipelineSettings(
          TraceRules.DEFAULT,
          50_000,
          20_000,
          20_000,
          32_000_000,
          Duration.ofSeconds(2),
          30_000,
          Duration.ofSeconds(30),
          Duration.ofDays(2),
          Duration.ofMinutes(5),
          2);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a number is below 1 or a time negative
   */
  public PipelineSettings {
    Objects.requireNonNull(traces, "traces");
    check("open_spans", openSpans);
    check("told_traces", toldTraces);
    check("recent", recent);
    check("held_characters", heldCharacters);
    check("commit_every", commitEvery.toMillis());
    check("commit_entries", commitEntries);
    check("snapshot_every", snapshotEvery.toMillis());
    check("lateness", lateness.toMillis());
    check("ahead", ahead.toMillis());
    check("scoring_threads", scoringThreads);
  }

  /** With other rules of when a trace is complete. */
  public PipelineSettings withTraces(TraceRules rules) {
    return new PipelineSettings(
        rules,
        openSpans,
        toldTraces,
        recent,
        heldCharacters,
        commitEvery,
        commitEntries,
        snapshotEvery,
        lateness,
        ahead,
        scoringThreads);
  }

  /** With another lateness. */
  public PipelineSettings withLateness(Duration longer) {
    return new PipelineSettings(
        traces,
        openSpans,
        toldTraces,
        recent,
        heldCharacters,
        commitEvery,
        commitEntries,
        snapshotEvery,
        longer,
        ahead,
        scoringThreads);
  }

  private static void check(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: at least 1)");
    }
  }
}

package dev.assay.server.pipeline;

/**
 * What the pipeline did and holds.
 *
 * @param interactions told since it began
 * @param again interactions that came again, late or sent twice
 * @param openTraces traces in the making
 * @param openSpans spans and records they hold
 * @param tracesEarly traces told before their time for want of room
 * @param late spans and records that came after their trace was told twice
 * @param tracesForgotten told traces let go early for want of room
 * @param unroutable log records that belong to no trace and say nothing by themselves
 * @param waiting signals and scores whose interaction is not known yet
 * @param recent interactions in memory
 * @param contentReleased contents that nobody was to look at and that are gone
 * @param lateInteractions that came after their minute, and count
 * @param tooLate that came too late to count
 * @param inFuture that said they had not begun yet, and do not count
 * @param cheapRate the share that cheap evaluators look at
 * @param position how far the journal is read
 * @since 0.1
 */
public record PipelineCounts(
    long interactions,
    long again,
    int openTraces,
    int openSpans,
    long tracesEarly,
    long late,
    long tracesForgotten,
    long unroutable,
    int waiting,
    int recent,
    long contentReleased,
    long lateInteractions,
    long tooLate,
    long inFuture,
    double cheapRate,
    String position) {}

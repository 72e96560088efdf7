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
 * @param recounted that were taken back as they had been counted, and counted with what came late
 * @param neverCounted slices of windows in which something taken back was not to be found
 * @param cheapRate the share that cheap evaluators look at
 * @param rulesOff whether rules that hold for what else is not drawn, but for that of errors, are
 *     off, for load lets not all content be kept
 * @param position how far the journal is read
 * @param followed what users' deeds and outcomes are derived from
 * @param watched what could not be watched as it should
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
    long recounted,
    long neverCounted,
    double cheapRate,
    boolean rulesOff,
    String position,
    Followed followed,
    Watched watched) {

  /**
   * What is followed to see how it comes out, and what was let go of.
   *
   * @param conversations that are kept
   * @param conversationsLate interactions that came after others of their conversation were settled
   * @param conversationsDropped forgotten early, for there were too many
   * @param notCompared pairs of messages of which the model could give no vectors
   * @param outcomes interactions whose outcome may still change
   * @param outcomesShare of those that wait for something that is followed now
   * @param outcomesLetGo before their time, for there were too many
   * @param outcomesUnknown scores, signals and decisions about interactions that are not followed
   * @param outcomesAfterwards that changed when their interaction was no longer in memory
   * @param casesForgotten failure cases forgotten, for there were too many; in all lives
   */
  public record Followed(
      long conversations,
      long conversationsLate,
      long conversationsDropped,
      long notCompared,
      long outcomes,
      double outcomesShare,
      long outcomesLetGo,
      long outcomesUnknown,
      long outcomesAfterwards,
      long casesForgotten) {}

  /**
   * What could not be watched as it should.
   *
   * @param findingsDropped what evaluators said, beyond what is looked at between two commits
   * @param inputsDropped questions, beyond what is compared between two commits
   * @param inputsNotCompared questions of which the model could give no vector
   * @param lateParts parts of windows that came after their bucket had been looked at
   * @param alertsRefused alerts for which there was no room
   */
  public record Watched(
      long findingsDropped,
      long inputsDropped,
      long inputsNotCompared,
      long lateParts,
      long alertsRefused) {}
}

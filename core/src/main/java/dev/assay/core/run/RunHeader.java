package dev.assay.core.run;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Partition;
import dev.assay.core.interaction.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run was, readable without its results: {@code run.json}. Holds no secret and no text of an
 * example.
 *
 * @param id the run, unique enough to name a folder
 * @param suite the suite's name
 * @param suiteFile the suite's file as given, if it came from one
 * @param suiteHash the content hash of the suite
 * @param dataset the dataset's name
 * @param datasetHash the content hash of the examples selected
 * @param planned how many examples the run is to have, by partition
 * @param selection how examples were selected, in words; empty if all were
 * @param evaluators the evaluators, in suite order
 * @param targetKind such as {@code http}
 * @param targetDescription such as {@code http http://127.0.0.1:8080/ask}
 * @param targetVersion what answers are cached by
 * @param gitCommit the commit of the suite's folder, if it is in a repository; with {@code -dirty}
 *     if files differ from it
 * @param options how it was executed
 * @param startedAt when it started; a resumed run keeps its start
 * @param endedAt when it ended, if it has
 * @param status how far it came
 * @param statusReason why it is not complete, if it is not
 * @param targetCalls how often the target was called, retries included
 * @param cachedOutputs how many outputs came from the cache
 * @param usage what the target reported, added up
 * @param judgeUsage what making the scores cost, as far as evaluators report it: the judges' part
 * @param software the Assay version that ran it
 * @param notConfigured optional evaluators that it went without
 * @since 0.1
 */
public record RunHeader(
    String id,
    String suite,
    @Nullable String suiteFile,
    String suiteHash,
    String dataset,
    String datasetHash,
    Map<Partition, Integer> planned,
    String selection,
    List<EvaluatorIdentity> evaluators,
    String targetKind,
    String targetDescription,
    String targetVersion,
    @Nullable String gitCommit,
    RunOptions options,
    Instant startedAt,
    @Nullable Instant endedAt,
    RunStatus status,
    @Nullable String statusReason,
    long targetCalls,
    long cachedOutputs,
    Usage usage,
    Usage judgeUsage,
    String software,
    List<NotConfigured> notConfigured) {

  /** The version of the directory's format; a greater one is refused. */
  public static final int FORMAT = 1;

  /** Checks and copies the parts. */
  public RunHeader {
    requireNonNull(id, "id");
    requireNonNull(suite, "suite");
    requireNonNull(suiteHash, "suiteHash");
    requireNonNull(dataset, "dataset");
    requireNonNull(datasetHash, "datasetHash");
    planned = Map.copyOf(planned);
    requireNonNull(selection, "selection");
    evaluators = List.copyOf(evaluators);
    requireNonNull(targetKind, "targetKind");
    requireNonNull(targetDescription, "targetDescription");
    requireNonNull(targetVersion, "targetVersion");
    requireNonNull(options, "options");
    requireNonNull(startedAt, "startedAt");
    requireNonNull(status, "status");
    requireNonNull(usage, "usage");
    requireNonNull(judgeUsage, "judgeUsage");
    requireNonNull(software, "software");
    notConfigured = List.copyOf(notConfigured);
  }

  /** A run that has all the evaluators it was to have. */
  public RunHeader(
      String id,
      String suite,
      @Nullable String suiteFile,
      String suiteHash,
      String dataset,
      String datasetHash,
      Map<Partition, Integer> planned,
      String selection,
      List<EvaluatorIdentity> evaluators,
      String targetKind,
      String targetDescription,
      String targetVersion,
      @Nullable String gitCommit,
      RunOptions options,
      Instant startedAt,
      @Nullable Instant endedAt,
      RunStatus status,
      @Nullable String statusReason,
      long targetCalls,
      long cachedOutputs,
      Usage usage,
      Usage judgeUsage,
      String software) {
    this(
        id,
        suite,
        suiteFile,
        suiteHash,
        dataset,
        datasetHash,
        planned,
        selection,
        evaluators,
        targetKind,
        targetDescription,
        targetVersion,
        gitCommit,
        options,
        startedAt,
        endedAt,
        status,
        statusReason,
        targetCalls,
        cachedOutputs,
        usage,
        judgeUsage,
        software,
        List.of());
  }

  /** The same run as it ended. */
  public RunHeader ended(
      Instant at,
      RunStatus status,
      @Nullable String reason,
      long targetCalls,
      long cachedOutputs,
      Usage usage,
      Usage judgeUsage) {
    return new RunHeader(
        id,
        suite,
        suiteFile,
        suiteHash,
        dataset,
        datasetHash,
        planned,
        selection,
        evaluators,
        targetKind,
        targetDescription,
        targetVersion,
        gitCommit,
        options,
        startedAt,
        at,
        status,
        reason,
        targetCalls,
        cachedOutputs,
        usage,
        judgeUsage,
        software,
        notConfigured);
  }

  /** This run as the continuation of {@code earlier}: with its id, start and calls, not ended. */
  public RunHeader continuing(RunHeader earlier) {
    return new RunHeader(
        earlier.id,
        suite,
        suiteFile,
        suiteHash,
        dataset,
        datasetHash,
        planned,
        selection,
        evaluators,
        targetKind,
        targetDescription,
        targetVersion,
        gitCommit,
        options,
        earlier.startedAt,
        null,
        RunStatus.RUNNING,
        null,
        earlier.targetCalls,
        earlier.cachedOutputs,
        earlier.usage,
        earlier.judgeUsage,
        software,
        notConfigured);
  }
}

package dev.assay.server.web.page;

import dev.assay.server.api.AlertDesk;
import dev.assay.server.api.CaseDesk;
import dev.assay.server.api.CaseExamples;
import dev.assay.server.api.Check;
import dev.assay.server.api.MonitorDesk;
import dev.assay.server.api.OperationDesk;
import dev.assay.server.api.ScheduleDesk;
import dev.assay.server.api.metrics.ServerMetrics;
import dev.assay.server.config.ServerConfig;
import dev.assay.server.dataset.DatasetFolder;
import dev.assay.server.delivery.ChannelHealth;
import dev.assay.server.estimate.WindowReader;
import dev.assay.server.evaluation.EvaluationCounts;
import dev.assay.server.evaluation.EvaluatorTrials;
import dev.assay.server.golden.GoldenDesk;
import dev.assay.server.key.KeyDesk;
import dev.assay.server.pair.PairDesk;
import dev.assay.server.review.ReviewDesk;
import dev.assay.server.run.StoredRuns;
import dev.assay.server.store.Store;
import dev.assay.server.web.panel.AxisMarks;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * What rooms read from and work at: the same as the API's, so that a deed is the same deed however
 * it was done.
 *
 * @param store what is known
 * @param reader estimates
 * @param marks what happened, for axes of time
 * @param alerts where people answer alerts
 * @param monitors where people make monitors
 * @param cases where people work on failure cases
 * @param caseExamples the regression examples of failure cases
 * @param schedules where people start runs
 * @param operation where evaluation and deliveries are looked after
 * @param review where people look at interactions
 * @param pairs where people say which of two answers is better
 * @param folders where files are
 * @param checks of the server's parts
 * @param machinery what it is made of
 * @param clock the time
 * @since 0.1
 */
public record Desks(
    Store store,
    WindowReader reader,
    AxisMarks marks,
    AlertDesk alerts,
    MonitorDesk monitors,
    CaseDesk cases,
    CaseExamples caseExamples,
    ScheduleDesk schedules,
    OperationDesk operation,
    ReviewDesk review,
    PairDesk pairs,
    Folders folders,
    List<Check> checks,
    Machinery machinery,
    Clock clock) {

  /** Copies the list. */
  public Desks {
    checks = List.copyOf(checks);
  }

  /**
   * Where files are. What was read of them is kept once, for pages and the API alike.
   *
   * @param data the data directory
   * @param datasets dataset files
   * @param golden where people change golden examples of them
   * @param runs run directories
   */
  public record Folders(Path data, DatasetFolder datasets, GoldenDesk golden, StoredRuns runs) {}

  /**
   * What the server is made of, for those who run it.
   *
   * @param config as it started with
   * @param metrics its own numbers
   * @param evaluation how evaluation goes
   * @param deliveries how it goes with channels
   * @param keys API keys
   * @param trials tries evaluators
   */
  public record Machinery(
      ServerConfig config,
      ServerMetrics metrics,
      Supplier<EvaluationCounts> evaluation,
      Supplier<List<ChannelHealth>> deliveries,
      KeyDesk keys,
      EvaluatorTrials trials) {}
}

package dev.assay.server.config;

import static java.util.Objects.requireNonNull;

import dev.assay.monitor.behaviour.OutcomeRules;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.otel.trace.TraceRules;
import dev.assay.server.delivery.DeliverySettings;
import dev.assay.server.journal.JournalSettings;
import dev.assay.server.review.SpotCheckSettings;
import dev.assay.server.schedule.Schedule;
import dev.assay.server.web.oidc.OidcSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a server is told. Read by {@link ServerConfigReader}; every part has a default that runs.
 *
 * @param file the file it was read from; null for none
 * @param data the data directory
 * @param datasets the folder that datasets are in
 * @param runs the folder that runs are in
 * @param doors where it is to be reached
 * @param limits how much is taken in
 * @param log how much is logged
 * @param salt what samples, slices and hashes of users are salted with where they have no salt of
 *     their own; null for one generated in the data directory
 * @param store where what it remembers is
 * @param journal how the journal trades delay for throughput
 * @param retention how long things are kept
 * @param traces when a trace is complete
 * @param redaction what is taken out before anything is stored
 * @param slicing how traffic is sliced
 * @param models names for models with their settings, as in a suite
 * @param prices a price table; null for the one that comes with Assay
 * @param evaluators what looks at traffic
 * @param sampling what sampled evaluators look at
 * @param evaluation how queued evaluations are done
 * @param outcomes when a task counts as completed, and how failures are told apart
 * @param monitors what is watched for; null for what is watched where nothing is configured
 * @param deliveries whom to tell of alerts
 * @param schedules suites that are run by themselves
 * @param spotChecks what is drawn for people; null for nothing
 * @param qualityExport where else the numbers are shown
 * @param oidc by whose word people sign in, beside keys; null for keys alone
 * @since 0.1
 */
public record ServerConfig(
    @Nullable Path file,
    Path data,
    Path datasets,
    Path runs,
    Doors doors,
    Limits limits,
    LogLevel log,
    @Nullable Secret salt,
    StoreConfig store,
    JournalSettings journal,
    RetentionConfig retention,
    TraceRules traces,
    RedactionConfig redaction,
    SlicingConfig slicing,
    Map<String, ObjectNode> models,
    @Nullable Path prices,
    List<MonitoredEvaluator> evaluators,
    SamplingConfig sampling,
    EvaluationConfig evaluation,
    OutcomeRules outcomes,
    @Nullable List<MonitorDefinition> monitors,
    DeliverySettings deliveries,
    List<Schedule> schedules,
    @Nullable SpotCheckSettings spotChecks,
    QualityExport qualityExport,
    @Nullable OidcSettings oidc) {

  /** The data directory unless another is named, in the working directory. */
  public static final Path DATA = Path.of("assay-data");

  /** Checks and copies the parts. */
  public ServerConfig {
    requireNonNull(data, "data");
    requireNonNull(datasets, "datasets");
    requireNonNull(runs, "runs");
    requireNonNull(doors, "doors");
    requireNonNull(limits, "limits");
    requireNonNull(log, "log");
    requireNonNull(store, "store");
    requireNonNull(journal, "journal");
    requireNonNull(retention, "retention");
    requireNonNull(traces, "traces");
    requireNonNull(redaction, "redaction");
    requireNonNull(slicing, "slicing");
    models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    evaluators = List.copyOf(evaluators);
    requireNonNull(sampling, "sampling");
    requireNonNull(evaluation, "evaluation");
    requireNonNull(outcomes, "outcomes");
    monitors = monitors == null ? null : List.copyOf(monitors);
    requireNonNull(deliveries, "deliveries");
    schedules = List.copyOf(schedules);
    requireNonNull(qualityExport, "qualityExport");
  }

  /** The evaluators that look at a sample; or, if not {@code sampled}, at everything. */
  public List<MonitoredEvaluator> evaluators(boolean sampled) {
    List<MonitoredEvaluator> some = new ArrayList<>(evaluators);
    some.removeIf(evaluator -> evaluator.sampled() != sampled);
    return List.copyOf(some);
  }

  // Settings of models may hold what the environment gave.
  @Override
  public String toString() {
    return "ServerConfig[file=" + file + ", data=" + data + ", doors=" + doors + "]";
  }
}

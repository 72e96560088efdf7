package dev.assay.server.pipeline;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.model.EmbeddingModel;
import dev.assay.core.model.ModelException;
import dev.assay.monitor.watch.Alert;
import dev.assay.monitor.watch.AlertChange;
import dev.assay.monitor.watch.AlertJson;
import dev.assay.monitor.watch.Condition;
import dev.assay.monitor.watch.EmbeddedInput;
import dev.assay.monitor.watch.Feed;
import dev.assay.monitor.watch.Finding;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.monitor.watch.Watch;
import dev.assay.monitor.window.Window;
import dev.assay.server.pipeline.Evaluators.Looker;
import dev.assay.server.store.Dimensions;
import dev.assay.server.store.StateBlob;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredAlert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is to be watched between two commits, and drafts what became of alerts. The watch's
 * state is stored with every commit, for what it saw it must not see again. For one thread.
 */
final class Alarms {

  private static final String WATCH = "watch";
  // Between two commits; more than that is flagged by the windows.
  private static final int MOST_FINDINGS = 10_000;
  private static final int MOST_INPUTS = 500;

  private Watching watching;
  private Watch watch;
  private boolean wantsFailures;
  private boolean wantsInputs;
  private boolean others;
  private final List<Window> windows = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<EmbeddedInput> inputs = new ArrayList<>();
  private final List<AlertChange> changes = new ArrayList<>();
  private @Nullable Dimensions latest;
  private Map<String, String> latestValues = Map.of();
  // Read by any thread.
  private volatile Shown shown;
  private long commits;
  private long findingsDropped;
  private long inputsDropped;
  private long inputsNotCompared;

  Alarms(Watching watching, Store store, long commits) {
    this.watching = watching;
    this.commits = commits;
    watch =
        KeptState.read(
                store,
                WATCH,
                bytes -> Watch.fromBytes(bytes, watching.monitors(), watching.patience()))
            .orElseGet(() -> Watch.of(watching.monitors(), watching.patience()));
    shown = shown(watch);
    wants();
  }

  private void wants() {
    wantsFailures =
        watching.monitors().stream()
            .anyMatch(
                each ->
                    each.condition() instanceof Condition.Immediate immediate
                        && immediate.evaluator() == null
                        && immediate.category() == null
                        && immediate.label() == null);
    wantsInputs =
        watching.monitors().stream()
            .anyMatch(
                each ->
                    each.condition() instanceof Condition.Drift drift
                        && drift.of() == Condition.DriftOf.INPUTS);
  }

  private static Shown shown(Watch watch) {
    return new Shown(watch.marks(), watch.silences(), watch.lastLooks());
  }

  /** Watches for something else from now on. */
  void monitors(List<MonitorDefinition> monitors) {
    watch = watch.with(monitors);
    watching = watching.with(monitors);
    others = true;
    wants();
  }

  /** An evaluator said something about an interaction. */
  void found(Known known, Looker by, Score score) {
    if (!(score instanceof Score.Scored scored) || watching.monitors().isEmpty()) {
      return;
    }
    if (findings.size() >= MOST_FINDINGS) {
      findingsDropped++;
      return;
    }
    boolean failed = Boolean.FALSE.equals(scored.passed());
    FailureMode mode = failed ? scored.failureMode().orElse(by.mode()) : null;
    findings.add(
        new Finding(
            known.key().id() + "/" + by.name() + "/" + by.version(),
            known.key().id(),
            known.key().startedAt(),
            by.name(),
            by.category(),
            mode,
            scored.value(),
            scored.label(),
            dimensions(known)));
  }

  /** An exchange failed by what it says of itself. */
  void failed(Known known, FailureMode mode) {
    // They may be many, where everything fails: what evaluators say still has room.
    if (!wantsFailures || findings.size() >= MOST_FINDINGS / 2) {
      return;
    }
    findings.add(
        new Finding(
            known.key().id() + "/" + Finding.RULES,
            known.key().id(),
            known.key().startedAt(),
            Finding.RULES,
            null,
            mode,
            0,
            null,
            dimensions(known)));
  }

  // Much is found of one, and most say the same as the last.
  private Map<String, String> dimensions(Known known) {
    Dimensions of = known.row.dimensions();
    if (!of.equals(latest)) {
      latest = of;
      latestValues = of.byName();
    }
    return latestValues;
  }

  /** What the user said in an interaction that was drawn. */
  void input(Known known, @Nullable String question, @Nullable EmbeddingModel model) {
    if (!wantsInputs || question == null || model == null) {
      return;
    }
    if (inputs.size() >= MOST_INPUTS) {
      inputsDropped++;
      return;
    }
    try {
      inputs.add(
          new EmbeddedInput(
              known.key().id(), known.key().startedAt(), model.version(), model.embed(question)));
    } catch (ModelException e) {
      // One input less is compared.
      inputsNotCompared++;
    }
  }

  /** Windows that were gathered. */
  void windows(List<Window> gathered) {
    windows.addAll(gathered);
  }

  /** What people do about alerts. */
  Watch watch() {
    return watch;
  }

  /** What people are shown of it, once it is stored; for any thread. */
  Shown shown() {
    return shown;
  }

  /** Alerts that something was done about. */
  void changed(List<AlertChange> more) {
    changes.addAll(more);
  }

  /** Drafts what became of alerts. */
  void commit(Draft draft, Instant now) {
    boolean silenced = !watch.silences().equals(shown.silences());
    if (watching.monitors().isEmpty() && changes.isEmpty() && !silenced && !others) {
      windows.clear();
      findings.clear();
      return;
    }
    commits++;
    others = false;
    Feed feed = new Feed(windows, findings, inputs, watching.health().get());
    changes.addAll(watch.commit(commits, feed, watching.history(), now));
    windows.clear();
    findings.clear();
    inputs.clear();
    for (AlertChange change : changes) {
      draft.batch().put(stored(change.alert()));
      if (change.tell()) {
        watching.telling().tell(draft.batch(), change);
      }
    }
    draft.batch().put(new StateBlob(WATCH, watch.toBytes()));
    Shown next = shown(watch);
    draft.afterwards(() -> shown = next);
    if (!changes.isEmpty()) {
      List<AlertChange> told = List.copyOf(changes);
      draft.afterwards(() -> watching.telling().committed(told));
      changes.clear();
    }
  }

  /** What could not be watched. */
  PipelineCounts.Watched counts() {
    Watch.Counts counts = watch.counts();
    return new PipelineCounts.Watched(
        findingsDropped,
        inputsDropped,
        inputsNotCompared,
        counts.lateParts(),
        counts.alertsRefused());
  }

  /** How many commits there were in all lives. */
  long commits() {
    return commits;
  }

  private static StoredAlert stored(Alert alert) {
    return new StoredAlert(
        alert.id(),
        alert.monitor(),
        alert.slice(),
        alert.state().key(),
        alert.severity().key(),
        alert.openedAt(),
        alert.updatedAt(),
        alert.resolvedAt(),
        AlertJson.write(alert).toString());
  }
}

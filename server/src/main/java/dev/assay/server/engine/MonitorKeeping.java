package dev.assay.server.engine;

import dev.assay.core.evaluator.Category;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.watch.History;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.monitor.watch.MonitorsReader;
import dev.assay.monitor.watch.Watchable;
import dev.assay.server.api.Deed;
import dev.assay.server.api.MonitorDesk;
import dev.assay.server.api.OverloadedException;
import dev.assay.server.pipeline.Pipeline;
import dev.assay.server.store.Document;
import dev.assay.server.store.Store;
import dev.assay.server.watch.KeptMonitor;
import dev.assay.server.watch.Replay;
import dev.assay.server.watch.Replayed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Monitors of the configuration, and beside them those that people made, which are kept in the
 * store. Safe for use by several threads.
 */
final class MonitorKeeping implements MonitorDesk {

  private static final int MOST = 1_000;
  private static final String NEW = "-";

  private final List<MonitorDefinition> configured;
  private final Watchable watchable;
  private final Store store;
  private final Clock clock;
  private final Replay replay;
  private final Semaphore replaying = new Semaphore(1);
  private @Nullable Pipeline pipeline;

  MonitorKeeping(
      List<MonitorDefinition> configured,
      Watchable watchable,
      Store store,
      History history,
      Map<String, Category> categories,
      Clock clock) {
    this.configured = List.copyOf(configured);
    this.watchable = watchable;
    this.store = store;
    this.clock = clock;
    this.replay = new Replay(store, history, categories);
  }

  /** From now on what is saved takes effect there. */
  void open(Pipeline watching) {
    this.pipeline = watching;
  }

  /** All that is watched. */
  List<MonitorDefinition> definitions() {
    return definitions(kept());
  }

  private List<MonitorDefinition> definitions(List<KeptMonitor> kept) {
    List<MonitorDefinition> all = new ArrayList<>(configured);
    for (KeptMonitor each : kept) {
      if (!each.removed() && problem(each) == null && all.size() < MOST) {
        all.add(read(each.latest().yaml()));
      }
    }
    return all;
  }

  // The configuration may have changed since it was saved.
  private @Nullable String problem(KeptMonitor kept) {
    if (isConfigured(kept.name())) {
      return "the configuration has a monitor of this name: give this one another";
    }
    try {
      read(kept.latest().yaml());
      return null;
    } catch (InvalidInputException e) {
      return e.getMessage();
    }
  }

  private boolean isConfigured(String name) {
    return configured.stream().anyMatch(each -> each.name().equals(name));
  }

  @Override
  public List<Watched> watched() {
    Map<String, Instant> looks = pipeline == null ? Map.of() : pipeline.shown().looks();
    List<KeptMonitor> kept = kept();
    List<Watched> all = new ArrayList<>();
    for (MonitorDefinition each : definitions(kept)) {
      all.add(new Watched(each, !isConfigured(each.name()), looks.get(each.name()), null));
    }
    for (KeptMonitor each : kept) {
      String problem = each.removed() ? null : problem(each);
      if (problem != null && !isConfigured(each.name())) {
        anyhow(each).ifPresent(known -> all.add(new Watched(known, true, null, problem)));
      }
    }
    return all;
  }

  private static Optional<MonitorDefinition> anyhow(KeptMonitor kept) {
    try {
      return Optional.of(MonitorsReader.one(kept.latest().yaml(), kept.name(), Watchable.ANYTHING));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<KeptMonitor> kept() {
    List<KeptMonitor> kept = new ArrayList<>();
    for (Document document : store.records().documents(KeptMonitor.COLLECTION)) {
      kept.add(KeptMonitor.of(document));
    }
    return kept;
  }

  @Override
  public MonitorDefinition read(String yaml) {
    return MonitorsReader.one(yaml, "monitor", watchable);
  }

  @Override
  public Replayed replay(MonitorDefinition monitor) {
    if (!replaying.tryAcquire()) {
      throw new OverloadedException(
          "another monitor is being tried at the moment; ask again in some seconds",
          Duration.ofSeconds(5),
          null);
    }
    try {
      return replay.of(monitor, clock.instant());
    } finally {
      replaying.release();
    }
  }

  @Override
  public synchronized MonitorDefinition save(String yaml, Deed deed) {
    MonitorDefinition monitor = read(yaml);
    String name = monitor.name();
    if (isConfigured(name) || name.equals(NEW)) {
      throw new InvalidInputException(
          Problem.of("monitor.name", name, "a name that the configuration does not use"));
    }
    Map<String, KeptMonitor> all = byName();
    KeptMonitor before = all.get(name);
    KeptMonitor after =
        before == null
            ? KeptMonitor.of(name, yaml, deed.actor(), deed.at(), deed.note())
            : before.with(yaml, deed.actor(), deed.at(), deed.note());
    all.put(name, after);
    if (definitions(List.copyOf(all.values())).size() >= MOST) {
      throw new InvalidInputException(
          Problem.of("monitors", all.size(), "fewer than " + MOST + " with the configuration's"));
    }
    change(after, all, deed, "monitor.save");
    return monitor;
  }

  @Override
  public synchronized boolean remove(String name, Deed deed) {
    Map<String, KeptMonitor> all = byName();
    KeptMonitor before = all.get(name);
    if (before == null || before.removed()) {
      return false;
    }
    KeptMonitor after = before.without();
    all.put(name, after);
    change(after, all, deed, "monitor.remove");
    return true;
  }

  private Map<String, KeptMonitor> byName() {
    Map<String, KeptMonitor> all = new LinkedHashMap<>();
    kept().forEach(each -> all.put(each.name(), each));
    return all;
  }

  private void change(KeptMonitor after, Map<String, KeptMonitor> all, Deed deed, String action) {
    Pipeline open = pipeline;
    if (open == null) {
      throw new OverloadedException(
          "the server is starting; ask again", Duration.ofSeconds(5), null);
    }
    List<MonitorDefinition> watched = definitions(List.copyOf(all.values()));
    PipelineDesks.done(
        open,
        deeds -> {
          deeds.monitors(watched);
          deeds.batch().put(after.document(deed.at()));
          PipelineDesks.audit(deeds, deed, action, after.name());
          return after;
        });
  }
}

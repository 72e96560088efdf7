package dev.assay.server.engine;

import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluation.EvaluationResult;
import dev.assay.core.evaluation.StoredScores;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.run.RunStatus;
import dev.assay.core.summary.ExampleVerdict;
import dev.assay.core.verdict.Verdict;
import dev.assay.server.pipeline.Pipeline;
import dev.assay.server.store.Document;
import dev.assay.server.store.DocumentKey;
import dev.assay.server.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads runs as they come to lie in the runs folder, scheduled or copied there, and tells failure
 * cases whether their examples pass: a case is fixed when its example does, and has regressed when
 * it fails again.
 */
final class RunsWatcher {

  private static final DocumentKey SEEN = new DocumentKey("runs", "seen");
  private static final int MOST_SEEN = 5_000;

  private final Path runs;
  private final Store store;
  private final Pipeline pipeline;
  private final Clock clock;
  private final Set<String> broken = new HashSet<>();

  RunsWatcher(Path runs, Store store, Pipeline pipeline, Clock clock) {
    this.runs = runs;
    this.store = store;
    this.pipeline = pipeline;
    this.clock = clock;
  }

  /** Reads what is new. */
  void look() {
    List<Path> folders = folders();
    if (folders.isEmpty()) {
      return;
    }
    List<String> seen = seen();
    for (Path folder : folders) {
      String name = folder.getFileName().toString();
      if (!seen.contains(name) && !broken.contains(name)) {
        read(folder, name, seen);
      }
    }
  }

  private List<Path> folders() {
    try (Stream<Path> listed = Files.list(runs)) {
      return listed.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      // There is no such folder before the first run.
      return List.of();
    }
  }

  private List<String> seen() {
    List<String> seen = new ArrayList<>();
    store
        .records()
        .document(SEEN)
        .ifPresent(
            document ->
                Json.parse(document.json(), "runs", 1)
                    .path("seen")
                    .forEach(name -> seen.add(name.asString(""))));
    return seen;
  }

  private void read(Path folder, String name, List<String> seen) {
    EvaluationResult run;
    try {
      run = StoredScores.readWhole(folder).run().orElse(null);
    } catch (InvalidInputException e) {
      // A folder that is no run, or one that is still being written by an earlier version.
      broken.add(name);
      return;
    }
    if (run == null || run.header().status() == RunStatus.RUNNING) {
      return;
    }
    Map<String, Boolean> passed = new HashMap<>();
    for (ExampleVerdict each : run.summary().examples()) {
      if (each.partition() == Partition.REGRESSION) {
        Verdict.Outcome outcome = each.verdict().outcome();
        if (outcome != Verdict.Outcome.UNSCORED) {
          passed.put(each.id(), outcome == Verdict.Outcome.PASS);
        }
      }
    }
    seen.add(name);
    while (seen.size() > MOST_SEEN) {
      seen.remove(0);
    }
    Instant now = clock.instant();
    var json = Json.object();
    seen.forEach(json.putArray("seen")::add);
    Document document = new Document(SEEN.collection(), SEEN.id(), now, json.toString());
    pipeline
        .change(
            deeds -> {
              passed.forEach((example, pass) -> deeds.cases().ran(example, pass, name, now));
              deeds.batch().put(document);
              return true;
            })
        .join();
  }
}

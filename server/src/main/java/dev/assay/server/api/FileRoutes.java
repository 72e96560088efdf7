package dev.assay.server.api;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.DatasetStats;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.ExampleJson;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.run.RunDirectory;
import dev.assay.core.run.RunHeader;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.api.route.Exchange;
import dev.assay.server.api.route.Parameter;
import dev.assay.server.api.route.Route;
import dev.assay.server.dataset.DatasetFolder;
import dev.assay.server.run.StoredRun;
import dev.assay.server.run.StoredRuns;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Datasets and runs, read from their folders as they are. */
final class FileRoutes {

  private static final Parameter OFFSET =
      Parameter.whole("offset", 0, Integer.MAX_VALUE, 0, "How many to leave out first.");
  private static final Parameter LIMIT = Parameter.whole("limit", 1, 1000, 50, "How many at most.");

  private final @Nullable DatasetFolder datasets;
  private final @Nullable StoredRuns runs;

  FileRoutes(@Nullable DatasetFolder datasets, @Nullable StoredRuns runs) {
    this.datasets = datasets;
    this.runs = runs;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/datasets", "listDatasets")
            .about("datasets", "The dataset files in the configured folder, by name.")
            .gives("Datasets")
            .does(this::listDatasets),
        Route.get("/api/v1/datasets/{name}", "getDataset")
            .about("datasets", "One dataset in numbers.")
            .with(Parameter.path("name", "The file's name."))
            .gives("DatasetDetail")
            .does(this::dataset),
        Route.get("/api/v1/datasets/{name}/examples", "listExamples")
            .about("datasets", "Its examples, in the file's order.")
            .with(Parameter.path("name", "The file's name."))
            .with(List.of(OFFSET, LIMIT))
            .gives("Examples")
            .does(this::examples),
        Route.get("/api/v1/runs", "listRuns")
            .about("runs", "The runs in the configured folder, latest first.")
            .with(Parameter.text("suite", "Of this suite."))
            .with(List.of(OFFSET, LIMIT))
            .gives("Runs")
            .does(this::listRuns),
        Route.get("/api/v1/runs/{id}", "getRun")
            .about("runs", "One run: its `run.json`.")
            .with(Parameter.path("id", "The run's folder."))
            .gives("RunDetail")
            .does(this::run),
        Route.get("/api/v1/runs/{id}/results", "listResults")
            .about("runs", "The lines of its journal, in order of time.")
            .with(Parameter.path("id", "The run's folder."))
            .with(List.of(OFFSET, LIMIT))
            .gives("Results")
            .does(this::results));
  }

  private void listDatasets(Exchange exchange) {
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    for (Path file : folder().files()) {
      ObjectNode item = items.addObject().put("name", String.valueOf(file.getFileName()));
      try {
        item.put("bytes", Files.size(file));
        item.put("modified_at", Files.getLastModifiedTime(file).toInstant().toString());
      } catch (IOException e) {
        item.put("unreadable", true);
      }
    }
    exchange.answer(json);
  }

  private void dataset(Exchange exchange) {
    String name = exchange.path("name");
    Dataset dataset = readDataset(name);
    ObjectNode json = Json.object().put("name", name);
    json.put("dataset", dataset.name()).put("content_hash", dataset.contentHash());
    json.put("examples", dataset.examples().size());
    json.set("stats", DatasetStats.of(dataset).toJson());
    exchange.answer(json);
  }

  private void examples(Exchange exchange) {
    List<Example> all = readDataset(exchange.path("name")).examples();
    ObjectNode json = Json.object().put("total", all.size());
    ArrayNode items = json.putArray("items");
    all.stream()
        .skip(offset(exchange))
        .limit(limit(exchange))
        .forEach(example -> items.add(ExampleJson.write(example)));
    exchange.answer(json);
  }

  private Dataset readDataset(String name) {
    return folder().read(name).orElseThrow(() -> ApiException.notFound("dataset", name)).dataset();
  }

  private DatasetFolder folder() {
    return Absent.refuse(datasets, "datasets");
  }

  private void listRuns(Exchange exchange) {
    String suite = exchange.text("suite").orElse(null);
    StoredRuns.Listing all = Absent.refuse(runs, "runs").list();
    List<StoredRun> found = suite == null ? all.runs() : all.of(suite);
    ObjectNode json =
        Json.object().put("total", found.size()).put("unreadable", all.unreadable().size());
    ArrayNode items = json.putArray("items");
    found.stream()
        .skip(offset(exchange))
        .limit(limit(exchange))
        .forEach(run -> items.add(json(run)));
    exchange.answer(json);
  }

  private static ObjectNode json(StoredRun run) {
    RunHeader header = run.header();
    ObjectNode json = Json.object().put("folder", run.folder());
    json.put("id", header.id()).put("suite", header.suite()).put("dataset", header.dataset());
    json.put("started_at", header.startedAt().toString());
    if (header.endedAt() != null) {
      json.put("ended_at", header.endedAt().toString());
    }
    json.put("status", header.status().name().toLowerCase(Locale.ROOT));
    if (header.gitCommit() != null) {
      json.put("git_commit", header.gitCommit());
    }
    return json;
  }

  private void run(Exchange exchange) {
    Path header = folder(exchange).resolve(RunDirectory.HEADER_FILE);
    try {
      String text = Json.decode(Files.readAllBytes(header), RunDirectory.HEADER_FILE);
      exchange.answer(Json.parse(text, RunDirectory.HEADER_FILE, 1));
    } catch (IOException e) {
      throw ApiException.notFound("run", exchange.path("id"));
    }
  }

  private void results(Exchange exchange) {
    Path journal = folder(exchange).resolve(RunDirectory.RESULTS_FILE);
    int offset = offset(exchange);
    int limit = limit(exchange);
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(journal, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && number++ >= offset && items.size() < limit) {
          items.add(Json.parse(line, RunDirectory.RESULTS_FILE, number));
        }
      }
    } catch (IOException | InvalidInputException e) {
      // A line that is being written: what is whole was read.
      json.put("torn", true);
    }
    exchange.answer(json.put("total", number));
  }

  private Path folder(Exchange exchange) {
    String id = exchange.path("id");
    return Absent.refuse(runs, "runs")
        .find(id)
        .map(StoredRun::path)
        .orElseThrow(() -> ApiException.notFound("run", id));
  }

  private static int offset(Exchange exchange) {
    return exchange.whole("offset", 0, Integer.MAX_VALUE, 0);
  }

  private static int limit(Exchange exchange) {
    return exchange.whole("limit", 1, 1000, 50);
  }
}

package dev.assay.server.api;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.access.Scope;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.api.route.Exchange;
import dev.assay.server.api.route.Route;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Store;
import dev.assay.server.store.export.ExportFormat;
import dev.assay.server.store.export.StoreExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Backups and exports, made on the server's machine. */
final class CopyRoutes {

  private static final String NOUN = "copies";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

  private final Store store;
  private final @Nullable Path data;
  private final Clock clock;
  private final ReentrantLock one = new ReentrantLock();

  CopyRoutes(Store store, @Nullable Path data, Clock clock) {
    this.store = store;
    this.data = data;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/api/v1/backups", "makeBackup")
            .scope(Scope.ADMIN)
            .about(NOUN, "Writes a copy of everything, as of one moment, while the server runs.")
            .description(
                "A new DuckDB file in the folder `backups` of the data directory, and nowhere"
                    + " else, from which a store of either kind can begin.")
            .takes("NewBackup")
            .gives("Backup")
            .does(exchange -> alone(() -> backup(exchange))),
        Route.post("/api/v1/exports", "makeExport")
            .scope(Scope.ADMIN)
            .about(NOUN, "Writes interactions, evaluations, signals, scores and labels of a time.")
            .description(
                "Into a folder in `exports` of the data directory, and nowhere else. Times are"
                    + " `[from, until)`; all there is unless given.")
            .takes("NewExport")
            .gives("Export")
            .does(exchange -> alone(() -> export(exchange))));
  }

  // Each reads all there is: two at once would only take longer.
  private void alone(Runnable copy) {
    if (!one.tryLock()) {
      throw ApiException.retry("another copy is being made", 10, null);
    }
    try {
      copy.run();
    } finally {
      one.unlock();
    }
  }

  private void backup(Exchange exchange) {
    Path file = inside("backups", "file", Bodies.needed(exchange.body(Set.of("file")), "file"));
    store.upkeep().backup(file);
    audit(exchange, "backup", file);
    ObjectNode json = Json.object().put("path", file.toString());
    exchange.answer(json.put("bytes", file.toFile().length()));
  }

  private void export(Exchange exchange) {
    ObjectNode body = exchange.body(Set.of("folder", "format", "from", "until"));
    Path folder = inside("exports", "folder", Bodies.needed(body, "folder"));
    ExportFormat format = format(Bodies.text(body, "format"));
    Instant from = time(body, "from", Instant.EPOCH);
    Instant until = time(body, "until", clock.instant());
    Map<Path, Long> written = new StoreExport(store, from, until).write(folder, format);
    audit(exchange, "export", folder);
    ObjectNode json = Json.object().put("path", folder.toString());
    json.put("from", from.toString()).put("until", until.toString());
    ArrayNode files = json.putArray("files");
    written.forEach(
        (file, rows) ->
            files.addObject().put("name", String.valueOf(file.getFileName())).put("rows", rows));
    exchange.answer(json);
  }

  private static ExportFormat format(@Nullable String key) {
    return key == null
        ? ExportFormat.JSON_LINES
        : ExportFormat.ofKey(key)
            .orElseThrow(
                () -> new InvalidInputException(Problem.of("format", key, "jsonl or parquet")));
  }

  private static Instant time(ObjectNode body, String name, Instant otherwise) {
    String text = Bodies.text(body, name);
    return text == null ? otherwise : Exchange.time(name, text);
  }

  /** A place right in a folder of the data directory: nobody writes elsewhere from afar. */
  private Path inside(String folder, String field, String name) {
    Path root = Absent.refuse(data, folder).resolve(folder).toAbsolutePath().normalize();
    Problem problem = Problem.of(field, name, "a plain name, to be made in " + root);
    try {
      Path path = root.resolve(name).normalize();
      if (!root.equals(path.getParent())
          || !NAME.matcher(String.valueOf(path.getFileName())).matches()
          || Files.isSymbolicLink(path)) {
        throw new InvalidInputException(problem);
      }
      Files.createDirectories(root);
      return path;
    } catch (InvalidPathException e) {
      throw new InvalidInputException(problem, e);
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of(folder, root, "a folder that can be written: " + e.getMessage()), e);
    }
  }

  private void audit(Exchange exchange, String deed, Path made) {
    Instant now = clock.instant();
    String name = String.valueOf(made.getFileName());
    String who = exchange.caller().name();
    store.commit(
        Batch.builder()
            .put(new AuditEntry(deed + " " + now + " " + name, now, who, deed, name, null))
            .build());
  }
}

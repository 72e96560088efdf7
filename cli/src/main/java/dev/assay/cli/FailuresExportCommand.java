package dev.assay.cli;

import dev.assay.core.dataset.EditLock;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.JsonLinesEdit;
import dev.assay.core.dataset.lint.Addition;
import dev.assay.core.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay failures export}. */
@Command(
    name = "export",
    description = "Put accepted failure cases into a dataset file, as regression examples.",
    footer = {
      "",
      "Other lines of the file stay as they are, byte for byte, so that the change can be reviewed "
          + "and committed. A case that asks the same as an example of the file is left out unless "
          + "--with-duplicates is given; one that asks nearly the same is named.",
      "",
      "Example: assay failures export --dataset dataset.jsonl"
    })
final class FailuresExportCommand extends AssayCommand {

  private static final int PAGE = 200;

  @Mixin private ServerAddress server = new ServerAddress();

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "FILE",
      description = "The JSON Lines file; begun if it is not there.")
  private Path dataset = Path.of("");

  @Option(
      names = "--case",
      split = ",",
      paramLabel = "ID",
      description = "Only these cases; all that are accepted unless given.")
  private List<String> cases = List.of();

  @Option(
      names = "--with-duplicates",
      description = "Also those that ask the same as an example of the file.")
  private boolean withDuplicates;

  @Option(names = "--dry-run", description = "Say what would be written, and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who says so; the key's name unless given.")
  private @Nullable String by;

  FailuresExportCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    RestClient client = server.client(terminal());
    List<String> ids = cases.isEmpty() ? accepted(client) : cases.stream().distinct().toList();
    Map<String, String> caseOf = new LinkedHashMap<>();
    List<JsonNode> received = new ArrayList<>();
    for (String id : ids) {
      JsonNode example = client.get(FailuresCommand.path(id) + "/example");
      caseOf.put(example.path("id").asString(""), id);
      received.add(example);
    }
    ObjectNode report = Json.object().put("dataset", dataset.toString()).put("dry_run", dryRun);
    List<Example> examples = ReceivedExamples.read(received);
    if (dryRun) {
      export(examples, caseOf, report, client);
    } else {
      EditLock.hold(dataset, () -> export(examples, caseOf, report, client));
    }
    if (json()) {
      json(report);
    } else {
      print(report);
    }
    return ExitCode.PASSED;
  }

  // What the file asks already is looked up and added to while nobody else changes it.
  private void export(
      List<Example> examples, Map<String, String> caseOf, ObjectNode report, RestClient client) {
    ArrayNode alike = report.putArray("duplicates");
    Addition addition = Addition.of(dataset, examples, withDuplicates);
    addition.alike().forEach(each -> report(each, alike));
    List<Example> chosen = addition.chosen();
    ArrayNode exported = report.putArray("exported");
    chosen.forEach(example -> exported.add(example.id()));
    if (!dryRun && !chosen.isEmpty()) {
      JsonLinesEdit.Edited edited = addition.write();
      report.put("added", edited.added()).put("replaced", edited.replaced());
      // The file first: told too early, a case would be taken for an example that is nowhere.
      chosen.forEach(example -> tell(client, caseOf.getOrDefault(example.id(), ""), example));
    }
  }

  private static List<String> accepted(RestClient client) {
    List<String> ids = new ArrayList<>();
    Map<String, String> query = new LinkedHashMap<>();
    query.put("status", "accepted");
    query.put("limit", String.valueOf(PAGE));
    while (true) {
      JsonNode page = client.get(RestClient.query(FailuresCommand.PATH, query));
      page.path("items").forEach(item -> ids.add(item.path("id").asString("")));
      if (!page.path("older").isString()) {
        return ids;
      }
      query.put("cursor", page.path("older").stringValue());
    }
  }

  private static void report(Addition.Alike each, ArrayNode report) {
    report
        .addObject()
        .put("example", each.example().id())
        .put("like", each.like().id())
        .put("similarity", each.similarity())
        .put("left_out", each.leftOut());
  }

  private void tell(RestClient client, String id, Example example) {
    ObjectNode body = Json.object().put("example_id", example.id());
    if (by != null) {
      body.put("by", by);
    }
    client.post(FailuresCommand.path(id) + "/exported", body);
  }

  private void print(ObjectNode report) {
    for (JsonNode each : report.path("duplicates")) {
      note(
          String.format(
              Locale.ROOT,
              "%s asks %s as %s (%.2f)%s",
              each.path("example").asString(""),
              each.path("similarity").doubleValue() == 1 ? "the same" : "nearly the same",
              each.path("like").asString(""),
              each.path("similarity").doubleValue(),
              each.path("left_out").booleanValue()
                  ? " and is left out; see --with-duplicates"
                  : ""));
    }
    int count = report.path("exported").size();
    String examples = count == 1 ? " example" : " examples";
    if (count == 0) {
      note("Nothing to export: no case is accepted and not yet in " + dataset + ".");
    } else if (dryRun) {
      terminal().line("Would put " + count + examples + " into " + dataset + ".");
    } else {
      terminal()
          .line(
              String.format(
                  Locale.ROOT,
                  "Put %d%s into %s: %d added, %d replaced.",
                  count,
                  examples,
                  dataset,
                  report.path("added").intValue(),
                  report.path("replaced").intValue()));
    }
  }
}

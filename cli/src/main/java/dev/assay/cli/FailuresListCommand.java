package dev.assay.cli;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.failure.CaseStatus;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code assay failures list}. */
@Command(
    name = "list",
    description = "List failure cases, those seen last first.",
    footer = {"", "Example: assay failures list --status new"})
final class FailuresListCommand extends AssayCommand {

  @Mixin private ServerAddress server = new ServerAddress();

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only new, accepted, dismissed, merged, exported, fixed or regressed ones.")
  private @Nullable String status;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many at most; ${DEFAULT-VALUE} unless given.")
  private int limit;

  FailuresListCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    Map<String, String> query = new LinkedHashMap<>();
    if (limit < 1 || limit > 1000) {
      throw new InvalidInputException(Problem.of("--limit", limit, "1 to 1000"));
    }
    query.put("limit", String.valueOf(limit));
    if (status != null) {
      List<String> known = Arrays.stream(CaseStatus.values()).map(CaseStatus::key).toList();
      if (!known.contains(status)) {
        throw new InvalidInputException(
            Problem.of("--status", status, "one of " + String.join(", ", known))
                .next(Nearest.advice(status, known)));
      }
      query.put("status", status);
    }
    JsonNode page = server.client(terminal()).get(RestClient.query(FailuresCommand.PATH, query));
    if (json()) {
      json(page);
      return ExitCode.PASSED;
    }
    for (JsonNode item : page.path("items")) {
      terminal().line(line(item));
    }
    if (page.path("items").isEmpty()) {
      note("There is no such failure case.");
    } else if (page.path("older").isString()) {
      note("There are more; --limit shows up to 1000, --status fewer.");
    }
    return ExitCode.PASSED;
  }

  private static String line(JsonNode item) {
    return String.format(
        Locale.ROOT,
        "%s  %-9s  %5d  %-7s  last %s  %-12s  %-14s  %s",
        item.path("id").asString(""),
        item.path("status").asString(""),
        item.path("size").asLong(0),
        item.path("trend").path("direction").asString("-"),
        item.path("last_seen").asString(""),
        item.path("failure_mode").asString("-"),
        item.path("feature").asString("-"),
        item.path("title").asString("").replace('\n', ' '));
  }
}

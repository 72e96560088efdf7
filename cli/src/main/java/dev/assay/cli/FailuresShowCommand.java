package dev.assay.cli;

import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code assay failures show}. */
@Command(
    name = "show",
    description = "Show a failure case: its examples, what people said, its history.")
final class FailuresShowCommand extends AssayCommand {

  @Mixin private ServerAddress server = new ServerAddress();

  @Parameters(paramLabel = "ID", description = "The case's id.")
  private String id = "";

  FailuresShowCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    JsonNode found = server.client(terminal()).get(FailuresCommand.path(id));
    if (json()) {
      json(found);
      return ExitCode.PASSED;
    }
    JsonNode document = found.path("document");
    line(text(found, "title"));
    line("  case      " + text(found, "id") + ", " + text(found, "status"));
    line("  feature   " + text(found, "feature") + ", failing as " + text(found, "failure_mode"));
    line("  size      " + found.path("size").asLong(0) + estimated(document));
    line("  trend     " + trend(found.path("trend")));
    line("  seen      " + text(found, "first_seen") + " to " + text(found, "last_seen"));
    for (JsonNode example : document.path("examples")) {
      line("");
      line("  " + text(example, "interaction") + ", found by " + text(example, "by"));
      said("asked", example.path("input"));
      said("answered", example.path("output"));
    }
    JsonNode confirmation = document.path("confirmation");
    if (confirmation.isObject()) {
      line("");
      line("  Confirmed by " + text(confirmation, "by") + " on " + text(confirmation, "at"));
      said("expected", confirmation.path("expected_output"));
      said("cause", confirmation.path("root_cause"));
    }
    line("");
    for (JsonNode event : document.path("history")) {
      String why = event.path("note").isString() ? ": " + text(event, "note") : "";
      line(
          "  "
              + text(event, "at")
              + "  "
              + text(event, "status")
              + " by "
              + text(event, "by")
              + why);
    }
    hint(text(found, "status"));
    return ExitCode.PASSED;
  }

  private void hint(String status) {
    if (status.equals("new") || status.equals("regressed")) {
      note(
          "Confirm it: assay failures accept "
              + id
              + " --expected TEXT --root-cause TEXT; or: assay failures dismiss "
              + id
              + " --reason TEXT");
    } else if (status.equals("dismissed")) {
      note("Take it back: assay failures reopen " + id + " --reason TEXT");
    } else if (status.equals("accepted")) {
      note("Make it an example: assay failures export --dataset FILE --case " + id);
    }
  }

  private static String trend(JsonNode trend) {
    if (!trend.isObject()) {
      return "-";
    }
    JsonNode share = trend.path("share");
    String of =
        share.isObject()
            ? String.format(
                Locale.ROOT,
                "; of both %.2f [%.2f, %.2f] in the last, n = %d",
                share.path("value").doubleValue(),
                share.path("low").doubleValue(),
                share.path("high").doubleValue(),
                share.path("n").longValue())
            : "";
    return String.format(
        Locale.ROOT,
        "%s: %d in the last week, %d in the one before%s",
        trend.path("direction").asString("-"),
        trend.path("last_week").asLong(0),
        trend.path("week_before").asLong(0),
        of);
  }

  private static String estimated(JsonNode document) {
    JsonNode estimated = document.path("estimated");
    return estimated.isNumber()
        ? ", standing for about " + Math.round(estimated.doubleValue()) + " in the traffic"
        : "";
  }

  private void said(String what, JsonNode text) {
    if (text.isString()) {
      String indented = text.stringValue().strip().replace("\n", "\n              ");
      line(String.format(Locale.ROOT, "    %-9s %s", what, indented));
    }
  }

  private static String text(JsonNode json, String name) {
    return json.path(name).asString("-").replace('\n', ' ');
  }

  private void line(String text) {
    terminal().line(text);
  }
}

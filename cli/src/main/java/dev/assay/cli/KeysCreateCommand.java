package dev.assay.cli;

import dev.assay.core.json.Json;
import dev.assay.server.key.NewKey;
import dev.assay.server.key.Scopes;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay keys create}. */
@Command(
    name = "create",
    description = "Make an API key. It is shown once: only its hash is kept.",
    footer = {
      "",
      "A running server asks for a new key within a second; one that was started without any key "
          + "asks from its next start on.",
      "",
      "Example: assay keys create --name shop --scope ingest --data /var/lib/assay"
    })
final class KeysCreateCommand extends AssayCommand {

  @Mixin private KeyFolder folder = new KeyFolder();

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "What to call it: who or what will use it.")
  private String name = "";

  @Option(
      names = {"--scope", "--scopes"},
      required = true,
      split = ",",
      paramLabel = "SCOPE",
      description = {
        "What it is for: some of ingest, read, review, write, admin. Write is for what review is,",
        "admin for everything."
      })
  private List<String> scopes = List.of();

  KeysCreateCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    NewKey made = folder.open(terminal()).create(name, Scopes.of(scopes));
    if (json()) {
      ObjectNode document = Json.object();
      document.set("key", KeyFolder.json(made.key()));
      json(document.put("token", made.token()));
      return ExitCode.PASSED;
    }
    terminal().line(made.token());
    note(
        "Key "
            + made.key().id()
            + " for "
            + made.key().name()
            + " ("
            + KeyFolder.scopes(made.key())
            + "). It is not shown again. Send it as: Authorization: Bearer KEY");
    return ExitCode.PASSED;
  }
}

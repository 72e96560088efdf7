package dev.assay.cli;

import dev.assay.server.key.ApiKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code assay keys revoke}. */
@Command(
    name = "revoke",
    description = "Revoke an API key. A running server notices within a second.",
    footer = {"", "Example: assay keys revoke 3f9a2b1c4d5e"})
final class KeysRevokeCommand extends AssayCommand {

  @Mixin private KeyFolder folder = new KeyFolder();

  @Parameters(paramLabel = "ID", description = "The key's id, or its name while it is in force.")
  private String id = "";

  KeysRevokeCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    ApiKey revoked = folder.openThere(terminal()).revoke(id);
    if (json()) {
      json(KeyFolder.json(revoked));
    } else {
      terminal().line("Revoked " + revoked.id() + ", " + revoked.name() + ".");
    }
    return ExitCode.PASSED;
  }
}

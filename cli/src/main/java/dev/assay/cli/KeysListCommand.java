package dev.assay.cli;

import dev.assay.core.json.Json;
import dev.assay.server.key.ApiKey;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay keys list}. */
@Command(
    name = "list",
    description = "List the API keys, revoked ones included; never the keys themselves.")
final class KeysListCommand extends AssayCommand {

  @Mixin private KeyFolder folder = new KeyFolder();

  KeysListCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    List<ApiKey> keys = folder.openThere(terminal()).list();
    if (json()) {
      ObjectNode document = Json.object();
      ArrayNode array = document.putArray("keys");
      keys.forEach(key -> array.add(KeyFolder.json(key)));
      json(document);
      return ExitCode.PASSED;
    }
    if (keys.isEmpty()) {
      note("There is no key: a server on loopback is open to whoever is on its machine.");
    }
    for (ApiKey key : keys) {
      String state =
          key.active()
              ? "used " + Objects.toString(key.lastUsed(), "never")
              : "revoked " + key.revoked();
      terminal()
          .line(
              String.format(
                  Locale.ROOT,
                  "%s  %-20s  %-24s  made %s  %s",
                  key.id(),
                  key.name(),
                  KeyFolder.scopes(key),
                  key.created(),
                  state));
    }
    return ExitCode.PASSED;
  }
}

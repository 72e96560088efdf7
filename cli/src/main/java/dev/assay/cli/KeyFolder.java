package dev.assay.cli;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.access.Scope;
import dev.assay.server.config.ServerConfig;
import dev.assay.server.key.ApiKey;
import dev.assay.server.key.KeyStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The data directory whose keys are meant. */
final class KeyFolder {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The server's data directory; $$ASSAY_DATA, else assay-data, unless given.")
  private @Nullable Path data;

  /** The keys, of a directory that is there already. */
  KeyStore openThere(Terminal terminal) {
    Path folder = folder(terminal);
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(
          Problem.of("--data", folder, "the data directory of a server"));
    }
    return open(terminal);
  }

  /** The keys, of a directory that is made if it is missing. */
  KeyStore open(Terminal terminal) {
    return KeyStore.open(folder(terminal), Clock.systemUTC(), new SecureRandom());
  }

  private Path folder(Terminal terminal) {
    String named = terminal.environment().getOrDefault("ASSAY_DATA", "");
    return Objects.requireNonNullElse(data, named.isBlank() ? ServerConfig.DATA : Path.of(named));
  }

  static ObjectNode json(ApiKey key) {
    ObjectNode json = Json.object().put("id", key.id()).put("name", key.name());
    ArrayNode scopes = json.putArray("scopes");
    new TreeSet<>(key.scopes()).forEach(scope -> scopes.add(scope.key()));
    json.put("created", key.created().toString());
    json.put("last_used", Objects.toString(key.lastUsed(), null));
    return json.put("revoked", Objects.toString(key.revoked(), null));
  }

  static String scopes(ApiKey key) {
    return new TreeSet<>(key.scopes()).stream().map(Scope::key).collect(Collectors.joining(","));
  }
}

package dev.assay.core.target;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Opens {@code exec} targets: {@code exec: [python3, bot.py]}, or {@code exec: {command: […], mode:
 * persistent | per-example, env: {…}, cwd: …, timeout: 30s}}.
 *
 * <p>The process reads one line of JSON, {@code {id, input, repeat, seed, metadata?,
 * traceparent?}}, from its standard input and writes one line of JSON, {@code {output, context?,
 * tool_calls?, usage?, …}} or {@code {error: {kind, message, transient?, retry_after_ms?}}}, to its
 * standard output; what it writes to standard error is shown if it dies. A persistent process
 * serves one example after another, and there are as many as examples are in flight at once.
 *
 * @since 0.1
 */
public final class ExecTargetProvider implements TargetProvider {

  private static final List<String> KEYS = List.of("command", "mode", "env", "cwd", "timeout");
  private static final List<String> MODES = List.of("persistent", "per-example");
  private static final long LARGEST_FILE = 256L << 20;

  /** Found by {@link java.util.ServiceLoader}. */
  public ExecTargetProvider() {}

  @Override
  public String kind() {
    return "exec";
  }

  @Override
  public OpenTarget open(TargetSpec spec, TargetContext context) {
    TargetConfig config = TargetConfig.of(spec, "command", KEYS);
    List<String> command = config.strings("command");
    if (command.isEmpty() || command.get(0).isBlank()) {
      config.wrong("command", "a program and its arguments, as a list of strings");
    }
    boolean persistent = config.choice("mode", MODES).equals("persistent");
    Map<String, String> environment = new HashMap<>(context.environment());
    Map<String, String> own = config.map("env");
    environment.putAll(own);
    Path folder = context.baseDirectory().resolve(config.optionalString("cwd").orElse(""));
    if (!Files.isDirectory(folder)) {
      config.wrong("cwd", "a folder that exists");
    }
    Optional<Duration> timeout = config.duration("timeout");
    config.check();
    checkProgram(config, command.get(0), folder, environment);
    config.check();
    ExecCommand exec = new ExecCommand(command, folder, environment);
    ObjectNode identity = Json.object();
    identity.set("command", array(command));
    identity.put("persistent", persistent);
    ObjectNode variables = identity.putObject("env");
    own.forEach(variables::put);
    ObjectNode files = identity.putObject("files");
    StringBuilder description = new StringBuilder("exec ").append(command.get(0));
    for (String argument : command) {
      String hash = hash(folder, argument);
      if (!hash.isEmpty()) {
        files.put(argument, hash);
        if (!argument.equals(command.get(0))) {
          // Other arguments may hold secrets.
          description.append(' ').append(argument);
        }
      }
    }
    Target target = new ExecTarget(exec, persistent, timeout);
    return new OpenTarget(target, description.toString(), ContentHash.of(identity), true);
  }

  private static ArrayNode array(List<String> texts) {
    ArrayNode array = Json.array();
    texts.forEach(array::add);
    return array;
  }

  private static String hash(Path folder, String argument) {
    try {
      Path file = folder.resolve(argument);
      boolean hashed = Files.isRegularFile(file) && Files.size(file) <= LARGEST_FILE;
      return hashed ? FileHash.of(file) : "";
    } catch (IOException | InvalidPathException e) {
      return "";
    }
  }

  // As the system would look it up; said before anything runs rather than for every example.
  private static void checkProgram(
      TargetConfig config, String program, Path folder, Map<String, String> environment) {
    if (program.indexOf('/') >= 0 || program.indexOf('\\') >= 0) {
      Path path = folder.resolve(program);
      if (!Files.isExecutable(path) || Files.isDirectory(path)) {
        config.add(
            Problem.of(config.subject("command"), program, "a program that can be executed")
                .next("looked at " + path.toAbsolutePath().normalize()));
      }
      return;
    }
    String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    for (String entry : path.split(File.pathSeparator)) {
      for (String suffix : List.of("", ".exe", ".cmd", ".bat")) {
        if (Files.isExecutable(Path.of(entry, program + suffix))) {
          return;
        }
      }
    }
    config.add(
        Problem.of(config.subject("command"), program, "a program on the PATH")
            .next("install it, or give its path"));
  }
}

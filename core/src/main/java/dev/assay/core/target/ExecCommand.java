package dev.assay.core.target;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How to start the process of an {@code exec} target. */
record ExecCommand(List<String> command, Path folder, Map<String, String> environment) {

  ExecCommand {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  ExecProcess start(@Nullable String traceparent) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toAbsolutePath().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    if (traceparent != null) {
      builder.environment().put("TRACEPARENT", traceparent);
    }
    return new ExecProcess(builder.start());
  }
}

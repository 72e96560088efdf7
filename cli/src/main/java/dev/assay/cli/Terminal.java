package dev.assay.cli;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Printable;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Where the command reads and writes: standard input, output and error, and what is known of them.
 *
 * @param in standard input
 * @param out results, and with {@code --json} one document and nothing else
 * @param err progress, logs and errors
 * @param outIsTerminal whether a person sees {@code out} as it is written
 * @param errIsTerminal whether a person sees {@code err} as it is written
 * @param columns how wide the terminal is
 * @param environment the environment variables
 */
record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    int columns,
    Map<String, String> environment) {

  private static final int DEFAULT_COLUMNS = 100;

  /**
   * The streams of this process. The script that starts it says which are terminals, for Java 17
   * cannot tell them apart.
   */
  static Terminal ofProcess(OutputStream standardOutput) {
    PrintStream out = stream(standardOutput, 1 << 16, false);
    PrintStream err = stream(new FileOutputStream(FileDescriptor.err), 1 << 10, true);
    // A target in this process may print; what it prints must not mix with results.
    System.setOut(err);
    System.setErr(err);
    return new Terminal(
        System.in,
        out,
        err,
        Boolean.getBoolean("assay.terminal.out"),
        Boolean.getBoolean("assay.terminal.err"),
        Integer.getInteger("assay.terminal.columns", DEFAULT_COLUMNS),
        System.getenv());
  }

  private static PrintStream stream(OutputStream to, int buffer, boolean flush) {
    return new PrintStream(new BufferedOutputStream(to, buffer), flush, StandardCharsets.UTF_8);
  }

  /** Whether colours may be used on {@code out}. */
  boolean colours(boolean forbidden) {
    String noColour = environment.getOrDefault("NO_COLOR", "");
    return outIsTerminal
        && !forbidden
        && noColour.isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  /** Whether {@code out} takes more than ASCII. */
  boolean unicode() {
    for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        String charset = value.toLowerCase(Locale.ROOT);
        return !outIsTerminal || charset.contains("utf-8") || charset.contains("utf8");
      }
    }
    return true;
  }

  /** Writes one JSON document, and the end of its line. */
  void json(JsonNode document) {
    out.writeBytes(
        Json.utf8(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(document)));
    out.writeBytes(new byte[] {'\n'});
  }

  /** Writes a line of results in which hostile text does no harm. */
  void line(String text) {
    out.writeBytes((Printable.lines(text) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a line of news or an error in which hostile text does no harm. */
  void note(String text) {
    err.writeBytes((Printable.lines(text) + "\n").getBytes(StandardCharsets.UTF_8));
    err.flush();
  }
}

package dev.assay.core.target;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child process that does what its input says: the input's text is a command, or is echoed. Needs
 * nothing but the platform.
 */
final class ScriptedProcess {

  private ScriptedProcess() {}

  /** The command that starts it. */
  static List<String> command(String... arguments) {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                java.nio.file.Path.of(
                        java.net.URI.create(
                            ScriptedProcess.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()))
                    .toString(),
                ScriptedProcess.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    Charset latin = StandardCharsets.ISO_8859_1;
    if (arguments.length > 0 && arguments[0].equals("--no-loop")) {
      throw new IllegalStateException("cannot open the model");
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int served = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      served++;
      String input = between(line, "\"input\":", ",\"repeat\":");
      String id = between(line, "\"id\":", ",\"input\":");
      String reply =
          switch (input) {
            case "\"pid\"" -> "{\"output\":\"" + ProcessHandle.current().pid() + "\"}";
            case "\"served\"" -> "{\"output\":" + served + "}";
            case "\"rubbish\"" -> "Loading the model...";
            case "\"wrong id\"" -> "{\"id\":\"other\",\"output\":\"x\"}";
            case "\"no output\"" -> "{\"id\":" + id + "}";
            case "\"bad context\"" -> "{\"output\":\"x\",\"context\":7}";
            case "\"transient\"" ->
                "{\"error\":{\"kind\":\"busy\",\"message\":\"later\",\"transient\":true,"
                    + "\"retry_after_ms\":5}}";
            case "\"permanent\"" -> "{\"error\":\"no\"}";
            case "\"env\"" -> "{\"output\":\"" + System.getenv("ASSAY_TEST") + "\"}";
            case "\"cwd\"" -> "{\"output\":\"" + System.getProperty("user.dir") + "\"}";
            case "\"rich\"" ->
                "{\"id\":" + id + ",\"output\":\"x\",\"context\":[\"p\"],\"usage\":{\"cost\":0.5}}";
            case "\"latin\"" -> "{\"output\":\"caf\u00e9\"}";
            case "\"twice\"" -> "{\"output\":\"first\"}\n{\"output\":\"second\"}";
            case "\"huge\"" -> "{\"output\":\"" + "y".repeat(10 << 20) + "\"}";
            default -> "{\"id\":" + id + ",\"output\":" + input + "}";
          };
      if (input.equals("\"die\"")) {
        for (int i = 0; i < 100; i++) {
          System.err.println("warning " + i);
        }
        System.err.println("fatal: out of tokens");
        System.exit(3);
      }
      if (input.equals("\"hang\"")) {
        TimeUnit.MINUTES.sleep(5);
      }
      out.write(
          (reply + "\n").getBytes(input.equals("\"latin\"") ? latin : StandardCharsets.UTF_8));
      out.flush();
    }
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }
}

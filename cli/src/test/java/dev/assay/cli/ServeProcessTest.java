package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code assay serve} as a process of its own: signals, and what it writes. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(120)
class ServeProcessTest {

  @TempDir private Path folder;

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    if (OS.LINUX.isCurrentOs()) {
      // Where the tests run in a shell's background, SIGINT is ignored, and that is inherited.
      Collections.addAll(command, "env", "--default-signal=INT");
    }
    command.add(ProcessHandle.current().info().command().orElse("java"));
    Collections.addAll(command, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("dev.assay.cli.Assay");
    Collections.addAll(command, "serve", "--data", "data", "--http", "0", "--grpc", "off");
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  private String ready(Process process) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
      if (line.contains("interactions?limit=1")) {
        break;
      }
    }
    assertThat(lines).as(errors()).isNotEmpty();
    assertThat(lines.get(0)).endsWith("is ready.");
    assertThat(lines.get(1)).endsWith("/ui");
    assertThat(lines.get(5)).contains("off: whoever is on this machine");
    return lines.get(2).substring(lines.get(2).indexOf("http"));
  }

  private static void signal(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  @Test
  void terminated_afterSomethingCame_storesItAndExits0() throws Exception {
    Process process = start();
    String url = ready(process);
    HttpClient client = HttpClient.newHttpClient();
    String said = "A very particular question";
    HttpResponse<String> sent =
        client.send(
            HttpRequest.newBuilder(URI.create(url + "/api/v1/interactions"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"interactions\":[{\"id\":\"mine\",\"started_at\":\""
                            + Instant.now()
                            + "\",\"messages\":[{\"role\":\"user\",\"text\":\""
                            + said
                            + "\"}],\"output\":\"x\"}]}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
    signal(process, "TERM");
    assertThat(process.waitFor()).as(errors()).isZero();
    assertThat(errors()).contains("Stopped.").doesNotContain(said, "\tat ");
    for (String line : errors().split("\n")) {
      if (line.startsWith("{")) {
        assertThat(Json.parse(line, "log", 1).path("level").isString()).isTrue();
      }
    }

    Process again = start();
    url = ready(again);
    HttpResponse<String> found =
        client.send(
            HttpRequest.newBuilder(URI.create(url + "/api/v1/interactions/mine")).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(found.statusCode()).isEqualTo(200);
    signal(again, "INT");
    assertThat(again.waitFor()).isZero();
  }
}

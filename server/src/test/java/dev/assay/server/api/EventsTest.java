package dev.assay.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.server.api.access.Access;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class EventsTest {

  @TempDir private static Path folder;
  private static ServedApi served;

  @BeforeAll
  static void open() throws IOException {
    served = new ServedApi(folder, Access.open());
  }

  @AfterAll
  static void close() {
    served.close();
  }

  @Test
  void listener_hearsEventsAndHeartbeats() throws Exception {
    try (Socket socket = listen()) {
      BufferedReader lines = lines(socket);
      await(lines, ": still here");

      served.api.events().publish("alert", Json.object().put("id", "a-1\nevent: fake"));

      assertThat(await(lines, "event: alert")).isTrue();
      assertThat(lines.readLine()).isEqualTo("data: {\"id\":\"a-1\\nevent: fake\"}");
    }
  }

  @Test
  void listener_thatDoesNotRead_isLetGoWhileOthersHear() throws Exception {
    long before = served.api.events().dropped();
    try (Socket slow = listen()) {
      await(lines(slow), ": listening");
      String large = "x".repeat(1 << 18);
      for (int i = 0; i < 2_000 && served.api.events().dropped() == before; i++) {
        served.api.events().publish("counts", Json.object().put("n", large));
        Thread.sleep(1);
      }

      assertThat(served.api.events().dropped()).isEqualTo(before + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept: text/html, application/json\r\n",
        "Accept: text/event-streams\r\n",
        "Accept: text/event-stream;q=0, */*\r\n"
      })
  void request_thatTakesNoEvents_isToldSo(String header) throws IOException {
    try (Socket socket = ask(header)) {
      BufferedReader lines = lines(socket);
      assertThat(lines.readLine()).startsWith("HTTP/1.1 406");
    }
  }

  // RFC 9110: no header, or a range that holds the type, takes it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Accept: */*\r\n",
        "Accept: text/*\r\n",
        "Accept: TEXT/Event-Stream; charset=utf-8\r\n",
        "Accept: text/html;q=0.9, */*;q=0.1\r\n"
      })
  void request_thatTakesAnyOrThisType_isServed(String header) throws IOException {
    try (Socket socket = ask(header)) {
      BufferedReader lines = lines(socket);
      assertThat(lines.readLine()).startsWith("HTTP/1.1 200");
      String line = lines.readLine();
      while (!line.toLowerCase(Locale.ROOT).startsWith("content-type:")) {
        line = lines.readLine();
      }
      assertThat(line).contains("text/event-stream");
      assertThat(await(lines, ": listening")).isTrue();
    }
  }

  private static Socket listen() throws IOException {
    return ask("Accept: text/event-stream\r\n");
  }

  private static Socket ask(String header) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port());
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write(
            ("GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\n" + header + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static BufferedReader lines(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static boolean await(BufferedReader lines, String expected) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals(expected)) {
        return true;
      }
    }
    return false;
  }
}

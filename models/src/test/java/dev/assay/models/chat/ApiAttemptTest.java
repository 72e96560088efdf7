package dev.assay.models.chat;

import static dev.assay.models.testing.ScriptedServer.brokenChunks;
import static dev.assay.models.testing.ScriptedServer.chunks;
import static dev.assay.models.testing.ScriptedServer.hang;
import static dev.assay.models.testing.ScriptedServer.reply;
import static dev.assay.models.testing.ScriptedServer.stalledChunks;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.Usage;
import dev.assay.core.model.ChatParameters;
import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.FinishReason;
import dev.assay.core.model.ModelException.Kind;
import dev.assay.models.call.AttemptFailedException;
import dev.assay.models.internal.Deadline;
import dev.assay.models.internal.Wire;
import dev.assay.models.testing.ScriptedServer;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class ApiAttemptTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(400);
  // A busy machine wakes a thread late; a bound that does not hold is off by far more.
  private static final double LATE_MILLIS = 10_000;

  private static final ChatRequest QUESTION =
      ChatRequest.of(List.of(Message.user("Say hello")), ChatParameters.DEFAULT);

  static Stream<Arguments> bothWays() {
    return Stream.of(Spoken.values())
        .flatMap(s -> Stream.of(Arguments.of(s, false), Arguments.of(s, true)));
  }

  @ParameterizedTest
  @MethodSource("bothWays")
  void ask_answer_isRead(Spoken spoken, boolean stream) throws Exception {
    String text = "Grüße 🙂 \u0000 <b>";
    try (ScriptedServer server = new ScriptedServer(spoken.answering(text, stream))) {
      ChatResponse response = spoken.attempt(server, stream).ask(QUESTION, LONG);
      assertThat(response.text()).isEqualTo(text);
      assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
      assertThat(response.model()).contains("test");
      assertThat(response.attempts()).isEqualTo(1);
      assertThat(response.latencyMillis()).isPositive();
      if (stream) {
        assertThat(response.ttftMillis())
            .isPositive()
            .isLessThanOrEqualTo(response.latencyMillis());
      } else {
        assertThat(response.ttftMillis()).isNull();
      }
    }
  }

  // The same call in each provider's own counting: 30 read, 10 of them cached, 12 written.
  @ParameterizedTest
  @MethodSource("bothWays")
  void ask_usage_isCountedOneWay(Spoken spoken, boolean stream) throws Exception {
    Usage expected =
        switch (spoken) {
          case OPENAI, GEMINI -> new Usage(30L, 12L, 10L, 5L, null);
          case ANTHROPIC -> new Usage(30L, 12L, 10L, null, null);
          case OLLAMA -> new Usage(30L, 12L, null, null, null);
        };
    try (ScriptedServer server = new ScriptedServer(spoken.answering("Hello", stream))) {
      assertThat(spoken.attempt(server, stream).ask(QUESTION, LONG).usage()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ask_streamInPieces_joinsThem(Spoken spoken) throws Exception {
    List<String> events = spoken.events(List.of("He", "ll", "o\n", "World"), spoken.stop());
    try (ScriptedServer server = new ScriptedServer(chunks(events, spoken.contentType()))) {
      assertThat(spoken.attempt(server, true).ask(QUESTION, LONG).text()).isEqualTo("Hello\nWorld");
    }
  }

  @ParameterizedTest
  @EnumSource
  void ask_streamOneByteAtATime_joinsThem(Spoken spoken) throws Exception {
    String all = String.join("", spoken.events(List.of("Grüße", " 🙂"), spoken.stop()));
    byte[] bytes = all.getBytes(UTF_8);
    ScriptedServer.Step step =
        (request, out) -> {
          out.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
          for (byte b : bytes) {
            out.write(b);
            out.flush();
          }
          return false;
        };
    try (ScriptedServer server = new ScriptedServer(step)) {
      assertThat(spoken.attempt(server, true).ask(QUESTION, LONG).text()).isEqualTo("Grüße 🙂");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI, length, LENGTH",
    "OPENAI, content_filter, CONTENT_FILTER",
    "OPENAI, tool_calls, TOOL_CALLS",
    "OPENAI, something_new, OTHER",
    "ANTHROPIC, max_tokens, LENGTH",
    "ANTHROPIC, stop_sequence, STOP",
    "ANTHROPIC, refusal, REFUSAL",
    "ANTHROPIC, pause_turn, OTHER",
    "GEMINI, MAX_TOKENS, LENGTH",
    "GEMINI, SAFETY, CONTENT_FILTER",
    "GEMINI, PROHIBITED_CONTENT, CONTENT_FILTER",
    "GEMINI, SOMETHING_NEW, OTHER",
    "OLLAMA, length, LENGTH",
    "OLLAMA, load, OTHER",
  })
  void ask_finishReasons_areMapped(Spoken spoken, String said, FinishReason expected)
      throws Exception {
    for (boolean stream : new boolean[] {false, true}) {
      ScriptedServer.Step step =
          stream
              ? chunks(spoken.events(List.of("Part"), said), spoken.contentType())
              : reply(200, spoken.whole("Part", said));
      try (ScriptedServer server = new ScriptedServer(step)) {
        ChatResponse response = spoken.attempt(server, stream).ask(QUESTION, LONG);
        assertThat(response.finishReason()).isEqualTo(expected);
        assertThat(response.text()).isEqualTo("Part");
      }
    }
  }

  @Test
  void ask_openAiRefusal_isAnAnswer() throws Exception {
    String whole =
        """
        {"model": "m", "choices": [{"message": {"role": "assistant", "content": null, "refusal": "I can't help"},
         "finish_reason": "stop"}]}
        """;
    String delta =
        Spoken.event(
            "{\"choices\": [{\"delta\": {\"refusal\": \"I can't help\"}, \"finish_reason\": null}]}");
    String end = Spoken.event("{\"choices\": [{\"delta\": {}, \"finish_reason\": \"stop\"}]}");
    try (ScriptedServer server =
        new ScriptedServer(
            ScriptedServer.inTurn(
                reply(200, whole), chunks(List.of(delta, end, "data: [DONE]\n\n"))))) {
      for (boolean stream : new boolean[] {false, true}) {
        ChatResponse response = Spoken.OPENAI.attempt(server, stream).ask(QUESTION, LONG);
        assertThat(response.finishReason()).isEqualTo(FinishReason.REFUSAL);
        assertThat(response.text()).isEqualTo("I can't help");
      }
    }
  }

  @Test
  void ask_geminiBlocksThePrompt_isAContentFilterStop() throws Exception {
    String body =
        "{\"promptFeedback\": {\"blockReason\": \"SAFETY\"}, \"usageMetadata\": {\"promptTokenCount\": 4}}";
    try (ScriptedServer server =
        new ScriptedServer(
            ScriptedServer.inTurn(reply(200, body), chunks(List.of(Spoken.event(body)))))) {
      for (boolean stream : new boolean[] {false, true}) {
        ChatResponse response = Spoken.GEMINI.attempt(server, stream).ask(QUESTION, LONG);
        assertThat(response.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(response.text()).isEmpty();
        assertThat(response.usage().inputTokens()).isEqualTo(4);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OPENAI | {\"model\": \"m\", \"choices\": []} | no choices",
        "OPENAI | {} | no choices",
        "OPENAI | [1] | no choices",
        "GEMINI | {\"candidates\": []} | no candidates",
        "ANTHROPIC | {\"type\": \"message\"} | no content",
        "OLLAMA | {\"done\": true} | no message",
      })
  void ask_replyWithoutAnAnswer_isInvalid(Spoken spoken, String body, String expected)
      throws Exception {
    try (ScriptedServer server = new ScriptedServer(reply(200, body))) {
      AttemptFailedException failure = failure(spoken, server, false, LONG);
      assertThat(failure.kind()).isEqualTo(Kind.INVALID_REPLY);
      assertThat(failure.retryable()).isFalse();
      assertThat(failure).hasMessageContaining(expected);
    }
  }

  @Test
  void ask_openAiStreamWithoutChoices_isInvalid() throws Exception {
    List<String> events = List.of(Spoken.event("{\"choices\": []}"), "data: [DONE]\n\n");
    try (ScriptedServer server = new ScriptedServer(chunks(events))) {
      AttemptFailedException failure = failure(Spoken.OPENAI, server, true, LONG);
      assertThat(failure.kind()).isEqualTo(Kind.INVALID_REPLY);
      assertThat(failure).hasMessageContaining("no choices");
    }
  }

  @ParameterizedTest
  @MethodSource("bothWays")
  void ask_tooManyRequests_saysWhenToComeBack(Spoken spoken, boolean stream) throws Exception {
    String body = spoken.error("slow down");
    try (ScriptedServer server =
        new ScriptedServer(
            ScriptedServer.inTurn(
                reply(429, body, "Retry-After: 7"),
                reply(
                    429,
                    body,
                    "Date: Wed, 21 Oct 2026 07:28:00 GMT",
                    "Retry-After: Wed, 21 Oct 2026 07:28:30 GMT"),
                reply(429, body, "Retry-After: 7", "retry-after-ms: 1500"),
                reply(429, body)))) {
      for (String seconds : List.of("7", "30", "1.5", "")) {
        AttemptFailedException failure = failure(spoken, server, stream, LONG);
        assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessage("status 429: slow down");
        assertThat(failure.retryAfter().map(d -> d.toMillis() / 1000.0).orElse(-1.0))
            .isEqualTo(seconds.isEmpty() ? -1.0 : Double.parseDouble(seconds));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, REJECTED, false",
    "401, UNAUTHORISED, false",
    "403, UNAUTHORISED, false",
    "404, REJECTED, false",
    "408, TIMEOUT, true",
    "409, UNAVAILABLE, true",
    "413, REJECTED, false",
    "422, REJECTED, false",
    "500, UNAVAILABLE, true",
    "502, UNAVAILABLE, true",
    "503, UNAVAILABLE, true",
    "529, UNAVAILABLE, true",
  })
  void ask_status_isMapped(int status, Kind kind, boolean retryable) throws Exception {
    for (Spoken spoken : Spoken.values()) {
      for (boolean stream : new boolean[] {false, true}) {
        try (ScriptedServer server =
            new ScriptedServer(reply(status, spoken.error("what\nwent \u001b[31mwrong")))) {
          AttemptFailedException failure = failure(spoken, server, stream, LONG);
          assertThat(failure.kind()).isEqualTo(kind);
          assertThat(failure.retryable()).isEqualTo(retryable);
          assertThat(failure).hasMessage("status " + status + ": what\uFFFDwent \uFFFD[31mwrong");
        }
      }
    }
  }

  @Test
  void ask_noMoneyLeft_isNotRetried() throws Exception {
    String body = "{\"error\": {\"message\": \"You exceeded\", \"code\": \"insufficient_quota\"}}";
    try (ScriptedServer server = new ScriptedServer(reply(429, body))) {
      AttemptFailedException failure = failure(Spoken.OPENAI, server, false, LONG);
      assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
      assertThat(failure.retryable()).isFalse();
    }
  }

  @Test
  void ask_geminiKeyIsWrong_isUnauthorised() throws Exception {
    String body =
        "[{\"error\": {\"code\": 400, \"message\": \"API key not valid\", \"status\": \"INVALID_ARGUMENT\", "
            + "\"details\": [{\"reason\": \"API_KEY_INVALID\"}]}}]";
    try (ScriptedServer server = new ScriptedServer(reply(400, body))) {
      AttemptFailedException failure = failure(Spoken.GEMINI, server, false, LONG);
      assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORISED);
      assertThat(failure).hasMessage("status 400: API key not valid");
    }
  }

  @ParameterizedTest
  @MethodSource("bothWays")
  void ask_keyIsRepeated_isNotShown(Spoken spoken, boolean stream) throws Exception {
    String secret = Spoken.KEY;
    String urlEncoded = "sk-test-0123456789%2B%2F%3Dsecret";
    // At the place where a long message is cut.
    String long300 = "x".repeat(290) + secret;
    for (String said : List.of(secret + " and " + urlEncoded, long300)) {
      for (ScriptedServer.Step step :
          List.of(
              reply(401, spoken.error("Wrong key " + said)),
              reply(500, "Bearer " + said),
              reply(200, "Bearer " + said),
              reply(307, "", "Location: http://elsewhere/?" + said),
              stream
                  ? chunks(List.of(Spoken.event(spoken.error(said)), spoken.error(said) + "\n"))
                  : reply(200, spoken.error(said)))) {
        try (ScriptedServer server = new ScriptedServer(step)) {
          AttemptFailedException failure = failure(spoken, server, stream, LONG);
          StringWriter trace = new StringWriter();
          failure.printStackTrace(new PrintWriter(trace));
          assertThat(trace.toString()).doesNotContain("0123456789").doesNotContain("secret");
          assertThat(failure.getMessage().length()).isLessThan(500);
        }
      }
    }
    try (ScriptedServer server = new ScriptedServer(spoken.answering("It is " + secret, stream))) {
      ApiAttempt attempt = spoken.attempt(server, stream);
      assertThat(attempt.ask(QUESTION, LONG).text()).isEqualTo("It is [key]");
      assertThat(attempt).asString().contains("some-model@127").doesNotContain("secret");
    }
  }

  @ParameterizedTest
  @MethodSource("bothWays")
  void ask_redirect_isNotFollowed(Spoken spoken, boolean stream) throws Exception {
    try (ScriptedServer other = new ScriptedServer(spoken.answering("stolen", stream));
        ScriptedServer server =
            new ScriptedServer(reply(307, "", "Location: " + other.url("/v1/chat")))) {
      AttemptFailedException failure = failure(spoken, server, stream, LONG);
      assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
      assertThat(failure).hasMessageContaining("redirects to http://127.0.0.1:");
      assertThat(other.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("bothWays")
  void ask_serverHangs_endsInTime(Spoken spoken, boolean stream) throws Exception {
    try (ScriptedServer server = new ScriptedServer(hang())) {
      assertTimesOut(spoken, server, stream);
    }
  }

  @ParameterizedTest
  @MethodSource("bothWays")
  void ask_bodyStalls_endsInTime(Spoken spoken, boolean stream) throws Exception {
    String whole = spoken.whole("Hello", spoken.stop());
    List<String> start =
        stream
            ? spoken.events(List.of("Hello", "World"), spoken.stop()).subList(0, 2)
            : List.of(whole.substring(0, whole.length() / 2));
    try (ScriptedServer server = new ScriptedServer(stalledChunks(start, spoken.contentType()))) {
      assertTimesOut(spoken, server, stream);
    }
  }

  @ParameterizedTest
  @MethodSource("bothWays")
  void ask_bodyDrips_endsInTime(Spoken spoken, boolean stream) throws Exception {
    ScriptedServer.Step drip =
        (request, out) -> {
          out.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
          while (true) {
            out.write(' ');
            out.flush();
            Thread.sleep(20);
          }
        };
    try (ScriptedServer server = new ScriptedServer(drip)) {
      assertTimesOut(spoken, server, stream);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ask_errorBodyStalls_saysTheStatus(Spoken spoken) throws Exception {
    ScriptedServer.Step step =
        (request, out) -> {
          out.write("HTTP/1.1 503 No\r\nContent-Length: 99\r\n\r\n{".getBytes(ISO_8859_1));
          out.flush();
          return hang().answer(request, out);
        };
    try (ScriptedServer server = new ScriptedServer(step)) {
      long start = System.nanoTime();
      AttemptFailedException failure = failure(spoken, server, false, SHORT);
      assertThat((System.nanoTime() - start) / 1e6).isLessThan(LATE_MILLIS);
      assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(failure).hasMessage("status 503");
    }
  }

  private static void assertTimesOut(Spoken spoken, ScriptedServer server, boolean stream) {
    long start = System.nanoTime();
    AttemptFailedException failure = failure(spoken, server, stream, SHORT);
    assertThat((System.nanoTime() - start) / 1e6).isBetween(350.0, LATE_MILLIS);
    assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure).hasMessageContaining("within 400 ms");
  }

  @ParameterizedTest
  @MethodSource("bothWays")
  void ask_interrupted_endsAtOnce(Spoken spoken, boolean stream) throws Exception {
    try (ScriptedServer server = new ScriptedServer(hang())) {
      Thread.currentThread().interrupt();
      AttemptFailedException failure = failure(spoken, server, stream, LONG);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED);
      assertThat(failure.retryable()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void ask_streamEndsEarly_isNoAnswer(Spoken spoken) throws Exception {
    List<String> all = spoken.events(List.of("Hello", " World"), spoken.stop());
    String cut = all.get(1).substring(0, all.get(1).length() / 2);
    for (ScriptedServer.Step step :
        List.of(
            chunks(all.subList(0, 2), spoken.contentType()),
            brokenChunks(all.subList(0, 2), spoken.contentType()),
            chunks(List.of(all.get(0), cut), spoken.contentType()),
            chunks(List.of(), spoken.contentType()))) {
      try (ScriptedServer server = new ScriptedServer(step)) {
        AttemptFailedException failure = failure(spoken, server, true, LONG);
        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.retryable()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void ask_bodyEndsEarly_isNoAnswer(Spoken spoken) throws Exception {
    String whole = spoken.whole("Hello", spoken.stop());
    ScriptedServer.Step step =
        (request, out) -> {
          String head = "HTTP/1.1 200 OK\r\nContent-Length: " + whole.length() + "\r\n\r\n";
          out.write((head + whole.substring(0, 20)).getBytes(ISO_8859_1));
          out.flush();
          return false;
        };
    try (ScriptedServer server = new ScriptedServer(step)) {
      AttemptFailedException failure = failure(spoken, server, false, LONG);
      assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(failure.retryable()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void ask_streamReportsAnError_isNoAnswer(Spoken spoken) throws Exception {
    String error =
        spoken == Spoken.OLLAMA
            ? spoken.error("overloaded") + "\n"
            : (spoken == Spoken.ANTHROPIC ? "event: error\n" : "")
                + Spoken.event(spoken.error("overloaded"));
    List<String> all = spoken.events(List.of("Hello"), spoken.stop());
    try (ScriptedServer server =
        new ScriptedServer(chunks(List.of(all.get(0), error), spoken.contentType()))) {
      AttemptFailedException failure = failure(spoken, server, true, LONG);
      assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(failure.retryable()).isTrue();
      assertThat(failure).hasMessage("the provider reports: overloaded");
    }
  }

  @ParameterizedTest
  @EnumSource
  void ask_invalidJson_isInvalid(Spoken spoken) throws Exception {
    List<String> all = spoken.events(List.of("Hello"), spoken.stop());
    String odd = spoken == Spoken.OLLAMA ? "{\"model\n" : Spoken.event("{\"choices");
    List<String> events = List.of(all.get(0), odd, all.get(all.size() - 1));
    for (boolean stream : new boolean[] {false, true}) {
      ScriptedServer.Step step =
          stream ? chunks(events, spoken.contentType()) : reply(200, "<html>Bad gateway</html>");
      try (ScriptedServer server = new ScriptedServer(step)) {
        AttemptFailedException failure = failure(spoken, server, stream, LONG);
        assertThat(failure.kind()).isEqualTo(Kind.INVALID_REPLY);
        assertThat(failure).hasMessageStartingWith("the reply is not JSON: ");
      }
    }
  }

  @Test
  void ask_notUtf8_isInvalid() throws Exception {
    ScriptedServer.Step step =
        (request, out) -> {
          ScriptedServer.write(out, 200, new byte[] {'"', (byte) 0xff, '"'});
          return true;
        };
    try (ScriptedServer server = new ScriptedServer(step)) {
      assertThat(failure(Spoken.OPENAI, server, false, LONG)).hasMessage("the reply is not UTF-8");
    }
  }

  @ParameterizedTest
  @MethodSource("bothWays")
  void ask_endlessBody_isCutOff(Spoken spoken, boolean stream) throws Exception {
    byte[] piece = "x".repeat(64 * 1024).getBytes(ISO_8859_1);
    ScriptedServer.Step step =
        (request, out) -> {
          out.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\ndata: ".getBytes(ISO_8859_1));
          while (true) {
            out.write(piece);
          }
        };
    try (ScriptedServer server = new ScriptedServer(step)) {
      AttemptFailedException failure = failure(spoken, server, stream, LONG);
      assertThat(failure.kind()).isEqualTo(Kind.INVALID_REPLY);
      assertThat(failure).hasMessage("the reply is longer than 16384 KiB");
    }
  }

  @Test
  void ask_nobodyListens_isUnavailable() throws Exception {
    ScriptedServer server = new ScriptedServer(hang());
    ApiAttempt attempt = Spoken.OPENAI.attempt(server, false);
    server.close();
    AttemptFailedException failure =
        catchThrowableOfType(AttemptFailedException.class, () -> attempt.ask(QUESTION, LONG));
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure).hasMessageStartingWith("no connection to 127.0.0.1:");
  }

  @Test
  void ask_connectionBreaks_isUnavailable() throws Exception {
    try (ScriptedServer server = new ScriptedServer((request, out) -> false)) {
      AttemptFailedException failure = failure(Spoken.OPENAI, server, false, LONG);
      assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(failure.retryable()).isTrue();
      assertThat(server.requests()).as("sent once, not twice").hasSize(1);
    }
  }

  // A server that keeps the connection open after its last event is not waited for.
  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC", "OLLAMA"})
  void ask_streamStaysOpenAfterItsEnd_isAnswered(Spoken spoken) throws Exception {
    List<String> all = spoken.events(List.of("Hello"), spoken.stop());
    try (ScriptedServer server = new ScriptedServer(stalledChunks(all, spoken.contentType()))) {
      long start = System.nanoTime();
      assertThat(spoken.attempt(server, true).ask(QUESTION, LONG).text()).isEqualTo("Hello");
      assertThat((System.nanoTime() - start) / 1e6).isLessThan(LATE_MILLIS);
    }
  }

  @Test
  void ask_serverDoesNotStream_saysSo() throws Exception {
    try (ScriptedServer server = new ScriptedServer(Spoken.OPENAI.answering("Hello", false))) {
      AttemptFailedException failure = failure(Spoken.OPENAI, server, true, LONG);
      assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(failure).hasMessageContaining("leave out stream");
    }
  }

  @Test
  void execute_readerThrows_isNoAnswer() throws Exception {
    try (ScriptedServer server = new ScriptedServer(Spoken.OPENAI.answering("Half", false))) {
      Wire wire = new Wire(Spoken.OPENAI.endpoint(server, false), Deadline.in(LONG));
      ReplyReader reader =
          new ReplyReader(wire.failures(), wire::millis) {
            @Override
            void whole(JsonNode body) {
              add("Half an");
              throw new IllegalStateException("a bug of ours");
            }

            @Override
            void event(@Nullable String name, JsonNode data) {}
          };
      ChatWire http = new ChatWire(wire, reader);
      HttpRequest request =
          HttpRequest.builder().method(HttpMethod.POST).url(server.url("/v1")).body("{}").build();
      assertThatThrownBy(() -> http.execute(request)).isInstanceOf(IllegalStateException.class);
      assertThat(http.failure()).hasMessage("the reply could not be read");
    }
  }

  @Test
  void ask_tenMegabytes_areRead() throws Exception {
    String text = "ab\u0000<".repeat(2_500_000);
    try (ScriptedServer server = new ScriptedServer(Spoken.OLLAMA.answering(text, false))) {
      AttemptFailedException failure =
          catchThrowableOfType(
              AttemptFailedException.class,
              () -> Spoken.OLLAMA.attempt(server, false).ask(QUESTION, LONG));
      // NUL is six bytes in JSON: 25 MB of body for 10 MB of text.
      assertThat(failure).hasMessageContaining("longer than");
    }
    String plain = "abc<".repeat(2_500_000);
    try (ScriptedServer server = new ScriptedServer(Spoken.OLLAMA.answering(plain, false))) {
      assertThat(Spoken.OLLAMA.attempt(server, false).ask(QUESTION, LONG).text()).isEqualTo(plain);
    }
  }

  private static AttemptFailedException failure(
      Spoken spoken, ScriptedServer server, boolean stream, Duration time) {
    AttemptFailedException failure =
        catchThrowableOfType(
            AttemptFailedException.class, () -> spoken.attempt(server, stream).ask(QUESTION, time));
    assertThat(failure).isNotNull();
    return failure;
  }
}

package dev.assay.models.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.target.OpenTarget;
import dev.assay.core.target.TargetContext;
import dev.assay.core.target.TargetException;
import dev.assay.core.target.TargetRequest;
import dev.assay.core.target.TargetSpec;
import dev.assay.core.target.Targets;
import dev.assay.models.internal.RetryAfter;
import dev.assay.models.testing.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Timeout(60)
class HttpTargetTest {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-10-21T07:28:20Z"), ZoneOffset.UTC);

  private static final String GOOD = "{\"answer\": \"42\"}";

  @Test
  void aReply_isTakenApartByPointer() throws Exception {
    String reply =
        """
        {"answer": {"text": "42"}, "passages": ["a", {"id": "d1", "text": "b", "score": 0.5}],
         "calls": [{"name": "search", "arguments": {"q": "x"}}],
         "usage": {"prompt_tokens": 7, "completion_tokens": 3}}
        """;
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.reply(200, reply))) {
      ObjectNode config = config(server).put("output", "/answer/text").put("context", "/passages");
      config.put("tool_calls", "/calls").put("usage", "/usage");
      Interaction answer = call(config, request("why?"));
      assertThat(answer.output()).isEqualTo("42");
      assertThat(answer.context()).containsExactly(Passage.of("a"), new Passage("d1", "b", 0.5));
      assertThat(answer.toolCalls()).extracting(c -> c.name()).containsExactly("search");
      assertThat(answer.usage().inputTokens()).isEqualTo(7);
      assertThat(answer.latencyMillis()).isPositive();
    }
  }

  @Test
  void aRequest_isTheTemplateFilledWithoutAnyWayToBreakOut() throws Exception {
    String hostile = "a\"b\\c\n\u0000</script>\ud800{{id}}";
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.reply(200, GOOD))) {
      ObjectNode config = config(server).put("url", server.url("/ask/{{id}}?q={{input}}"));
      config.put("body", "{\"question\": \"Q: {{input}}\", \"raw\": {{metadata.n}}}");
      call(config, request("ex/1", hostile, Json.object().put("n", 3)));
      ScriptedServer.Request seen = server.requests().remove();
      JsonNode body = Json.parse(seen.body(), "body", 1);
      assertThat(body.get("question").stringValue()).isEqualTo("Q: " + hostile);
      assertThat(body.get("raw").intValue()).isEqualTo(3);
      assertThat(seen.line())
          .startsWith("POST /ask/ex%2F1?q=a%22b%5Cc%0A%00%3C%2Fscript%3E")
          .endsWith("%7B%7Bid%7D%7D HTTP/1.1");
      assertThat(seen.header("Content-Type")).isEqualTo("application/json");
    }
  }

  @Test
  void aBodyGivenAsJson_keepsTheTypesOfWhatItTakes() throws Exception {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.reply(200, GOOD))) {
      ObjectNode config = config(server);
      config.set("body", json("{q: {a: '{{input}}', b: ['{{metadata}}', 'n={{metadata.n}}', 5]}}"));
      call(config, request("ex", "why?", Json.object().put("n", 3)));
      assertThat(Json.parse(server.requests().remove().body(), "body", 1))
          .isEqualTo(json("{q: {a: 'why?', b: [{n: 3}, 'n=3', 5]}}"));
    }
  }

  @Test
  void headers_areSentAndNeverShown() throws Exception {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.reply(403, "no"))) {
      ObjectNode config = config(server);
      config.putObject("headers").put("Authorization", "Bearer s3cret").put("X-Team", "blue");
      config.put("url", server.url("/ask?key=s3cret"));
      try (OpenTarget target = open(config)) {
        assertThat(target.toString()).doesNotContain("s3cret");
        assertThat(target.description()).isEqualTo("http POST " + server.url("/ask"));
        TargetException failure = failure(target, request("x"));
        assertThat(failure).hasMessage("status 403: no");
        assertThat(failure.kind()).isEqualTo("http_403");
        assertThat(failure.isTransient()).isFalse();
      }
      assertThat(server.requests().peek().header("Authorization")).isEqualTo("Bearer s3cret");
      assertThat(server.requests().peek().header("X-Team")).isEqualTo("blue");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "408,true",
    "429,true",
    "500,true",
    "503,true",
    "400,false",
    "401,false",
    "404,false"
  })
  void aStatusThatIsNotSuccess_isAFailure(int status, boolean passing) throws Exception {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.reply(status, GOOD))) {
      TargetException failure = failure(config(server));
      assertThat(failure.kind()).isEqualTo("http_" + status);
      assertThat(failure.isTransient()).isEqualTo(passing);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void retryAfter_isPassedOn() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(ScriptedServer.reply(429, "", "Retry-After: 2"))) {
      assertThat(failure(config(server)).retryAfter()).contains(Duration.ofSeconds(2));
    }
    assertThat(
            RetryAfter.parse("Wed, 21 Oct 2026 07:28:30 GMT", "Wed, 21 Oct 2026 07:28:00 GMT", NOW))
        .isEqualTo(Duration.ofSeconds(30));
    // Without the server's own time, by ours.
    assertThat(RetryAfter.parse("Wed, 21 Oct 2026 07:28:30 GMT", null, NOW))
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(RetryAfter.parse("Wed, 21 Oct 2026 07:28:30 GMT", "today", NOW))
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(RetryAfter.parse("soon", null, NOW)).isNull();
    assertThat(RetryAfter.parse("-1", null, NOW)).isNull();
    assertThat(RetryAfter.parse(null, null, NOW)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"99999999999", "999999999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
  void retryAfter_absurd_isLongAndOverflowsNothing(String header) {
    Duration wait = RetryAfter.parse(header, null, NOW);
    assertThat(wait).isEqualTo(Duration.ofDays(3_650));
  }

  @Test
  void aReplyThatIsNotJson_isABadResponse() throws Exception {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.reply(200, "<html>"))) {
      TargetException failure = failure(config(server));
      assertThat(failure.kind()).isEqualTo("bad_response");
      assertThat(failure).hasMessage("the reply is not JSON: <html>");
    }
  }

  @Test
  void anEmptyReply_isABadResponse() throws Exception {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.reply(200, ""))) {
      assertThat(failure(config(server))).hasMessage("the reply is empty (expected: JSON)");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"other\": 1}", "{\"answer\": null}", "[]", "7"})
  void aReplyWithoutTheOutput_isABadResponseNamingThePointer(String reply) throws Exception {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.reply(200, reply))) {
      TargetException failure = failure(config(server));
      assertThat(failure.kind()).isEqualTo("bad_response");
      assertThat(failure).hasMessage("the reply has nothing at /answer: " + reply);
    }
  }

  @Test
  void aReplyThatNamesAnError_isATargetError() throws Exception {
    String reply = "{\"answer\": \"\", \"error\": \"overloaded\"}";
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.reply(200, reply))) {
      TargetException failure = failure(config(server).put("error", "/error"));
      assertThat(failure.kind()).isEqualTo("target_error");
      assertThat(failure).hasMessage("overloaded");
    }
  }

  @Test
  void aReplyCutShort_isATransientFailure() throws Exception {
    ScriptedServer.Step cut =
        (request, out) -> {
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"ans"
                  .getBytes(StandardCharsets.US_ASCII));
          out.flush();
          return false;
        };
    try (ScriptedServer server = new ScriptedServer(cut)) {
      TargetException failure = failure(config(server));
      assertThat(failure.kind()).isEqualTo("http_connection");
      assertThat(failure.isTransient()).isTrue();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aConnectionClosedWithoutAReply_isATransientFailureAndNotSentTwice() throws Exception {
    AtomicInteger seen = new AtomicInteger();
    ScriptedServer.Step closeSecond =
        (request, out) -> {
          if (seen.incrementAndGet() == 2) {
            return false;
          }
          ScriptedServer.write(out, 200, GOOD.getBytes(StandardCharsets.UTF_8));
          return true;
        };
    try (ScriptedServer server = new ScriptedServer(closeSecond);
        OpenTarget target = open(config(server))) {
      assertThat(target.target().call(request("x")).output()).isEqualTo("42");
      TargetException failure = failure(target, request("x"));
      assertThat(failure.kind()).isEqualTo("http_connection");
      assertThat(failure.isTransient()).isTrue();
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void nobodyListening_isATransientFailure() throws Exception {
    ObjectNode config;
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.reply(200, GOOD))) {
      config = config(server);
    }
    TargetException failure = failure(config);
    assertThat(failure.kind()).isEqualTo("http_connection");
    assertThat(failure.isTransient()).isTrue();
  }

  @Test
  void bytesThatAreNotHttp_areAFailure() throws Exception {
    ScriptedServer.Step rubbish =
        (request, out) -> {
          out.write("220 smtp.example.com ESMTP\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          out.flush();
          return false;
        };
    try (ScriptedServer server = new ScriptedServer(rubbish)) {
      assertThat(failure(config(server)).kind()).isEqualTo("http_connection");
    }
  }

  @Test
  void aReplyThatIsHuge_survivesUpToItsBound() throws Exception {
    String ten = "x".repeat(10 << 20);
    try (ScriptedServer server =
        new ScriptedServer(ScriptedServer.reply(200, "{\"answer\": \"" + ten + "\"}"))) {
      assertThat(call(config(server), request("x")).output()).isEqualTo(ten);
    }
    ScriptedServer.Step endless =
        (request, out) -> {
          out.write(
              "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          byte[] block = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
          for (int i = 0; i < 100; i++) {
            out.write(block);
          }
          return false;
        };
    try (ScriptedServer server = new ScriptedServer(endless)) {
      TargetException failure = failure(config(server));
      assertThat(failure.kind()).isEqualTo("bad_response");
      assertThat(failure).hasMessage("the reply is longer than 64 MiB");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aServerThatHangs_isATimeoutOfTheTargetsOwn(boolean bodyStarted) throws Exception {
    try (ScriptedServer server = new ScriptedServer(hang(bodyStarted))) {
      long start = System.nanoTime();
      TargetException failure = failure(config(server).put("timeout", "200ms"));
      assertThat(failure.kind()).isEqualTo("timeout");
      assertThat(failure.isTransient()).isTrue();
      assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(10);
    }
  }

  @Test
  void aServerThatDrips_isATimeoutAllTheSame() throws Exception {
    ScriptedServer.Step drip =
        (request, out) -> {
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
          for (int i = 0; i < 100_000; i++) {
            out.write(' ');
            out.flush();
            Thread.sleep(10);
          }
          return false;
        };
    try (ScriptedServer server = new ScriptedServer(drip)) {
      assertThat(failure(config(server).put("timeout", "300ms")).kind()).isEqualTo("timeout");
    }
  }

  @Test
  void anInterrupt_endsACallThatHangs() throws Exception {
    try (ScriptedServer server = new ScriptedServer(hang(false))) {
      assertThat(interrupted(server, Duration.ofSeconds(30)))
          .isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void anInterruptWhileABodyStalls_endsTheCallWhenItsTimeIsOver() throws Exception {
    try (ScriptedServer server = new ScriptedServer(hang(true))) {
      assertThat(interrupted(server, Duration.ofSeconds(1)))
          .isInstanceOf(InterruptedException.class);
    }
  }

  private static Throwable interrupted(ScriptedServer server, Duration time) throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    try (OpenTarget target = open(config(server))) {
      Thread caller =
          new Thread(
              () -> {
                try {
                  target.target().call(request("x", time));
                } catch (TargetException | InterruptedException e) {
                  thrown.set(e);
                }
              });
      caller.start();
      while (server.requests().isEmpty()) {
        Thread.sleep(5);
      }
      caller.interrupt();
      caller.join(10_000);
    }
    return thrown.get();
  }

  @Test
  void redirects_areFollowedOnTheSameHostOnly() throws Exception {
    try (ScriptedServer other = new ScriptedServer(ScriptedServer.reply(200, GOOD))) {
      ScriptedServer.Step step =
          (request, out) -> {
            if (request.line().contains("/moved")) {
              ScriptedServer.write(out, 200, GOOD.getBytes(StandardCharsets.UTF_8));
            } else if (request.line().contains("/away")) {
              ScriptedServer.write(out, 307, new byte[0], "Location: " + other.url("/x"));
            } else {
              ScriptedServer.write(out, 308, new byte[0], "Location: /moved");
            }
            return true;
          };
      try (ScriptedServer server = new ScriptedServer(step)) {
        assertThat(call(config(server), request("x")).output()).isEqualTo("42");
        assertThat(failure(config(server).put("redirects", "none")).kind()).isEqualTo("http_308");
        ObjectNode away = config(server).put("url", server.url("/away"));
        away.putObject("headers").put("Authorization", "Bearer s3cret");
        assertThat(failure(away)).hasMessageContaining("redirects to " + other.url("/x"));
        assertThat(other.requests()).isEmpty();
        assertThat(call(away.put("redirects", "any"), request("x")).output()).isEqualTo("42");
        assertThat(other.requests().peek().header("Authorization")).isEmpty();
      }
    }
  }

  @Test
  void redirectsWithoutEnd_areAFailure() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(ScriptedServer.reply(307, "", "Location: /again"))) {
      assertThat(failure(config(server)).kind()).isEqualTo("http_redirects");
    }
  }

  @Test
  void anExampleWithoutWhatTheTemplateTakes_isBadInput() throws Exception {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.reply(200, GOOD))) {
      TargetException failure =
          failure(config(server).put("body", "{\"q\": \"{{metadata.customer}}\"}"));
      assertThat(failure.kind()).isEqualTo("bad_input");
      assertThat(failure).hasMessageContaining("metadata.customer");
      assertThat(server.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                          | target.http.url: missing
          {url: 'ftp://x/y'}                          | a URL with http or https
          {url: 'http://{{input}}/y'}                 | {{…}} only in the path or the query
          {url: 'not a url'}                          | a URL
          {url: 'http://x/', output: 'answer'}        | a JSON Pointer
          {url: 'http://x/', ouput: '/answer'}        | did you mean output?
          {url: 'http://x/', method: 'PATCH'}         | one of POST, PUT, GET
          {url: 'http://x/', body: '{"a": {{input}'}  | }} after {{
          {url: 'http://x/', body: '{"a": '}          | JSON with {{…}} in its places
          {url: 'http://x/', body: '{{inputs}}'}      | did you mean input?
          {url: 'http://x/', timeout: 'soon'}         | a duration above zero
          {url: 'http://x/', headers: {Host: 'y'}}    | a header that is not the connection's own
          {url: 'http://x/', headers: {A: "b\\nC: d"}} | printable ASCII on one line
          """)
  void aConfigurationThatCannotWork_isRefusedBeforeAnythingIsCalled(String yaml, String message) {
    assertThatThrownBy(() -> open((ObjectNode) json(yaml)).close())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theVersion_dependsOnWhatIsAskedAndNotOnSecrets() {
    ObjectNode config =
        (ObjectNode) json("{url: 'http://x/', output: '/a', headers: {X-Key: '1'}}");
    String version = version(config);
    assertThat(
            version((ObjectNode) json("{url: 'http://x/', output: '/a', headers: {X-Key: '2'}}")))
        .isEqualTo(version);
    assertThat(version(config.deepCopy().put("body", "{\"q\": {{input}}}"))).isNotEqualTo(version);
    assertThat(version(config.deepCopy().put("output", "/b"))).isNotEqualTo(version);
  }

  private static ScriptedServer.Step hang(boolean bodyStarted) {
    return (request, out) -> {
      if (bodyStarted) {
        out.write(
            "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
      Thread.sleep(20_000);
      return false;
    };
  }

  private static ObjectNode config(ScriptedServer server) {
    return Json.object().put("url", server.url("/ask")).put("output", "/answer");
  }

  private static OpenTarget open(ObjectNode config) {
    return Targets.installed()
        .open(new TargetSpec("http", config, null), new TargetContext(Path.of(""), Map.of(), 1));
  }

  private static String version(ObjectNode config) {
    try (OpenTarget target = open(config)) {
      return target.version();
    }
  }

  private static Interaction call(ObjectNode config, TargetRequest request) throws Exception {
    try (OpenTarget target = open(config)) {
      return target.target().call(request);
    }
  }

  private static TargetException failure(ObjectNode config) {
    try (OpenTarget target = open(config)) {
      return failure(target, request("why?"));
    }
  }

  private static TargetException failure(OpenTarget target, TargetRequest request) {
    return catchThrowableOfType(TargetException.class, () -> target.target().call(request));
  }

  private static TargetRequest request(String input) {
    return request("ex-1", input, Json.object());
  }

  private static TargetRequest request(String input, Duration timeout) {
    return new TargetRequest(
        "ex-1",
        Json.array().add(input).get(0),
        List.of(Message.user(input)),
        Json.object(),
        0,
        1,
        timeout);
  }

  private static TargetRequest request(String id, String input, ObjectNode metadata) {
    return new TargetRequest(
        id,
        Json.array().add(input).get(0),
        List.of(Message.user(input)),
        metadata,
        0,
        1,
        Duration.ofSeconds(30));
  }

  // Single quotes and bare names, which read better in a test than escaped quotes.
  private static JsonNode json(String text) {
    return JsonMapper.builder()
        .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
        .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
        .build()
        .readTree(text);
  }
}

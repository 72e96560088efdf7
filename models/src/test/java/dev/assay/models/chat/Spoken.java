package dev.assay.models.chat;

import dev.assay.core.json.Json;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.model.ModelSpec;
import dev.assay.models.internal.Endpoint;
import dev.assay.models.testing.ScriptedServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.databind.node.StringNode;

/** What a server says in each of the four protocols. */
enum Spoken {
  OPENAI {
    @Override
    String whole(String text, String finish) {
      return """
          {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "gpt-test-0806",
           "choices": [{"index": 0, "message": {"role": "assistant", "content": %s, "refusal": null},
             "logprobs": null, "finish_reason": %s}],
           "usage": {"prompt_tokens": 30, "completion_tokens": 12, "total_tokens": 42,
             "prompt_tokens_details": {"cached_tokens": 10, "audio_tokens": 0},
             "completion_tokens_details": {"reasoning_tokens": 5}}}
          """
          .formatted(quoted(text), quoted(finish));
    }

    @Override
    List<String> events(List<String> texts, String finish) {
      List<String> events = new ArrayList<>();
      events.add(event(delta("{\"role\": \"assistant\", \"content\": \"\"}", "null")));
      texts.forEach(t -> events.add(event(delta("{\"content\": " + quoted(t) + "}", "null"))));
      events.add(event(delta("{}", quoted(finish))));
      events.add(
          event(
              """
              {"id": "chatcmpl-1", "object": "chat.completion.chunk", "model": "gpt-test-0806", "choices": [], \
              "usage": {"prompt_tokens": 30, "completion_tokens": 12, "total_tokens": 42, \
              "prompt_tokens_details": {"cached_tokens": 10}, \
              "completion_tokens_details": {"reasoning_tokens": 5}}}"""));
      events.add("data: [DONE]\n\n");
      return events;
    }

    private String delta(String delta, String finish) {
      return """
          {"id": "chatcmpl-1", "object": "chat.completion.chunk", "model": "gpt-test-0806", \
          "choices": [{"index": 0, "delta": %s, "finish_reason": %s}], "usage": null}"""
          .formatted(delta, finish);
    }

    @Override
    String error(String message) {
      return "{\"error\": {\"message\": %s, \"type\": \"server_error\", \"code\": null}}"
          .formatted(quoted(message));
    }
  },

  ANTHROPIC {
    @Override
    String whole(String text, String finish) {
      return """
          {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-test-0806",
           "content": [{"type": "thinking", "thinking": "hm", "signature": "s"}, {"type": "text", "text": %s}],
           "stop_reason": %s, "stop_sequence": null,
           "usage": {"input_tokens": 15, "cache_creation_input_tokens": 5, "cache_read_input_tokens": 10,
             "output_tokens": 12}}
          """
          .formatted(quoted(text), quoted(finish));
    }

    @Override
    List<String> events(List<String> texts, String finish) {
      List<String> events = new ArrayList<>();
      events.add(
          named(
              "message_start",
              """
              {"type": "message_start", "message": {"id": "msg_1", "type": "message", "role": "assistant", \
              "content": [], "model": "claude-test-0806", "stop_reason": null, "usage": {"input_tokens": 15, \
              "cache_creation_input_tokens": 5, "cache_read_input_tokens": 10, "output_tokens": 1}}}"""));
      events.add(
          named(
              "content_block_start",
              "{\"type\": \"content_block_start\", \"index\": 0, "
                  + "\"content_block\": {\"type\": \"text\", \"text\": \"\"}}"));
      events.add(named("ping", "{\"type\": \"ping\"}"));
      for (String text : texts) {
        events.add(
            named(
                "content_block_delta",
                "{\"type\": \"content_block_delta\", \"index\": 0, "
                    + "\"delta\": {\"type\": \"text_delta\", \"text\": "
                    + quoted(text)
                    + "}}"));
      }
      events.add(named("content_block_stop", "{\"type\": \"content_block_stop\", \"index\": 0}"));
      events.add(
          named(
              "message_delta",
              "{\"type\": \"message_delta\", \"delta\": {\"stop_reason\": "
                  + quoted(finish)
                  + "}, \"usage\": {\"output_tokens\": 12}}"));
      events.add(named("message_stop", "{\"type\": \"message_stop\"}"));
      return events;
    }

    private String named(String name, String data) {
      return "event: " + name + "\n" + event(data);
    }

    @Override
    String error(String message) {
      return "{\"type\": \"error\", \"error\": {\"type\": \"overloaded_error\", \"message\": %s}}"
          .formatted(quoted(message));
    }
  },

  GEMINI {
    @Override
    String whole(String text, String finish) {
      return chunk(
          "[{\"text\": \"hm\", \"thought\": true}, {\"text\": " + quoted(text) + "}]",
          quoted(finish));
    }

    @Override
    List<String> events(List<String> texts, String finish) {
      List<String> events = new ArrayList<>();
      texts.forEach(
          t -> events.add(event(chunk("[{\"text\": " + quoted(t) + "}]", "null").strip())));
      events.add(event(chunk("[{\"text\": \"\"}]", quoted(finish)).strip()));
      return events;
    }

    private String chunk(String parts, String finish) {
      return """
          {"candidates": [{"content": {"parts": %s, "role": "model"}, "finishReason": %s, "index": 0}], \
          "usageMetadata": {"promptTokenCount": 30, "candidatesTokenCount": 7, "totalTokenCount": 42, \
          "cachedContentTokenCount": 10, "thoughtsTokenCount": 5}, "modelVersion": "gemini-test-0806", \
          "responseId": "r1"}
          """
          .formatted(parts, finish);
    }

    @Override
    String error(String message) {
      return "{\"error\": {\"code\": 503, \"message\": %s, \"status\": \"UNAVAILABLE\"}}"
          .formatted(quoted(message));
    }
  },

  OLLAMA {
    @Override
    String whole(String text, String finish) {
      return line(text, true, finish);
    }

    @Override
    List<String> events(List<String> texts, String finish) {
      List<String> events = new ArrayList<>();
      texts.forEach(t -> events.add(line(t, false, finish)));
      events.add(line("", true, finish));
      return events;
    }

    private String line(String text, boolean done, String finish) {
      String message =
          "{\"model\": \"llama-test\", \"created_at\": \"2026-01-01T00:00:00Z\", "
              + "\"message\": {\"role\": \"assistant\", \"content\": %s}, ";
      String end =
          done
              ? "\"done_reason\": %s, \"done\": true, \"prompt_eval_count\": 30, \"eval_count\": 12}"
              : "\"done\": false}";
      return message.formatted(quoted(text)) + end.formatted(quoted(finish)) + "\n";
    }

    @Override
    String error(String message) {
      return "{\"error\": %s}".formatted(quoted(message));
    }
  };

  static final String KEY = "sk-test-0123456789+/=secret";

  /** A reply that came as one. */
  abstract String whole(String text, String finish);

  /** The pieces of a stream. */
  abstract List<String> events(List<String> texts, String finish);

  /** The body of a failure. */
  abstract String error(String message);

  /** What it calls a complete answer. */
  String stop() {
    return switch (this) {
      case OPENAI, OLLAMA -> "stop";
      case ANTHROPIC -> "end_turn";
      case GEMINI -> "STOP";
    };
  }

  String contentType() {
    return this == OLLAMA
        ? "Content-Type: application/x-ndjson"
        : "Content-Type: text/event-stream";
  }

  /** A step that answers at once or in a stream, as it is asked. */
  ScriptedServer.Step answering(String text, boolean stream) {
    return stream
        ? ScriptedServer.chunks(events(List.of(text), stop()), contentType())
        : ScriptedServer.reply(200, whole(text, stop()), "Content-Type: application/json");
  }

  ModelSpec spec(ScriptedServer server, boolean stream) {
    return new ModelSpec(
        name().toLowerCase(java.util.Locale.ROOT),
        "some-model",
        URI.create(server.url(this == OPENAI ? "/v1" : "")),
        "SOME_KEY",
        Duration.ofSeconds(20),
        0,
        OptionalInt.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        stream,
        ModelSpec.DEFAULT_CIRCUIT_OPEN_FOR);
  }

  static ModelSettings settings() {
    return ModelSettings.ofEnvironment(Map.of("SOME_KEY", KEY));
  }

  Endpoint endpoint(ScriptedServer server, boolean stream) {
    return Endpoint.of(spec(server, stream), settings());
  }

  ApiAttempt attempt(ScriptedServer server, boolean stream) {
    Endpoint endpoint = endpoint(server, stream);
    return new ApiAttempt(Protocol.of(endpoint), endpoint, stream);
  }

  static String event(String data) {
    return "data: " + data + "\n\n";
  }

  static String quoted(String text) {
    return Json.write(StringNode.valueOf(text));
  }
}

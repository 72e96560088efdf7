package dev.assay.cli.browser;

import dev.assay.core.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Traffic that has the same text in every field that can carry one. */
final class HostileTraffic {

  /** As long as every field takes, ids too. */
  private static final int LONGEST = 200;

  private HostileTraffic() {}

  /** The text as it fits every field. */
  static String clipped(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  static String trace(int index) {
    return String.format(Locale.ROOT, "%032x", 0xbad0000L + index);
  }

  private static String span(int index, int which) {
    return String.format(Locale.ROOT, "%016x", 0xbad000L + 16L * index + which);
  }

  /** An export of a trace each, in OTLP's JSON. */
  static ObjectNode traces(List<String> texts, Instant at) {
    ObjectNode export = Json.object();
    ArrayNode resources = export.putArray("resourceSpans");
    for (int i = 0; i < texts.size(); i++) {
      resources.add(trace(i, clipped(texts.get(i)), at.plusMillis(i)));
    }
    return export;
  }

  private static ObjectNode trace(int index, String text, Instant at) {
    ObjectNode resource = Json.object();
    ArrayNode about = resource.putObject("resource").putArray("attributes");
    attribute(about, "service.name", text);
    attribute(about, "service.version", text);
    attribute(about, "deployment.environment.name", text);
    attribute(about, text, text);
    ObjectNode scope = resource.putArray("scopeSpans").addObject();
    scope.putObject("scope").put("name", text).put("version", text);
    ArrayNode spans = scope.putArray("spans");
    ArrayNode root = span(spans, index, 0, text, at);
    attribute(root, "gen_ai.workflow.name", text);
    ArrayNode retrieval = span(spans, index, 1, text, at);
    attribute(retrieval, "gen_ai.operation.name", "retrieval");
    attribute(retrieval, "gen_ai.data_source.id", text);
    attribute(retrieval, "gen_ai.retrieval.query.text", text);
    ArrayNode found = Json.array();
    found
        .addObject()
        .put("id", text)
        .put("score", 0.9)
        .put("content", text)
        .putObject("metadata")
        .put("source", text)
        .put("url", text);
    attribute(retrieval, "gen_ai.retrieval.documents", Json.write(found));
    ArrayNode tool = span(spans, index, 2, text, at);
    attribute(tool, "gen_ai.operation.name", "execute_tool");
    attribute(tool, "gen_ai.tool.name", text);
    attribute(tool, "gen_ai.tool.call.id", text);
    attribute(tool, "gen_ai.tool.call.arguments", text);
    attribute(tool, "gen_ai.tool.call.result", text);
    chat(span(spans, index, 3, text, at), text);
    return resource;
  }

  private static ArrayNode span(ArrayNode spans, int index, int which, String text, Instant at) {
    long nanos = TimeUnit.MILLISECONDS.toNanos(at.toEpochMilli());
    ObjectNode span = spans.addObject();
    span.put("traceId", trace(index)).put("spanId", span(index, which));
    if (which > 0) {
      span.put("parentSpanId", span(index, 0));
    }
    span.put("name", text).put("traceState", "owned=" + text).put("kind", 3);
    span.put("startTimeUnixNano", String.valueOf(nanos + which * 1_000_000L));
    span.put("endTimeUnixNano", String.valueOf(nanos + (which == 0 ? 20 : which + 1) * 1_000_000L));
    ArrayNode own = span.putArray("attributes");
    attribute(own, text, text);
    ObjectNode event = span.putArray("events").addObject();
    event.put("name", text).put("timeUnixNano", String.valueOf(nanos));
    attribute(event.putArray("attributes"), text, text);
    ObjectNode link = span.putArray("links").addObject();
    link.put("traceId", trace(index + 1)).put("spanId", span(index + 1, 0));
    link.put("traceState", "owned=" + text);
    attribute(link.putArray("attributes"), text, text);
    if (which == 2) {
      // The tool: an answer that failed as a whole would have nothing else to show.
      span.putObject("status").put("code", 2).put("message", text);
      attribute(own, "error.type", text);
      ObjectNode thrown = span.withArray("events").addObject().put("name", "exception");
      thrown.put("timeUnixNano", String.valueOf(nanos));
      ArrayNode about = thrown.putArray("attributes");
      for (String key : List.of("exception.type", "exception.message", "exception.stacktrace")) {
        attribute(about, key, text);
      }
    }
    return own;
  }

  private static void chat(ArrayNode own, String text) {
    attribute(own, "gen_ai.operation.name", "chat");
    for (String key :
        List.of(
            "gen_ai.provider.name",
            "gen_ai.request.model",
            "gen_ai.response.model",
            "gen_ai.response.id",
            "gen_ai.conversation.id",
            "gen_ai.prompt.name",
            "gen_ai.prompt.version",
            "gen_ai.agent.name",
            "gen_ai.agent.id",
            "gen_ai.output.type",
            "server.address",
            "app.feature",
            "user.id",
            "llm.prompt_template.template")) {
      attribute(own, key, text);
    }
    list(own, "gen_ai.response.finish_reasons", text);
    list(own, "tag.tags", text);
    attribute(own, "metadata", Json.write(Json.object().put("segment", text).put(text, text)));
    attribute(own, "gen_ai.system_instructions", Json.write(parts(text)));
    attribute(own, "gen_ai.input.messages", Json.write(message("user", text)));
    attribute(own, "gen_ai.output.messages", Json.write(message("assistant", text)));
  }

  private static ArrayNode parts(String text) {
    ArrayNode parts = Json.array();
    parts.addObject().put("type", "text").put("content", text);
    return parts;
  }

  private static ArrayNode message(String role, String text) {
    ArrayNode messages = Json.array();
    messages.addObject().put("role", role).put("finish_reason", text).set("parts", parts(text));
    return messages;
  }

  private static void attribute(ArrayNode attributes, String key, String text) {
    attributes.addObject().put("key", key).putObject("value").put("stringValue", text);
  }

  private static void list(ArrayNode attributes, String key, String text) {
    ObjectNode value = attributes.addObject().put("key", key).putObject("value");
    value.putObject("arrayValue").putArray("values").addObject().put("stringValue", text);
  }

  /** What evaluators elsewhere made of each trace, in OTLP's JSON. */
  static ObjectNode opinions(List<String> texts, Instant at) {
    ObjectNode export = Json.object();
    ArrayNode records =
        export
            .putArray("resourceLogs")
            .addObject()
            .putArray("scopeLogs")
            .addObject()
            .putArray("logRecords");
    long nanos = TimeUnit.MILLISECONDS.toNanos(at.toEpochMilli());
    for (int i = 0; i < texts.size(); i++) {
      String text = clipped(texts.get(i));
      ObjectNode record = records.addObject().put("timeUnixNano", String.valueOf(nanos));
      record.put("traceId", trace(i)).put("spanId", span(i, 3));
      record.put("eventName", "gen_ai.evaluation.result");
      ArrayNode own = record.putArray("attributes");
      attribute(own, "gen_ai.evaluation.name", text);
      attribute(own, "gen_ai.evaluation.score.label", text);
      attribute(own, "gen_ai.evaluation.explanation", text);
      attribute(own, "gen_ai.evaluation.evaluator.id", text);
      attribute(own, "gen_ai.evaluation.evaluator.version", text);
    }
    return export;
  }

  /** Exchanges that failed, as the API takes them; the texts are their ids too. */
  static ObjectNode interactions(List<String> texts, Instant at) {
    ObjectNode body = Json.object();
    ArrayNode items = body.putArray("interactions");
    for (int i = 0; i < texts.size(); i++) {
      String text = clipped(texts.get(i));
      ObjectNode item = items.addObject();
      for (String field :
          List.of("id", "response_id", "app", "environment", "feature", "release", "user")) {
        item.put(field, text);
      }
      item.put("started_at", at.plusMillis(i).toString());
      item.put("prompt_template", text).put("prompt_version", text).put("model", text);
      item.put("conversation", text).put("finish_reason", text).put("output", text);
      ArrayNode messages = item.putArray("messages");
      messages.addObject().put("role", "system").put("text", text);
      messages.addObject().put("role", text).put("text", text);
      messages.addObject().put("role", "user").put("text", text);
      item.putArray("context").addObject().put("id", text).put("text", text);
      ObjectNode call = item.putArray("tool_calls").addObject();
      call.put("name", text).put("error", text).put("result", text);
      call.putObject("arguments").put(text, text);
      ObjectNode step = item.putArray("steps").addObject();
      step.put("kind", text).put("name", text).put("input", text).put("output", text);
      step.put("latency_ms", 5).put("error", text);
      item.putObject("tags").put("segment", text).put(text, text);
      item.putObject("error").put("kind", text).put("message", text);
    }
    return body;
  }

  /** What users did about the latter. */
  static JsonNode signals(List<String> texts) {
    ObjectNode body = Json.object();
    ArrayNode items = body.putArray("signals");
    for (String each : texts) {
      String text = clipped(each);
      items
          .addObject()
          .put("kind", "thumbs_down")
          .put("interaction_id", text)
          .put("source", text)
          .put("comment", text);
    }
    return body;
  }
}

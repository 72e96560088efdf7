package dev.assay.otel.trace;

import dev.assay.core.interaction.ToolCall;
import dev.assay.otel.span.Content;
import dev.assay.otel.span.GenAiKind;
import dev.assay.otel.span.GenAiMessage;
import dev.assay.otel.span.GenAiMessage.Part;
import dev.assay.otel.span.GenAiSpan;
import dev.assay.otel.span.SpanError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The tools an interaction called: asked for by its models, carried out by its tool spans, answered
 * in later messages; joined by the call's id, and else by the tool's name in order.
 */
final class ToolUse {

  private static final int MOST = 2_000;

  private final List<Use> uses = new ArrayList<>(0);
  private final Map<String, Use> byId = new HashMap<>(0);
  private final Map<String, JsonNode> results = new HashMap<>(0);
  private final Detail detail;

  private ToolUse(Detail detail) {
    this.detail = detail;
  }

  static List<ToolCall> calls(List<Call> models, List<Node> members, Detail detail) {
    ToolUse use = new ToolUse(detail);
    if (detail == Detail.FULL) {
      models.forEach(use::asked);
      models.forEach(use::answered);
    }
    for (Node node : members) {
      if (node.span.kind() == GenAiKind.TOOL && !merged(node)) {
        use.carriedOut(node.span);
      }
    }
    if (use.uses.isEmpty()) {
      return List.of();
    }
    return use.uses.stream()
        .sorted((a, b) -> Long.compare(a.timeNanos, b.timeNanos))
        .map(use::call)
        .toList();
  }

  // Google's ADK sums parallel calls up in a span that is none.
  private static boolean merged(Node node) {
    return "(merged tools)".equals(node.span.toolName())
        || node.span.name().equals("execute_tool (merged)");
  }

  private void asked(Call model) {
    for (Part part : model.output().firstToolCalls()) {
      Use use = new Use(part.name(), model.endNanos());
      use.arguments = part.json();
      add(part.id(), use);
    }
  }

  private void answered(Call model) {
    for (GenAiMessage message : model.input().messages()) {
      for (Part part : message.parts()) {
        if (part.type() == Part.Type.TOOL_RESULT && part.id() != null && part.json() != null) {
          results.put(part.id(), part.json());
        }
      }
    }
  }

  private void carriedOut(GenAiSpan span) {
    Use use = span.toolCallId() == null ? null : byId.get(span.toolCallId());
    use = use != null ? use : nextOf(span);
    if (use == null) {
      use = new Use(span.toolName() != null ? span.toolName() : span.name(), span.startNanos());
      add(span.toolCallId(), use);
    }
    use.done = true;
    use.error = span.error();
    if (detail == Detail.FULL) {
      use.arguments = use.arguments != null ? use.arguments : data(span.input());
      JsonNode result = data(span.output());
      use.result = result != null ? result : use.result;
    }
  }

  // Without an id, the first call of this tool that no span has carried out yet.
  private @Nullable Use nextOf(GenAiSpan span) {
    for (Use use : uses) {
      boolean same = use.name != null && use.name.equals(span.toolName());
      boolean apart = use.id != null && span.toolCallId() != null;
      if (same && !use.done && !apart) {
        return use;
      }
    }
    return null;
  }

  private static @Nullable JsonNode data(@Nullable Content content) {
    return content == null ? null : content.data();
  }

  private void add(@Nullable String id, Use use) {
    if (uses.size() >= MOST || (id != null && byId.containsKey(id))) {
      return;
    }
    use.id = id;
    uses.add(use);
    if (id != null) {
      byId.put(id, use);
    }
  }

  private ToolCall call(Use use) {
    JsonNode result = use.result;
    if (result == null && use.id != null) {
      result = results.get(use.id);
    }
    JsonNode arguments = use.arguments;
    SpanError error = use.error;
    return new ToolCall(
        use.name == null ? "" : use.name,
        arguments == null ? JsonNodeFactory.instance.nullNode() : arguments,
        result,
        error == null ? null : Texts.of(error));
  }

  /** One call of a tool as it becomes known. */
  private static final class Use {

    private final @Nullable String name;
    private final long timeNanos;
    private @Nullable String id;
    private @Nullable JsonNode arguments;
    private @Nullable JsonNode result;
    private @Nullable SpanError error;
    private boolean done;

    Use(@Nullable String name, long timeNanos) {
      this.name = name;
      this.timeNanos = timeNanos;
    }
  }
}

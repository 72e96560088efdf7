package dev.assay.server.redaction;

import dev.assay.core.interaction.ExternalScore;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionError;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Passage;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Step;
import dev.assay.core.interaction.ToolCall;
import dev.assay.core.json.Json;
import dev.assay.otel.span.SpanKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Redacts interactions, and what is said of them. */
final class InteractionRedactor {

  private final ValueRedactor values;
  private final ContentSwitch contentSwitch;
  private final Tally tally;

  InteractionRedactor(ValueRedactor values, ContentSwitch contentSwitch, Tally tally) {
    this.values = values;
    this.contentSwitch = contentSwitch;
    this.tally = tally;
  }

  ObservedInteraction redact(ObservedInteraction observed) {
    boolean keep = contentSwitch.keeps(observed.environment(), observed.app(), observed.feature());
    if (!keep) {
      tally.dropped(Tally.SWITCHED_OFF);
    }
    Interaction said = observed.interaction();
    return new ObservedInteraction(
        observed.id(),
        observed.traceId(),
        observed.spanId(),
        observed.responseId(),
        observed.startedAt(),
        observed.app(),
        observed.environment(),
        observed.feature(),
        observed.release(),
        observed.user() == null ? null : values.user(observed.user()),
        observed.truncated(),
        keep ? redacted(said) : withoutContent(said));
  }

  Signal redact(Signal signal) {
    return new Signal(
        signal.id(),
        signal.kind(),
        signal.subject(),
        signal.at(),
        signal.source(),
        text(signal.comment()));
  }

  ExternalScore redact(ExternalScore score) {
    return new ExternalScore(
        score.id(),
        score.name(),
        score.subject(),
        score.annotator(),
        score.value(),
        text(score.label()),
        text(score.explanation()),
        text(score.error()),
        score.at());
  }

  private Interaction redacted(Interaction said) {
    return new Interaction(
        said.input().stream()
            .map(message -> new Message(message.role(), values.text(message.text())))
            .toList(),
        text(said.output()),
        said.context().stream()
            .map(
                passage ->
                    new Passage(text(passage.id()), values.text(passage.text()), passage.score()))
            .toList(),
        said.toolCalls().stream().map(this::redacted).toList(),
        said.steps().stream().map(this::redacted).toList(),
        said.usage(),
        said.latencyMillis(),
        said.ttftMillis(),
        said.error() == null
            ? null
            : new InteractionError(said.error().kind(), values.text(said.error().message())),
        said.promptTemplate(),
        said.promptVersion(),
        said.model(),
        said.finishReason(),
        said.conversation(),
        tags(said.tags()));
  }

  private ToolCall redacted(ToolCall call) {
    return new ToolCall(
        call.name(),
        json(call.arguments()),
        call.result() == null ? null : json(call.result()),
        text(call.error()));
  }

  private Step redacted(Step step) {
    return new Step(
        step.kind(),
        values.text(step.name()),
        text(step.input()),
        text(step.output()),
        step.latencyMillis(),
        text(step.error()));
  }

  private Interaction withoutContent(Interaction said) {
    Map<String, String> tags = new LinkedHashMap<>(tags(said.tags()));
    tags.put(SpanKeys.MARKER, "hidden");
    return new Interaction(
        List.of(),
        null,
        List.of(),
        said.toolCalls().stream()
            .map(call -> new ToolCall(call.name(), Json.object(), null, hidden(call.error())))
            .toList(),
        said.steps().stream()
            .map(
                step ->
                    new Step(
                        step.kind(),
                        values.text(step.name()),
                        null,
                        null,
                        step.latencyMillis(),
                        hidden(step.error())))
            .toList(),
        said.usage(),
        said.latencyMillis(),
        said.ttftMillis(),
        said.error() == null ? null : new InteractionError(said.error().kind(), ""),
        said.promptTemplate(),
        said.promptVersion(),
        said.model(),
        said.finishReason(),
        said.conversation(),
        tags);
  }

  // That there was an error is operational, its words are content.
  private static @Nullable String hidden(@Nullable String error) {
    return error == null ? null : SpanKeys.HIDDEN;
  }

  private Map<String, String> tags(Map<String, String> tags) {
    Map<String, String> redacted = new LinkedHashMap<>();
    tags.forEach(
        (name, value) -> {
          String stored = values.tag(name, value);
          if (stored != null) {
            redacted.put(name, stored);
          }
        });
    return redacted;
  }

  private @Nullable String text(@Nullable String text) {
    return text == null ? null : values.text(text);
  }

  private JsonNode json(JsonNode node) {
    String before = Json.write(node);
    String after = values.text(before);
    if (after.equals(before)) {
      return node;
    }
    try {
      return Json.mapper().readTree(after);
    } catch (JacksonException e) {
      return StringNode.valueOf(after);
    }
  }
}

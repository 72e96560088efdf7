package dev.assay.models.prompt;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.model.ChatModel;
import dev.assay.core.model.ChatModels;
import dev.assay.core.model.ChatParameters;
import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ReplySchema;
import dev.assay.core.problem.Problem;
import dev.assay.core.target.Target;
import dev.assay.core.target.TargetException;
import dev.assay.core.target.TargetRequest;
import dev.assay.core.target.Template.MissingVariableException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A prompt under evaluation.
 *
 * @param models what {@code chat} was opened from, to be closed with the target
 * @param name what the prompt is called, if anything
 */
record PromptTarget(
    ChatModels models,
    ChatModel chat,
    Prompt prompt,
    @Nullable String name,
    ChatParameters parameters,
    @Nullable ReplySchema schema)
    implements Target {

  @Override
  public Interaction call(TargetRequest request) throws TargetException, InterruptedException {
    List<Message> messages = messages(request);
    try {
      ChatResponse answer =
          chat.chat(new ChatRequest(messages, parameters, schema, request.repeat()));
      return Interaction.builder()
          .input(messages)
          .output(answer.text())
          .usage(answer.usage())
          .latencyMillis(answer.latencyMillis())
          .ttftMillis(answer.ttftMillis())
          .model(answer.model())
          .finishReason(answer.finishReason().key())
          .promptTemplate(name)
          .promptVersion(prompt.version())
          .build();
    } catch (ModelException e) {
      throw failure(e);
    }
  }

  @Override
  public Optional<Problem> obstacle(TargetRequest request) {
    try {
      prompt.messages(request);
      return Optional.empty();
    } catch (MissingVariableException e) {
      return Optional.of(e.problem());
    }
  }

  private List<Message> messages(TargetRequest request) throws TargetException {
    try {
      List<Message> messages = prompt.messages(request);
      if (messages.isEmpty()) {
        throw TargetException.permanent("bad_input", "the example has no message", null);
      }
      return messages;
    } catch (MissingVariableException e) {
      throw TargetException.permanent("bad_input", String.valueOf(e.getMessage()), e);
    }
  }

  // Never transient: the model has been asked again as often as its settings allow, and what the
  // run repeats would multiply with that.
  private static TargetException failure(ModelException e) throws InterruptedException {
    String kind =
        switch (e.kind()) {
          case TIMEOUT -> "timeout";
          case INVALID_REPLY -> "bad_response";
          case RATE_LIMITED -> "rate_limited";
          case UNAVAILABLE -> "unavailable";
          case UNAUTHORISED -> "unauthorised";
          case REJECTED -> "rejected";
          case CIRCUIT_OPEN -> "circuit_open";
          case INTERRUPTED, OTHER -> "model_error";
        };
    if (e.kind() == ModelException.Kind.INTERRUPTED) {
      // The flag says the same as the exception, and would hit whatever comes next.
      Thread.interrupted();
      throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
    }
    return TargetException.permanent(kind, String.valueOf(e.getMessage()), e);
  }

  @Override
  public void close() {
    models.close();
  }
}

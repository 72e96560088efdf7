package dev.assay.core.judge;

import static java.util.Objects.requireNonNull;

import dev.assay.core.judge.ReplyReader.Reading;
import dev.assay.core.judge.ReplyReader.Reply;
import dev.assay.core.model.ChatModel;
import dev.assay.core.model.ChatParameters;
import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.ModelException;
import dev.assay.core.problem.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A chat model that judges: every way in which it may fail to answer becomes a reason.
 *
 * @param model the model
 * @param parameters how it samples
 * @since 0.1
 */
public record JudgeModel(ChatModel model, ChatParameters parameters) {

  // What follows a result is not worth reading; what precedes it is not needed.
  private static final int LONGEST_READ = 200_000;

  /** Checks the parts. */
  public JudgeModel {
    requireNonNull(model, "model");
    requireNonNull(parameters, "parameters");
  }

  /** Asks {@code samples} times at once; answers stand in the order of their samples. */
  public <T> List<JudgeAnswer<T>> ask(JudgePrompt prompt, ReplyReader<T> reader, int samples) {
    List<Supplier<JudgeAnswer<T>>> calls = new ArrayList<>(samples);
    for (int i = 0; i < samples; i++) {
      int sample = i;
      calls.add(() -> askOnce(prompt, reader, sample));
    }
    return AtOnce.all(calls);
  }

  /**
   * Asks for one answer.
   *
   * @param sample which of several, from 0
   */
  public <T> JudgeAnswer<T> askOnce(JudgePrompt prompt, ReplyReader<T> reader, int sample) {
    ChatResponse response;
    try {
      response =
          model.chat(new ChatRequest(prompt.messages(), parameters, prompt.schema(), sample));
    } catch (ModelException e) {
      String kind = e.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      String message = Printable.line(String.valueOf(e.getMessage()), 300);
      return new JudgeAnswer<>(
          sample, null, "the judge gave no answer (" + kind + "): " + message, null, e.kind());
    }
    Optional<String> ended = failure(response);
    if (ended.isPresent()) {
      return new JudgeAnswer<>(sample, null, ended.get(), response);
    }
    String text = response.text();
    String read =
        text.length() <= LONGEST_READ ? text : text.substring(text.length() - LONGEST_READ);
    Reading<T> reading = reader.read(new Reply(read, prompt.code(), prompt.judged()));
    return reading instanceof Reading.Read<T> said
        ? new JudgeAnswer<>(sample, said.value(), null, response)
        : new JudgeAnswer<>(sample, null, ((Reading.Unread<T>) reading).reason(), response);
  }

  private static Optional<String> failure(ChatResponse response) {
    return switch (response.finishReason()) {
      case REFUSAL -> Optional.of("the judge refused to answer");
      case CONTENT_FILTER -> Optional.of("the provider's content filter stopped the judge");
      // The grade comes last: one that stands in a reply without an end is not the grade.
      case LENGTH ->
          Optional.of("the judge's reply was cut at the longest length; raise max_tokens");
      case TOOL_CALLS -> Optional.of("the judge called a tool instead of answering");
      default ->
          response.text().isBlank() ? Optional.of("the judge's reply is empty") : Optional.empty();
    };
  }
}

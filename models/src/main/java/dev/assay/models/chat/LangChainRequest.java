package dev.assay.models.chat;

import dev.assay.core.interaction.Message;
import dev.assay.core.json.Json;
import dev.assay.core.model.ChatParameters;
import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.ReplySchema;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.util.ArrayList;
import java.util.List;

/** Puts a request of ours as LangChain4j has it. */
final class LangChainRequest {

  private LangChainRequest() {}

  /**
   * The request, without what only the builders of models take.
   *
   * @throws IllegalArgumentException if it holds what cannot be asked
   */
  static dev.langchain4j.model.chat.request.ChatRequest of(ChatRequest request) {
    return dev.langchain4j.model.chat.request.ChatRequest.builder()
        .messages(messages(request.messages()))
        .build();
  }

  /** Sets what all providers take. */
  static <B extends DefaultChatRequestParameters.Builder<?>> B common(
      B builder, ChatRequest request, String model) {
    ChatParameters parameters = request.parameters();
    builder.modelName(model);
    builder.temperature(parameters.temperature());
    builder.topP(parameters.topP());
    if (!parameters.stop().isEmpty()) {
      builder.stopSequences(parameters.stop());
    }
    ReplySchema schema = request.schema();
    if (schema != null) {
      builder.responseFormat(
          ResponseFormat.builder()
              .type(ResponseFormatType.JSON)
              .jsonSchema(
                  JsonSchema.builder()
                      .name(schema.name())
                      .rootElement(JsonRawSchema.from(Json.write(schema.schema())))
                      .build())
              .build());
    }
    return builder;
  }

  private static List<ChatMessage> messages(List<Message> messages) {
    List<ChatMessage> mapped = new ArrayList<>();
    for (Message message : messages) {
      switch (message.role()) {
        case "system", "developer" -> {
          // LangChain4j takes no blank one, and it says nothing.
          if (!message.text().isBlank()) {
            mapped.add(SystemMessage.from(message.text()));
          }
        }
        case "user" -> mapped.add(UserMessage.from(message.text()));
        case "assistant" -> mapped.add(AiMessage.from(message.text()));
        default ->
            throw new IllegalArgumentException(
                "role: " + message.role() + " (expected: system, user or assistant)");
      }
    }
    if (mapped.isEmpty()) {
      throw new IllegalArgumentException("messages: only blank system text (expected: a question)");
    }
    return mapped;
  }
}

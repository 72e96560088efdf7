package dev.assay.models.prompt;

import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.interaction.Message;
import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.target.TargetConfig;
import dev.assay.core.target.TargetRequest;
import dev.assay.core.target.Template;
import dev.assay.core.target.Template.MissingVariableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a model is told: a system text, few-shot examples and the template, each filled from the
 * example; without a template the example's messages as they are.
 *
 * @param version the content hash of all its texts as written
 */
record Prompt(
    @Nullable Template system, List<Message> shots, @Nullable Template template, String version) {

  private static final String ASSISTANT = "assistant";

  Prompt {
    shots = List.copyOf(shots);
  }

  /** Reads the prompt, noting mistakes in {@code config}. */
  static Prompt read(
      TargetConfig config,
      Optional<String> templateText,
      String templateKey,
      Optional<String> systemText) {
    Template template =
        templateText
            .map(text -> Template.parse(text, Template.Syntax.PLAIN, config.subject(templateKey)))
            .orElse(null);
    Template system =
        systemText
            .map(text -> Template.parse(text, Template.Syntax.PLAIN, config.subject("system")))
            .orElse(null);
    JsonNode given = config.json("few_shot").orElse(Json.array());
    List<Message> shots = new ArrayList<>();
    if (!given.isArray()) {
      config.wrong("few_shot", "a list of {input, output}");
    } else {
      for (int i = 0; i < given.size(); i++) {
        String subject = config.subject("few_shot") + "[" + i + "]";
        shots.addAll(shot(config, subject, given.get(i), template));
      }
    }
    ObjectNode texts = Json.object();
    texts.put("template", templateText.orElse(null));
    texts.put("system", systemText.orElse(null));
    texts.set("few_shot", given);
    return new Prompt(system, shots, template, ContentHash.of(texts));
  }

  /**
   * The messages for one request.
   *
   * @throws MissingVariableException if the example lacks what a template takes
   */
  List<Message> messages(TargetRequest request) throws MissingVariableException {
    List<Message> messages = new ArrayList<>();
    if (system != null) {
      messages.add(new Message("system", system.render(request)));
    }
    messages.addAll(shots);
    if (template == null) {
      messages.addAll(request.messages());
    } else {
      messages.add(Message.user(template.render(request)));
    }
    return messages;
  }

  // The input of a few-shot example goes through the template like that of any other.
  private static List<Message> shot(
      TargetConfig config, String subject, JsonNode shot, @Nullable Template template) {
    JsonNode input = shot.path("input");
    String output = InteractionJson.text(shot.path("output"));
    boolean known = shot.isObject() && shot.size() == 2 && shot.has("input") && shot.has("output");
    if (!known || input.isNull() || output == null) {
      config.add(Problem.of(subject, Json.write(shot), "an object with input and output"));
      return List.of();
    }
    try {
      String text = template == null ? InteractionJson.text(input) : template.render(asked(input));
      return List.of(Message.user(String.valueOf(text)), new Message(ASSISTANT, output));
    } catch (MissingVariableException e) {
      config.add(
          Problem.of(subject, Json.write(input), "an input like an example's, for the template")
              .next(String.valueOf(e.getMessage())));
      return List.of();
    }
  }

  private static TargetRequest asked(JsonNode input) {
    return new TargetRequest("few-shot", input, List.of(), Json.object(), 0, 0, Duration.ZERO);
  }
}

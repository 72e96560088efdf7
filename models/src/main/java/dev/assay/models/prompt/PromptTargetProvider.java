package dev.assay.models.prompt;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.model.ChatModel;
import dev.assay.core.model.ChatModels;
import dev.assay.core.model.ChatParameters;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.model.ReplySchema;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.target.OpenTarget;
import dev.assay.core.target.TargetConfig;
import dev.assay.core.target.TargetContext;
import dev.assay.core.target.TargetProvider;
import dev.assay.core.target.TargetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Opens {@code prompt} targets:
 *
 * <pre>{@code
 * prompt:
 *   model: "openai:gpt-4o-mini"        # or an object, or the name of one under models
 *   template: "Answer briefly: {{input.question}}"     # or template_file
 *   system: "You are a support assistant."
 *   few_shot: [{input: {question: "Hi?"}, output: "Hello!"}]
 *   temperature: 0
 *   max_tokens: 300
 * }</pre>
 *
 * <p>The model's answers are not kept in the cache of models: those of targets are kept with the
 * run's outputs, where a run knows what it paid for.
 *
 * @since 0.1
 */
public final class PromptTargetProvider implements TargetProvider {

  private static final List<String> KEYS =
      List.of(
          "model",
          "name",
          "template",
          "template_file",
          "system",
          "few_shot",
          "temperature",
          "top_p",
          "max_tokens",
          "seed",
          "stop",
          "schema");
  private static final int LONGEST_TEMPLATE = 1 << 20;
  private static final int MOST_STOPS = 16;

  private final Function<ModelSettings, ChatModels> models;

  /** Found by {@link java.util.ServiceLoader}. */
  public PromptTargetProvider() {
    this(ChatModels::installed);
  }

  PromptTargetProvider(Function<ModelSettings, ChatModels> models) {
    this.models = models;
  }

  @Override
  public String kind() {
    return "prompt";
  }

  @Override
  public OpenTarget open(TargetSpec spec, TargetContext context) {
    TargetConfig config = TargetConfig.of(spec, "template", KEYS);
    JsonNode model = config.json("model").orElse(null);
    if (model == null) {
      config.wrong("model", "a model such as openai:gpt-4o-mini, and it must be given");
    }
    Optional<String> file = config.optionalString("template_file");
    Optional<String> text = config.optionalString("template");
    if (text.isPresent() && file.isPresent()) {
      config.wrong("template_file", "none beside template");
    }
    Optional<String> name = config.optionalString("name");
    if (file.isPresent()) {
      text = file(config, file.get(), context.baseDirectory());
      name = name.or(() -> Optional.of(Path.of(file.get()).getFileName().toString()));
    }
    String key = file.isPresent() ? "template_file" : "template";
    Prompt prompt = Prompt.read(config, text, key, config.optionalString("system"));
    ChatParameters parameters = parameters(config);
    ReplySchema schema =
        config.object("schema").map(s -> new ReplySchema("answer", s)).orElse(null);
    config.check();
    ChatModels own = models.apply(context.models().withCache(null));
    boolean opened = false;
    try {
      ChatModel chat = own.get(config.subject("model"), model == null ? Json.object() : model);
      if (schema != null && !chat.supportsSchema()) {
        config.add(
            Problem.of(config.subject("schema"), null, "none, for " + chat.name() + " takes none"));
        config.check();
      }
      PromptTarget target =
          new PromptTarget(own, chat, prompt, name.orElse(null), parameters, schema);
      opened = true;
      return new OpenTarget(target, "prompt " + chat.name(), version(target), true);
    } finally {
      if (!opened) {
        own.close();
      }
    }
  }

  private static Optional<String> file(TargetConfig config, String name, Path base) {
    Path file = base.resolve(name);
    try {
      if (Files.size(file) > LONGEST_TEMPLATE) {
        config.wrong("template_file", "a file of at most 1 MiB");
        return Optional.empty();
      }
      return Optional.of(Json.decode(Files.readAllBytes(file), file.toString()));
    } catch (IOException e) {
      config.add(
          Problem.of(config.subject("template_file"), name, "a file that can be read")
              .next("looked at " + file.toAbsolutePath().normalize()));
    } catch (InvalidInputException e) {
      e.problems().forEach(config::add);
    }
    return Optional.empty();
  }

  private static ChatParameters parameters(TargetConfig config) {
    List<String> stop = config.strings("stop");
    if (stop.size() > MOST_STOPS || stop.stream().anyMatch(String::isEmpty)) {
      config.wrong("stop", "at most " + MOST_STOPS + " texts that are not empty");
    }
    Double temperature = number(config, "temperature", v -> v >= 0 && v <= 2, "from 0 to 2");
    Double topP = number(config, "top_p", v -> v > 0 && v <= 1, "above 0, to 1");
    Long most = whole(config, "max_tokens", 1, Integer.MAX_VALUE);
    Long seed = whole(config, "seed", Long.MIN_VALUE, Long.MAX_VALUE);
    return new ChatParameters(
        temperature, topP, most == null ? null : Integer.valueOf(most.intValue()), seed, stop, 0);
  }

  private static @Nullable Double number(
      TargetConfig config, String key, DoublePredicate rule, String range) {
    JsonNode value = config.json(key).orElse(null);
    if (value == null) {
      return null;
    }
    if (!value.isNumber() || !rule.test(value.doubleValue())) {
      config.wrong(key, "a number " + range);
      return null;
    }
    return value.doubleValue();
  }

  private static @Nullable Long whole(TargetConfig config, String key, long least, long most) {
    JsonNode value = config.json(key).orElse(null);
    if (value == null) {
      return null;
    }
    boolean whole = value.isIntegralNumber() && value.canConvertToLong();
    if (!whole || value.longValue() < least || value.longValue() > most) {
      config.wrong(key, "a whole number" + (least == 1 ? " of at least 1" : ""));
      return null;
    }
    return value.longValue();
  }

  private static String version(PromptTarget target) {
    ObjectNode identity = Json.object();
    identity.put("model", target.chat().name());
    identity.put("model_version", target.chat().version());
    identity.put("prompt", target.prompt().version());
    ChatParameters parameters = target.parameters();
    identity.put("temperature", parameters.temperature());
    identity.put("top_p", parameters.topP());
    identity.put("max_tokens", parameters.maxTokens());
    identity.put("seed", parameters.seed());
    ArrayNode stop = identity.putArray("stop");
    parameters.stop().forEach(stop::add);
    ReplySchema schema = target.schema();
    if (schema != null) {
      identity.set("schema", schema.schema());
    }
    return ContentHash.of(identity);
  }
}

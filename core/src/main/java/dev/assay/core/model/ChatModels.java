package dev.assay.core.model;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * The chat models of this process, each opened once, so that all who use a model share its limits.
 *
 * @since 0.1
 */
public final class ChatModels implements AutoCloseable {

  private final List<ChatModelProvider> providers;
  private final ModelSettings settings;
  private final Map<ModelSpec, ChatModel> open;
  private final boolean owner;
  private final Consumer<ModelSpec> listener;

  private ChatModels(List<ChatModelProvider> providers, ModelSettings settings) {
    this.providers = List.copyOf(providers);
    this.settings = requireNonNull(settings, "settings");
    this.open = new ConcurrentHashMap<>();
    this.owner = true;
    this.listener = spec -> {};
  }

  private ChatModels(ChatModels models, Consumer<ModelSpec> listener) {
    this.providers = models.providers;
    this.settings = models.settings;
    this.open = models.open;
    this.owner = false;
    this.listener = requireNonNull(listener, "listener");
  }

  /** The models of the providers on the class path. */
  public static ChatModels installed(ModelSettings settings) {
    List<ChatModelProvider> providers = new ArrayList<>();
    ServiceLoader.load(ChatModelProvider.class, ChatModels.class.getClassLoader())
        .forEach(providers::add);
    return new ChatModels(providers, settings);
  }

  /** The models of {@code providers}. */
  public static ChatModels of(ModelSettings settings, ChatModelProvider... providers) {
    return new ChatModels(List.of(providers), settings);
  }

  /** No models: whoever asks for one hears that none is installed. */
  public static ChatModels none() {
    return new ChatModels(List.of(), ModelSettings.NONE);
  }

  /**
   * The same models, telling {@code listener} which of them are asked for: so that it is known whom
   * an evaluator depends on. They stay open until these models are closed, whatever becomes of the
   * others.
   */
  public ChatModels telling(Consumer<ModelSpec> listener) {
    return new ChatModels(this, listener);
  }

  /** What the models are opened with. */
  public ModelSettings settings() {
    return settings;
  }

  /**
   * The model that {@code node} names, as {@link ModelSpec#read} takes it.
   *
   * @param subject what it is for, such as {@code judge.model}, for errors
   * @throws dev.assay.core.problem.NotConfiguredException if no model is named or its key is
   *     missing
   * @throws InvalidInputException if no provider knows it or a setting cannot work
   */
  public ChatModel get(String subject, JsonNode node) {
    return get(subject, ModelSpec.read(subject, node, settings));
  }

  /**
   * The model that {@code spec} names.
   *
   * @param subject what it is for, such as {@code judge.model}, for errors
   * @throws dev.assay.core.problem.NotConfiguredException if its key is missing
   * @throws InvalidInputException if no provider knows it or a setting cannot work
   */
  public ChatModel get(String subject, ModelSpec spec) {
    ChatModel model = open.computeIfAbsent(spec, s -> openModel(subject, s));
    listener.accept(spec);
    return model;
  }

  private ChatModel openModel(String subject, ModelSpec spec) {
    List<String> known = new ArrayList<>();
    for (ChatModelProvider provider : providers) {
      if (provider.prefixes().contains(spec.provider())) {
        return provider.open(spec, settings);
      }
      known.addAll(provider.prefixes());
    }
    String next =
        known.isEmpty()
            ? "add assay-models to the class path"
            : Nearest.advice(spec.provider(), known);
    throw new InvalidInputException(
        Problem.of(subject, spec.name(), "a model of an installed provider").next(next));
  }

  /** Closes what was opened. */
  @Override
  public void close() {
    if (owner) {
      open.values().forEach(ChatModel::close);
      open.clear();
    }
  }
}

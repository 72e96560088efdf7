package dev.assay.core.model;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The embedding models of this process, each opened once, on first use.
 *
 * @since 0.1
 */
public final class EmbeddingModels implements AutoCloseable {

  private final List<EmbeddingModelProvider> providers;
  private final Map<String, EmbeddingModel> open = new ConcurrentHashMap<>();

  private final ModelSettings settings;

  private EmbeddingModels(List<EmbeddingModelProvider> providers, ModelSettings settings) {
    this.providers = List.copyOf(providers);
    this.settings = settings;
  }

  /** The models of the providers on the class path that need no settings. */
  public static EmbeddingModels installed() {
    return installed(ModelSettings.NONE);
  }

  /** The models of the providers on the class path. */
  public static EmbeddingModels installed(ModelSettings settings) {
    List<EmbeddingModelProvider> providers = new ArrayList<>();
    ServiceLoader.load(EmbeddingModelProvider.class, EmbeddingModels.class.getClassLoader())
        .forEach(providers::add);
    return new EmbeddingModels(providers, settings);
  }

  /** The models of {@code providers}. */
  public static EmbeddingModels of(EmbeddingModelProvider... providers) {
    return new EmbeddingModels(List.of(providers), ModelSettings.NONE);
  }

  /**
   * The model called {@code name}.
   *
   * @throws dev.assay.core.problem.NotConfiguredException if its key is missing
   * @throws InvalidInputException if no provider knows it
   * @throws ModelException if it cannot be opened
   */
  public EmbeddingModel get(String name) {
    return open.computeIfAbsent(name, this::openModel);
  }

  private EmbeddingModel openModel(String name) {
    List<String> known = new ArrayList<>();
    for (EmbeddingModelProvider provider : providers) {
      if (provider.opens(name, settings)) {
        return provider.open(name, settings);
      }
      known.addAll(provider.names());
    }
    String next =
        known.isEmpty() ? "add assay-models to the class path" : Nearest.advice(name, known);
    throw new InvalidInputException(
        Problem.of("embedding model", name, "an installed embedding model").next(next));
  }

  /** Closes what was opened. */
  @Override
  public void close() {
    open.values().forEach(EmbeddingModel::close);
    open.clear();
  }
}

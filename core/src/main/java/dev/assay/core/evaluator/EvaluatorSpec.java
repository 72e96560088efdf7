package dev.assay.core.evaluator;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Location;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An evaluator as a suite names it.
 *
 * @param evaluator its name in the registry
 * @param alias what this suite calls it; its own name unless given
 * @param parameters the values given, by name
 * @param partitions the partitions it runs on; empty means all
 * @param tags it runs on examples with at least one of these; empty means all
 * @param location where it stands, if in a file
 * @param modifiers what is said of it beside its parameters: negated, on one step, …
 * @since 0.1
 */
public record EvaluatorSpec(
    String evaluator,
    String alias,
    ObjectNode parameters,
    Set<Partition> partitions,
    Set<String> tags,
    @Nullable Location location,
    Modifiers modifiers) {

  /** Checks and copies the parts. */
  public EvaluatorSpec {
    requireNonNull(evaluator, "evaluator");
    requireNonNull(alias, "alias");
    requireNonNull(parameters, "parameters");
    partitions = Set.copyOf(partitions);
    tags = Set.copyOf(tags);
    requireNonNull(modifiers, "modifiers");
  }

  /** An evaluator without modifiers. */
  public EvaluatorSpec(
      String evaluator,
      String alias,
      ObjectNode parameters,
      Set<Partition> partitions,
      Set<String> tags,
      @Nullable Location location) {
    this(evaluator, alias, parameters, partitions, tags, location, Modifiers.NONE);
  }

  /** The evaluator called {@code name} with its defaults. */
  public static EvaluatorSpec of(String name) {
    return of(name, Json.object());
  }

  /** The evaluator called {@code name} with parameters. */
  public static EvaluatorSpec of(String name, ObjectNode parameters) {
    return new EvaluatorSpec(name, name, parameters, Set.of(), Set.of(), null);
  }

  /** The same under another name. */
  public EvaluatorSpec named(String alias) {
    return new EvaluatorSpec(evaluator, alias, parameters, partitions, tags, location, modifiers);
  }

  /** The same with these modifiers. */
  public EvaluatorSpec modified(Modifiers modifiers) {
    return new EvaluatorSpec(evaluator, alias, parameters, partitions, tags, location, modifiers);
  }

  /** The same at another place. */
  public EvaluatorSpec at(@Nullable Location location) {
    return new EvaluatorSpec(evaluator, alias, parameters, partitions, tags, location, modifiers);
  }

  /** As one item of a suite's {@code evaluators}. */
  public ObjectNode toJson() {
    ObjectNode item = Json.object();
    item.set(evaluator, parameters);
    item.put("name", alias);
    if (!partitions.isEmpty()) {
      ArrayNode keys = item.putArray("partitions");
      new TreeSet<>(partitions).forEach(p -> keys.add(p.key()));
    }
    if (!tags.isEmpty()) {
      ArrayNode texts = item.putArray("tags");
      new TreeSet<>(tags).forEach(texts::add);
    }
    modifiers.writeTo(item);
    return item;
  }

  /** Whether it runs on {@code example}. */
  public boolean appliesTo(Example example) {
    return (partitions.isEmpty() || partitions.contains(example.partition()))
        && (tags.isEmpty() || example.tags().stream().anyMatch(tags::contains));
  }
}

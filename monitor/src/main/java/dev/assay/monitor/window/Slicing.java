package dev.assay.monitor.window;

import static java.util.Objects.requireNonNull;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.monitor.internal.SipHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The slices that windows keep: everything, and the values of each definition. Windows merge only
 * with those of the same slicing.
 *
 * @since 0.1
 */
public final class Slicing {

  /** Longer values share a slice with those for which there was no room, UTF-16 units. */
  static final int LONGEST_VALUE = 200;

  /** What an interaction says of all dimensions: those that say the same have the same slices. */
  static final class Combination {

    private final @Nullable String[] values;
    private final int hash;

    Combination(@Nullable String[] values) {
      this.values = values;
      this.hash = Arrays.hashCode(values);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Combination that
          && hash == that.hash
          && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private final List<SliceDefinition> definitions;
  private final SipHash hash;
  // Each dimension once, and where those of each definition are among them.
  private final List<String> dimensions;
  private final List<int[]> places = new ArrayList<>();

  private Slicing(List<SliceDefinition> definitions, String salt) {
    this.definitions = List.copyOf(definitions);
    this.hash = SipHash.withSalt(salt);
    Set<List<String>> seen = new HashSet<>();
    for (SliceDefinition definition : definitions) {
      if (!seen.add(definition.dimensions())) {
        throw new IllegalArgumentException(
            "slices: " + definition.dimensions() + " twice (expected: once)");
      }
    }
    this.dimensions =
        definitions.stream().flatMap(each -> each.dimensions().stream()).distinct().toList();
    for (SliceDefinition definition : definitions) {
      places.add(definition.dimensions().stream().mapToInt(dimensions::indexOf).toArray());
    }
  }

  /**
   * By application, environment, feature, prompt template, template with version, and model, each
   * at most 100.
   */
  public static Slicing withDefaults() {
    return of(
        List.of(
            SliceDefinition.of("app"),
            SliceDefinition.of("environment"),
            SliceDefinition.of("feature"),
            SliceDefinition.of("prompt_template"),
            SliceDefinition.of("prompt_template", "prompt_version"),
            SliceDefinition.of("model")),
        "assay");
  }

  /**
   * By these definitions.
   *
   * @param salt of the hash that decides which values have a slice of their own where there are too
   *     many; who does not know it cannot choose values that push others out
   * @throws IllegalArgumentException if two definitions have the same dimensions
   */
  public static Slicing of(List<SliceDefinition> definitions, String salt) {
    return new Slicing(definitions, requireNonNull(salt, "salt"));
  }

  /** The definitions. */
  public List<SliceDefinition> definitions() {
    return definitions;
  }

  /** Where slices of these values come in the order in which they are kept. */
  long rank(List<@Nullable String> values) {
    StringBuilder text = new StringBuilder();
    for (String value : values) {
      // No value has a length that is not there: what is joined cannot be mistaken.
      text.append(value == null ? "-" : value.length() + ":" + value).append('\0');
    }
    return hash.of(text.toString());
  }

  /** What an interaction says of all dimensions. */
  Combination combination(ObservedInteraction observed) {
    @Nullable String[] values = new @Nullable String[dimensions.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(dimensions.get(i), observed);
    }
    return new Combination(values);
  }

  /** For each definition the values of a combination; null where nothing is said. */
  List<List<@Nullable String>> values(Combination combination) {
    List<List<@Nullable String>> all = new ArrayList<>(places.size());
    for (int[] each : places) {
      @Nullable String[] values = new @Nullable String[each.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = combination.values[each[i]];
      }
      all.add(Arrays.asList(values));
    }
    return all;
  }

  private static @Nullable String value(String dimension, ObservedInteraction observed) {
    Interaction interaction = observed.interaction();
    return switch (dimension) {
      case "app" -> observed.app();
      case "environment" -> observed.environment();
      case "feature" -> observed.feature();
      case "release" -> observed.release();
      case "prompt_template" -> interaction.promptTemplate();
      case "prompt_version" -> interaction.promptVersion();
      case "model" -> interaction.model();
      default -> interaction.tags().get(dimension.substring("tag:".length()));
    };
  }
}

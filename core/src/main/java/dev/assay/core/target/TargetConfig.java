package dev.assay.core.target;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a target's configuration and collects every mistake in it. What is wrong or missing reads
 * as empty until {@link #check} throws.
 *
 * @since 0.1
 */
public final class TargetConfig {

  private static final Pattern DURATION =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?) ?(ms|s|m|h)");

  private final TargetSpec spec;
  private final ObjectNode json;
  private final List<Problem> problems = new ArrayList<>();

  private TargetConfig(TargetSpec spec, ObjectNode json) {
    this.spec = spec;
    this.json = json;
  }

  /**
   * Starts reading.
   *
   * @param shortKey the key that a configuration which is no object stands for, such as {@code
   *     class} in {@code java: some.Class}
   * @param keys every key there is; others are problems
   */
  public static TargetConfig of(TargetSpec spec, String shortKey, List<String> keys) {
    ObjectNode json = Json.object();
    if (spec.config() instanceof ObjectNode object) {
      json = object;
    } else {
      json.set(shortKey, spec.config());
    }
    TargetConfig config = new TargetConfig(spec, json);
    for (String name : json.propertyNames()) {
      if (!keys.contains(name)) {
        config.add(
            Problem.of("target." + spec.kind(), name, "a key of this kind of target")
                .next(Nearest.advice(name, keys)));
      }
    }
    return config;
  }

  /** Whether a key is given, and not null. */
  public boolean has(String key) {
    return value(key) != null;
  }

  /** Any JSON, if given. */
  public Optional<JsonNode> json(String key) {
    return Optional.ofNullable(value(key));
  }

  /** A text that must be given and not be blank. */
  public String string(String key) {
    Optional<String> text = optionalString(key);
    if (text.isEmpty() && value(key) == null) {
      wrong(key, "a string, and it must be given");
    }
    return text.orElse("");
  }

  /** A text that is not blank, if given. */
  public Optional<String> optionalString(String key) {
    JsonNode value = value(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isString() || value.stringValue().isBlank()) {
      wrong(key, "a string that is not empty");
      return Optional.empty();
    }
    return Optional.of(value.stringValue());
  }

  /** One of some words, the first if not given. */
  public String choice(String key, List<String> choices) {
    String text = optionalString(key).orElse(choices.get(0));
    if (!choices.contains(text)) {
      add(
          Problem.of(subject(key), text, "one of " + String.join(", ", choices))
              .next(Nearest.to(text, choices).map(c -> "did you mean " + c + "?").orElse(null)));
      return choices.get(0);
    }
    return text;
  }

  /** A list of texts, or one; empty if not given. */
  public List<String> strings(String key) {
    JsonNode value = value(key);
    List<String> texts = new ArrayList<>();
    if (value == null) {
      return texts;
    }
    for (JsonNode item : value.isArray() ? value : Json.array().add(value)) {
      if (!item.isString()) {
        wrong(key, "a list of strings");
        return List.of();
      }
      texts.add(item.stringValue());
    }
    return texts;
  }

  /** Names and texts; numbers and booleans count as their text. Empty if not given. */
  public Map<String, String> map(String key) {
    Map<String, String> map = new LinkedHashMap<>();
    object(key)
        .ifPresent(
            object -> {
              for (Map.Entry<String, JsonNode> entry : object.properties()) {
                if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
                  map.put(entry.getKey(), entry.getValue().asString());
                } else {
                  // The value may be a secret: it is not shown.
                  add(Problem.of(subject(key) + "." + entry.getKey(), null, "a string"));
                }
              }
            });
    return map;
  }

  /** An object, if given. */
  public Optional<ObjectNode> object(String key) {
    JsonNode value = value(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof ObjectNode object) {
      return Optional.of(object);
    }
    add(Problem.of(subject(key), value.getNodeType(), "an object"));
    return Optional.empty();
  }

  /** True or false; {@code otherwise} if not given. */
  public boolean flag(String key, boolean otherwise) {
    JsonNode value = value(key);
    if (value == null) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      wrong(key, "true or false");
    }
    return value.asBoolean(otherwise);
  }

  /** A duration above zero such as {@code 30s}, {@code 500ms} or a number of seconds, if given. */
  public Optional<Duration> duration(String key) {
    JsonNode value = value(key);
    if (value == null) {
      return Optional.empty();
    }
    String text = value.isNumber() ? value.asString() + "s" : value.asString("");
    Matcher matcher = DURATION.matcher(text);
    if (matcher.matches()) {
      double number = Double.parseDouble(matcher.group(1));
      long millis = Math.round(number * unitMillis(matcher.group(2)));
      if (millis > 0) {
        return Optional.of(Duration.ofMillis(millis));
      }
    }
    wrong(key, "a duration above zero, such as 30s, 500ms or 2m");
    return Optional.empty();
  }

  /** What to call a key in a problem: {@code target.http.url}. */
  public String subject(String key) {
    return "target." + spec.kind() + "." + key;
  }

  /** Adds a problem. */
  public void add(Problem problem) {
    problems.add(problem.location() == null ? problem.at(spec.location()) : problem);
  }

  /** Adds a problem with the value of {@code key}. */
  public void wrong(String key, String expected) {
    JsonNode value = value(key);
    add(Problem.of(subject(key), value == null ? "missing" : Json.write(value), expected));
  }

  /**
   * Ends reading.
   *
   * @throws InvalidInputException if there was a problem, with all of them
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
  }

  private @Nullable JsonNode value(String key) {
    JsonNode value = json.get(key);
    return value == null || value.isNull() ? null : value;
  }

  private static long unitMillis(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1_000;
      case "m" -> 60_000;
      default -> 3_600_000;
    };
  }
}

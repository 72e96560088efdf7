package dev.assay.core.model;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.NotConfiguredException;
import dev.assay.core.problem.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a {@link ModelSpec}, noting every mistake. */
final class ModelSpecReader {

  private static final List<String> KEYS =
      List.of(
          "model",
          "base_url",
          "key_from",
          "timeout",
          "max_retries",
          "max_concurrency",
          "requests_per_minute",
          "tokens_per_minute",
          "stream",
          "circuit_open_for");
  // A key in a file ends up where the file goes.
  private static final Set<String> LIKE_KEYS =
      Set.of("api_key", "apikey", "apiKey", "api-key", "key", "token", "secret", "password");
  private static final Pattern NAME = Pattern.compile("([a-z][a-z0-9-]*):(\\S.*)");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  // How the keys of providers begin that could pass for names.
  private static final Pattern A_KEY = Pattern.compile("sk_|gsk_|AIza|hf_|pplx_|key_");
  // Where people put keys and passwords by mistake.
  private static final Set<String> NEVER_SHOWN = Set.of("base_url", "key_from");
  private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m)");

  private final String subject;
  private final ModelSettings settings;
  private final List<Problem> problems = new ArrayList<>();

  ModelSpecReader(String subject, ModelSettings settings) {
    this.subject = subject;
    this.settings = settings;
  }

  ModelSpec read(JsonNode node) {
    ObjectNode object;
    if (node.isString()) {
      String text = node.stringValue().strip();
      ObjectNode named = settings.named().get(text);
      object = named == null ? Json.object().put("model", text) : named;
    } else if (node instanceof ObjectNode given) {
      object = given;
    } else {
      throw new InvalidInputException(
          Problem.of(
              subject,
              Json.write(node),
              "a model such as openai:gpt-4o-mini, or an object with model"));
    }
    ModelSpec spec = read(object);
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return spec;
  }

  private ModelSpec read(ObjectNode object) {
    for (String key : object.propertyNames()) {
      if (!KEYS.contains(key)) {
        problems.add(
            Problem.of(subject, key, "a setting of models")
                .next(
                    LIKE_KEYS.contains(key)
                        ? "name the environment variable that holds the key: key_from: NAME"
                        : Nearest.advice(key, KEYS)));
      }
    }
    String name = text(object, "model", "provider:model", value -> true);
    if (name == null || name.isBlank()) {
      throw new NotConfiguredException(
          Problem.of(subject, "no model", "a model such as openai:gpt-4o-mini"));
    }
    Matcher matcher = NAME.matcher(name.strip());
    if (!matcher.matches()) {
      String next =
          settings.named().isEmpty()
              ? "put the provider before the name, as in openai:" + name.strip()
              : "put the provider before it, or choose one of models: "
                  + String.join(", ", settings.named().keySet().stream().sorted().toList());
      throw new InvalidInputException(
          Problem.of(subject, name, "a model such as openai:gpt-4o-mini").next(next));
    }
    String key =
        text(
            object,
            "key_from",
            "the name of an environment variable, not the key itself (value not shown)",
            v -> VARIABLE.matcher(v).matches() && !A_KEY.matcher(v).lookingAt());
    return new ModelSpec(
        matcher.group(1),
        matcher.group(2),
        url(object),
        key,
        duration(object, "timeout", ModelSpec.DEFAULT_TIMEOUT),
        whole(object, "max_retries", 0, 20).orElse(ModelSpec.DEFAULT_RETRIES),
        whole(object, "max_concurrency", 1, 10_000),
        number(object, "requests_per_minute", 0.001, 1e9),
        number(object, "tokens_per_minute", 1, 1e12),
        flag(object),
        duration(object, "circuit_open_for", ModelSpec.DEFAULT_CIRCUIT_OPEN_FOR));
  }

  private @Nullable URI url(ObjectNode object) {
    String expected = "an http or https address without credentials (value not shown)";
    String text = text(object, "base_url", expected, v -> web(v));
    return text == null ? null : URI.create(text);
  }

  private static boolean web(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      return uri.getHost() != null
          && uri.getUserInfo() == null
          && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme));
    } catch (java.net.URISyntaxException e) {
      return false;
    }
  }

  private Duration duration(ObjectNode object, String key, Duration otherwise) {
    String text = text(object, key, "a duration such as 30s", v -> !duration(v).isZero());
    return text == null ? otherwise : duration(text);
  }

  // Zero for what is none.
  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Duration.ZERO;
    }
    double unit = matcher.group(2).equals("ms") ? 1 : matcher.group(2).equals("s") ? 1_000 : 60_000;
    return Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * unit));
  }

  private boolean flag(ObjectNode object) {
    JsonNode value = object.get("stream");
    if (value != null && !value.isNull() && !value.isBoolean()) {
      wrong("stream", value, "true or false");
    }
    return value != null && value.isBoolean() && value.booleanValue();
  }

  private @Nullable String text(
      ObjectNode object, String key, String expected, Predicate<String> rule) {
    JsonNode value = object.get(key);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isString() || !rule.test(value.stringValue())) {
      wrong(key, value, expected);
      return null;
    }
    return value.stringValue();
  }

  private OptionalDouble number(ObjectNode object, String key, double low, double high) {
    JsonNode value = object.get(key);
    if (value == null || value.isNull()) {
      return OptionalDouble.empty();
    }
    if (!value.isNumber() || !(value.doubleValue() >= low) || !(value.doubleValue() <= high)) {
      wrong(key, value, "a number from " + low + " to " + high);
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(value.doubleValue());
  }

  private OptionalInt whole(ObjectNode object, String key, int low, int high) {
    JsonNode value = object.get(key);
    if (value == null || value.isNull()) {
      return OptionalInt.empty();
    }
    double number = value.isNumber() ? value.doubleValue() : Double.NaN;
    if (!(number >= low) || !(number <= high) || number != Math.rint(number)) {
      wrong(key, value, "a whole number from " + low + " to " + high);
      return OptionalInt.empty();
    }
    return OptionalInt.of((int) number);
  }

  private void wrong(String key, JsonNode value, String expected) {
    String shown = NEVER_SHOWN.contains(key) ? null : Json.write(value);
    problems.add(Problem.of(subject + "." + key, shown, expected));
  }
}

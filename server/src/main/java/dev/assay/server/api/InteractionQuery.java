package dev.assay.server.api;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.SignalJson;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.route.Exchange;
import dev.assay.server.api.route.Parameter;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.InteractionFilter.Dimension;
import dev.assay.server.store.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The parameters of a query that say which interactions are meant. */
final class InteractionQuery {

  private static final Map<Dimension, String> NAMES = names();

  static final List<Parameter> PARAMETERS = parameters();

  private final UnaryOperator<String> userHash;

  InteractionQuery(UnaryOperator<String> userHash) {
    this.userHash = userHash;
  }

  InteractionFilter filter(Exchange exchange) {
    InteractionFilter.Builder filter =
        InteractionFilter.builder()
            .between(exchange.time("from").orElse(null), exchange.time("to").orElse(null));
    NAMES.forEach((dimension, name) -> dimension(exchange, filter, dimension, name));
    exchange.texts("tag").forEach(tag -> tag(filter, tag));
    score(exchange, filter);
    words(exchange, "failure_mode", FailureMode.values(), FailureMode::key)
        .forEach(filter::failureMode);
    words(exchange, "completion", Outcome.Completion.values(), InteractionQuery::key)
        .forEach(filter::completion);
    words(exchange, "signal", Signal.Kind.values(), SignalJson::key).forEach(filter::signal);
    Double least = exchange.number("min_latency_ms").orElse(null);
    Double most = exchange.number("max_latency_ms").orElse(null);
    if (least != null || most != null) {
      filter.latency(least, most);
    }
    return filter
        .failed(exchange.flag("failed").orElse(null))
        .hasContent(exchange.flag("has_content").orElse(null))
        .text(exchange.text("search").orElse(null))
        .build();
  }

  private void dimension(
      Exchange exchange, InteractionFilter.Builder filter, Dimension dimension, String name) {
    UnaryOperator<String> stored =
        dimension == Dimension.USER
            ? userHash
            : dimension == Dimension.TRACE ? v -> v.toLowerCase(Locale.ROOT) : v -> v;
    String[] values = exchange.texts(name).stream().map(stored).distinct().toArray(String[]::new);
    if (values.length > 0) {
      filter.dimension(dimension, values);
    }
  }

  private static void tag(InteractionFilter.Builder filter, String tag) {
    int equals = tag.indexOf('=');
    if (equals < 1) {
      throw new InvalidInputException(Problem.of("tag", tag, "NAME=VALUE"));
    }
    filter.tag(tag.substring(0, equals), tag.substring(equals + 1));
  }

  private static void score(Exchange exchange, InteractionFilter.Builder filter) {
    Double least = exchange.number("min_score").orElse(null);
    Double most = exchange.number("max_score").orElse(null);
    Boolean passed = exchange.flag("passed").orElse(null);
    if (exchange.text("evaluator").isPresent()) {
      filter.score(
          new InteractionFilter.ScoreIn(exchange.text("evaluator").get(), least, most, passed));
    } else if (least != null || most != null || passed != null) {
      throw new InvalidInputException(
          Problem.of("evaluator", "missing", "whose score min_score, max_score and passed mean"));
    }
  }

  private static <T> List<T> words(
      Exchange exchange, String name, T[] values, Function<T, String> key) {
    List<T> chosen = new ArrayList<>();
    List<String> keys = Arrays.stream(values).map(key).toList();
    for (String word : exchange.texts(name)) {
      int index = keys.indexOf(word);
      if (index < 0) {
        throw new InvalidInputException(
            Problem.of(name, word, "one of " + String.join(", ", keys))
                .next(Nearest.advice(word, keys)));
      }
      chosen.add(values[index]);
    }
    return chosen;
  }

  private static List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    all.add(Parameter.time("from", "Began at this time or later."));
    all.add(Parameter.time("to", "Began before this time."));
    NAMES.forEach(
        (dimension, name) ->
            all.add(
                Parameter.text(
                        name,
                        dimension == Dimension.USER
                            ? "The user, by the id the application knows; it is hashed here too."
                            : "Has this value; given more than once, any of them.")
                    .any()));
    all.add(Parameter.text("tag", "Has this tag, as `NAME=VALUE`; each of several.").any());
    all.add(Parameter.text("evaluator", "This evaluator scored it."));
    all.add(Parameter.number("min_score", "With at least this score of the evaluator."));
    all.add(Parameter.number("max_score", "With at most this score of the evaluator."));
    all.add(Parameter.flag("passed", "Passed the evaluator, or failed it."));
    all.add(
        choice(
            "failure_mode",
            Arrays.stream(FailureMode.values()).map(FailureMode::key).toList(),
            "Failed in this way, or any of several."));
    all.add(
        choice(
            "completion",
            Arrays.stream(Outcome.Completion.values()).map(InteractionQuery::key).toList(),
            "Came out like this, or like any of several."));
    all.add(
        choice(
            "signal",
            Arrays.stream(Signal.Kind.values()).map(SignalJson::key).toList(),
            "A user did this, or any of several."));
    all.add(Parameter.number("min_latency_ms", "Took at least so long."));
    all.add(Parameter.number("max_latency_ms", "Took at most so long."));
    all.add(Parameter.flag("failed", "Ended in an error, or not."));
    all.add(Parameter.flag("has_content", "What was said is kept, or not."));
    all.add(
        Parameter.text(
            "search", "The input or the output contains this, whatever the case, where kept."));
    return List.copyOf(all);
  }

  private static Parameter choice(String name, List<String> words, String description) {
    return Parameter.choice(name, words, description).any();
  }

  private static String key(Outcome.Completion completion) {
    return completion.name().toLowerCase(Locale.ROOT);
  }

  private static Map<Dimension, String> names() {
    Map<Dimension, String> names = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      names.put(
          dimension,
          dimension == Dimension.TRACE ? "trace_id" : dimension.name().toLowerCase(Locale.ROOT));
    }
    return names;
  }
}

package dev.assay.server.api.route;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.otel.wire.RequestBody;
import dev.assay.otel.wire.WireLimits;
import dev.assay.server.api.access.Caller;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request and its answer.
 *
 * @since 0.1
 */
public final class Exchange {

  private static final int LONGEST_VALUE = 4_000;
  private static final int MOST_VALUES = 100;

  private final Route route;
  private final Context context;
  private final Caller caller;
  private final Problems problems;

  Exchange(Route route, Context context, Caller caller, Problems problems) {
    this.route = route;
    this.context = context;
    this.caller = caller;
    this.problems = problems;
  }

  /** Who calls. */
  public Caller caller() {
    return caller;
  }

  /** The request as the server sees it, for answers that are not JSON. */
  public Context context() {
    return context;
  }

  /** A part of the path. */
  public String path(String name) {
    return context.pathParam(name);
  }

  /** A parameter of the query that may be given once. */
  public Optional<String> text(String name) {
    List<String> values = context.queryParams(name);
    if (values.size() > 1) {
      throw wrong(name, values.size() + " times", "once");
    }
    return values.isEmpty() || values.get(0).isEmpty()
        ? Optional.empty()
        : Optional.of(checked(name, values.get(0)));
  }

  /** A parameter of the query that may be given more than once. */
  public List<String> texts(String name) {
    List<String> values = context.queryParams(name).stream().filter(v -> !v.isEmpty()).toList();
    if (values.size() > MOST_VALUES) {
      throw wrong(name, values.size() + " times", "at most " + MOST_VALUES + " times");
    }
    values.forEach(value -> checked(name, value));
    return values;
  }

  /** A time with an offset. */
  public Optional<Instant> time(String name) {
    return text(name).map(value -> time(name, value));
  }

  /** A finite number. */
  public Optional<Double> number(String name) {
    return text(name).map(value -> number(name, value));
  }

  /** A whole number in a range. */
  public int whole(String name, int min, int max, int standard) {
    Optional<String> given = text(name);
    if (given.isEmpty()) {
      return standard;
    }
    try {
      int value = Integer.parseInt(given.get());
      if (min <= value && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Answered below.
    }
    throw wrong(name, given.get(), "a whole number from " + min + " to " + max);
  }

  /** True or false. */
  public Optional<Boolean> flag(String name) {
    return text(name)
        .map(
            value ->
                switch (value) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw wrong(name, value, "true or false");
                });
  }

  /** The body: one JSON object that has no field but these. */
  public ObjectNode body(Set<String> fields) {
    String text = Json.decode(bodyBytes(), "body");
    JsonNode json = Json.parse(text.isBlank() ? "{}" : text, "body", 1);
    if (!(json instanceof ObjectNode object)) {
      throw wrong("body", json.getNodeType().name().toLowerCase(Locale.ROOT), "a JSON object");
    }
    for (String name : object.propertyNames()) {
      if (!fields.contains(name)) {
        throw new InvalidInputException(
            Problem.of(name, null, "a known field")
                .next(Nearest.advice(name, new TreeSet<>(fields))));
      }
    }
    return object;
  }

  /** The body, inflated. */
  public byte[] bodyBytes() {
    try {
      return RequestBody.read(
          context.req().getInputStream(),
          context.req().getContentLengthLong(),
          context.header(Header.CONTENT_ENCODING),
          WireLimits.withDefaults().withBodyBytes(route.mostBytes()));
    } catch (IOException e) {
      throw ApiException.of(400, Problem.of("body", "cut short", "all of it"));
    }
  }

  /** Answers JSON, with the route's status. */
  public void answer(JsonNode json) {
    answer(route.status(), json);
  }

  /** Answers JSON with a status. */
  public void answer(int status, JsonNode json) {
    context.status(status).contentType("application/json").result(Json.writeUtf8(json));
  }

  /** Answers with nothing but the route's status. */
  public void answer() {
    context.status(route.status());
  }

  /** Answers text of the route's media type. */
  public void answer(String text) {
    context
        .status(route.status())
        .contentType(route.mediaType())
        .result(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers once something is done; meanwhile no thread waits. */
  public <T> void answerLater(CompletableFuture<T> future, Function<T, JsonNode> json) {
    context.future(
        () ->
            future.handle(
                (value, failure) -> {
                  if (failure == null) {
                    answer(json.apply(value));
                  } else {
                    problems.answer(context, failure);
                  }
                  return null;
                }));
  }

  /** Refuses parameters that the route does not have. */
  void refuseUnknown() {
    Set<String> known = new TreeSet<>();
    route.parameters().stream().filter(p -> !p.inPath()).forEach(p -> known.add(p.name()));
    for (Map.Entry<String, List<String>> given : context.queryParamMap().entrySet()) {
      if (!known.contains(given.getKey())) {
        throw new InvalidInputException(
            Problem.of("parameter", given.getKey(), "one that " + route + " has")
                .next(Nearest.advice(given.getKey(), known)));
      }
    }
  }

  /**
   * A time with an offset.
   *
   * @throws InvalidInputException if it is none
   */
  public static Instant time(String name, String value) {
    try {
      Instant time = OffsetDateTime.parse(value).toInstant();
      if (time.getEpochSecond() >= 0 && time.getEpochSecond() < 1L << 34) {
        return time;
      }
    } catch (DateTimeException e) {
      // Answered below.
    }
    // A plus sign in a query is a space.
    String next = value.indexOf(' ') > 0 ? "write + as %2B" : null;
    throw new InvalidInputException(
        Problem.of(name, value, "a time with offset, such as 2026-11-21T09:30:00Z").next(next));
  }

  /**
   * A finite number.
   *
   * @throws InvalidInputException if it is none
   */
  public static double number(String name, String value) {
    try {
      double number = Double.parseDouble(value);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Answered below.
    }
    throw wrong(name, value, "a finite number");
  }

  private static String checked(String name, String value) {
    if (value.length() > LONGEST_VALUE) {
      throw wrong(name, value.length() + " characters", "at most " + LONGEST_VALUE + " characters");
    }
    return Objects.requireNonNull(value);
  }

  private static InvalidInputException wrong(String name, String value, String expected) {
    return new InvalidInputException(Problem.of(name, value, expected));
  }
}

package dev.assay.server.web.explore;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Signal;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.window.Slice;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.InteractionFilter.Dimension;
import dev.assay.server.store.Outcome;
import dev.assay.server.web.view.Period;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which interactions are listed, beyond the view's time and slice, as the address says it.
 *
 * @param given the parameters of the page's own that are given, in the order of {@link #NAMES}
 */
record ExploreQuery(Map<String, String> given) {

  static final String TEXT = "text";
  static final String MODE = "mode";
  static final String COMPLETION = "completion";
  static final String EVALUATOR = "evaluator";
  static final String PASSED = "passed";
  static final String MIN_SCORE = "min_score";
  static final String MAX_SCORE = "max_score";
  static final String SIGNAL = "signal";
  static final String MIN_LATENCY = "min_latency_ms";
  static final String MAX_LATENCY = "max_latency_ms";
  static final String FAILED = "failed";
  static final String CONTENT = "content";
  static final String CONVERSATION = "conversation";
  static final String USER = "user";
  static final String TRACE = "trace";

  static final List<String> NAMES =
      List.of(
          TEXT,
          MODE,
          COMPLETION,
          EVALUATOR,
          PASSED,
          MIN_SCORE,
          MAX_SCORE,
          SIGNAL,
          MIN_LATENCY,
          MAX_LATENCY,
          FAILED,
          CONTENT,
          CONVERSATION,
          USER,
          TRACE);

  static final List<String> MODES =
      Arrays.stream(FailureMode.values()).map(FailureMode::key).toList();
  static final List<String> COMPLETIONS =
      Arrays.stream(Outcome.Completion.values()).map(ExploreQuery::key).toList();
  static final List<String> SIGNALS =
      Arrays.stream(Signal.Kind.values()).map(ExploreQuery::key).toList();

  private static final List<String> YES_NO = List.of("true", "false");
  private static final String TAG = "tag:";

  ExploreQuery {
    given = Map.copyOf(given);
  }

  /** What an address asks for. */
  static ExploreQuery of(Function<String, Optional<String>> parameters) {
    Map<String, String> given = new LinkedHashMap<>();
    NAMES.forEach(name -> parameters.apply(name).ifPresent(value -> given.put(name, value)));
    return new ExploreQuery(given);
  }

  static String key(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  /** A parameter as it was given; empty if it was not. */
  String value(String name) {
    return given.getOrDefault(name, "");
  }

  boolean is(String name, String value) {
    return value(name).equals(value);
  }

  /** Whether anything is asked for. */
  boolean any() {
    return !given.isEmpty();
  }

  /** The parameters that are given, in one order. */
  Map<String, String> ordered() {
    Map<String, String> ordered = new LinkedHashMap<>();
    for (String name : NAMES) {
      if (given.containsKey(name)) {
        ordered.put(name, value(name));
      }
    }
    return ordered;
  }

  /**
   * The interactions that are meant.
   *
   * @param known the slices that there were in this time, by which what is folded into "other" is
   *     told
   * @throws InvalidInputException if a parameter is not what it can be, or a slice cannot be listed
   */
  InteractionFilter filter(Slice slice, Period period, Supplier<List<Slice>> known) {
    InteractionFilter.Builder filter =
        InteractionFilter.builder().between(period.from(), period.to());
    slice.parts().forEach(part -> part(part, slice, filter, known));
    one(CONVERSATION, Dimension.CONVERSATION, filter);
    one(USER, Dimension.USER, filter);
    one(TRACE, Dimension.TRACE, filter);
    word(MODE, MODES).flatMap(FailureMode::ofKey).ifPresent(filter::failureMode);
    word(COMPLETION, COMPLETIONS)
        .ifPresent(key -> filter.completion(Outcome.Completion.valueOf(upper(key))));
    word(SIGNAL, SIGNALS).ifPresent(key -> filter.signal(Signal.Kind.valueOf(upper(key))));
    score(filter);
    Double least = number(MIN_LATENCY);
    Double most = number(MAX_LATENCY);
    if (least != null || most != null) {
      filter.latency(least, most);
    }
    String text = value(TEXT);
    return filter
        .failed(flag(FAILED))
        .hasContent(flag(CONTENT))
        .text(text.isBlank() ? null : text)
        .build();
  }

  private static void part(
      Slice.Part part, Slice slice, InteractionFilter.Builder filter, Supplier<List<Slice>> known) {
    boolean tag = part.dimension().startsWith(TAG);
    if (part.kind() == Slice.Kind.VALUE) {
      if (tag) {
        filter.tag(part.dimension().substring(TAG.length()), part.value());
      } else {
        filter.dimension(dimension(part, slice), part.value());
      }
    } else if (part.kind() == Slice.Kind.NONE) {
      if (tag) {
        filter.withoutTag(part.dimension().substring(TAG.length()));
      } else {
        filter.without(dimension(part, slice));
      }
    } else {
      Set<String> own = own(part, slice, known.get());
      if (tag) {
        filter.tagBeyond(part.dimension().substring(TAG.length()), own);
      } else {
        filter.beyond(dimension(part, slice), own);
      }
    }
  }

  // What has a slice of its own is not among the others.
  private static Set<String> own(Slice.Part part, Slice slice, List<Slice> known) {
    Set<String> own = new HashSet<>();
    int place = slice.parts().indexOf(part);
    for (Slice each : known) {
      if (each.parts().size() == slice.parts().size()
          && alike(each, slice, place)
          && each.parts().get(place).kind() == Slice.Kind.VALUE) {
        own.add(each.parts().get(place).value());
      }
    }
    return own;
  }

  // By the same dimensions, and with the same values but for the one in this place.
  private static boolean alike(Slice one, Slice other, int but) {
    for (int i = 0; i < one.parts().size(); i++) {
      Slice.Part a = one.parts().get(i);
      Slice.Part b = other.parts().get(i);
      if (i == but ? !a.dimension().equals(b.dimension()) : !a.equals(b)) {
        return false;
      }
    }
    return true;
  }

  private static Dimension dimension(Slice.Part part, Slice slice) {
    return Arrays.stream(Dimension.values())
        .filter(each -> key(each).equals(part.dimension()))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    Problem.of("slice", slice.key(), "one by a dimension that there is")));
  }

  private void one(String name, Dimension dimension, InteractionFilter.Builder filter) {
    if (given.containsKey(name)) {
      filter.dimension(dimension, value(name));
    }
  }

  private void score(InteractionFilter.Builder filter) {
    Double least = number(MIN_SCORE);
    Double most = number(MAX_SCORE);
    Boolean passed = flag(PASSED);
    if (given.containsKey(EVALUATOR)) {
      filter.score(new InteractionFilter.ScoreIn(value(EVALUATOR), least, most, passed));
    } else if (least != null || most != null || passed != null) {
      throw new InvalidInputException(
          Problem.of(EVALUATOR, "missing", "whose score is meant").next("choose an evaluator"));
    }
  }

  private Optional<String> word(String name, List<String> words) {
    if (!given.containsKey(name)) {
      return Optional.empty();
    }
    if (!words.contains(value(name))) {
      throw new InvalidInputException(
          Problem.of(name, value(name), "one of " + String.join(", ", words))
              .next(Nearest.advice(value(name), words)));
    }
    return Optional.of(value(name));
  }

  private static String upper(String key) {
    return key.toUpperCase(Locale.ROOT);
  }

  private @Nullable Boolean flag(String name) {
    return word(name, YES_NO).map("true"::equals).orElse(null);
  }

  private @Nullable Double number(String name) {
    if (!given.containsKey(name)) {
      return null;
    }
    try {
      double number = Double.parseDouble(value(name));
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Answered below.
    }
    throw new InvalidInputException(Problem.of(name, value(name), "a number"));
  }
}

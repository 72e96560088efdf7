package dev.assay.server.store;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which interactions; every condition must hold.
 *
 * @param from began at or after; null for any time
 * @param to began before; null for any time
 * @param dimensions each is one of some values, or was not told
 * @param tags each tag has its value
 * @param scores each evaluator has such a score
 * @param failureModes failed in one of these ways, if any is given
 * @param completions came out in one of these ways, if any is given
 * @param signals has one of these, if any is given
 * @param latency took so long
 * @param failed whether it ended in an error; null for either
 * @param hasContent whether what was said is kept; null for either
 * @param text the input or the output contains it, whatever the case; only kept content is looked
 *     at, and of long texts the beginning
 * @since 0.1
 */
public record InteractionFilter(
    @Nullable Instant from,
    @Nullable Instant to,
    List<DimensionIn> dimensions,
    List<Tag> tags,
    List<ScoreIn> scores,
    Set<FailureMode> failureModes,
    Set<Outcome.Completion> completions,
    Set<Signal.Kind> signals,
    @Nullable LatencyIn latency,
    @Nullable Boolean failed,
    @Nullable Boolean hasContent,
    @Nullable String text) {

  /** Every interaction. */
  public static final InteractionFilter ALL = builder().build();

  /** Copies the collections. */
  public InteractionFilter {
    dimensions = List.copyOf(dimensions);
    tags = List.copyOf(tags);
    scores = List.copyOf(scores);
    failureModes = Set.copyOf(failureModes);
    completions = Set.copyOf(completions);
    signals = Set.copyOf(signals);
  }

  /** Starts with every interaction. */
  public static Builder builder() {
    return new Builder();
  }

  /** What rows can be chosen by. */
  public enum Dimension {
    /** The application. */
    APP,
    /** The environment. */
    ENVIRONMENT,
    /** The feature. */
    FEATURE,
    /** The application's version. */
    RELEASE,
    /** The prompt template. */
    PROMPT_TEMPLATE,
    /** The prompt template's version. */
    PROMPT_VERSION,
    /** The model. */
    MODEL,
    /** Why the model stopped. */
    FINISH_REASON,
    /** Why there is no answer. */
    ERROR_KIND,
    /** The conversation. */
    CONVERSATION,
    /** The user's hashed id. */
    USER,
    /** The trace. */
    TRACE
  }

  /**
   * A dimension has one of these values, or one beyond them.
   *
   * @param dimension which
   * @param values any of them; none where the application is not to have told any
   * @param beyond whether it has a value, and none of these
   */
  public record DimensionIn(Dimension dimension, Set<String> values, boolean beyond) {

    /** One of these values. */
    public DimensionIn(Dimension dimension, Set<String> values) {
      this(dimension, values, false);
    }

    /** Copies the values. */
    public DimensionIn {
      values = Set.copyOf(values);
    }
  }

  /**
   * A tag has a value, or none, or one beyond some.
   *
   * @param name the tag
   * @param value its value; null where any other than {@code others} is meant, or none
   * @param others where the tag is to have a value, and none of these; null where it is not to be
   *     there
   */
  public record Tag(String name, @Nullable String value, @Nullable Set<String> others) {

    /** Copies the set. */
    public Tag {
      others = others == null ? null : Set.copyOf(others);
    }

    /** This value. */
    public Tag(String name, String value) {
      this(name, value, null);
    }
  }

  /**
   * An evaluator scored it so.
   *
   * @param evaluator the evaluator's name, of any version
   * @param min the least value; null for any
   * @param max the greatest value; null for any
   * @param passed whether it passed; null for either
   */
  public record ScoreIn(
      String evaluator, @Nullable Double min, @Nullable Double max, @Nullable Boolean passed) {}

  /**
   * It took so long.
   *
   * @param minMillis at least; null for any
   * @param maxMillis at most; null for any
   */
  public record LatencyIn(@Nullable Double minMillis, @Nullable Double maxMillis) {}

  /** Builds an {@link InteractionFilter}. */
  public static final class Builder {

    private @Nullable Instant from;
    private @Nullable Instant to;
    private final List<DimensionIn> dimensions = new ArrayList<>();
    private final List<Tag> tags = new ArrayList<>();
    private final List<ScoreIn> scores = new ArrayList<>();
    private final Set<FailureMode> failureModes = EnumSet.noneOf(FailureMode.class);
    private final Set<Outcome.Completion> completions = EnumSet.noneOf(Outcome.Completion.class);
    private final Set<Signal.Kind> signals = EnumSet.noneOf(Signal.Kind.class);
    private @Nullable LatencyIn latency;
    private @Nullable Boolean failed;
    private @Nullable Boolean hasContent;
    private @Nullable String text;

    private Builder() {}

    /** Began at or after {@code from} and before {@code to}. */
    public Builder between(@Nullable Instant from, @Nullable Instant to) {
      this.from = from;
      this.to = to;
      return this;
    }

    /** The dimension has one of these values. */
    public Builder dimension(Dimension dimension, String... values) {
      dimensions.add(new DimensionIn(dimension, Set.of(values)));
      return this;
    }

    /** The application did not tell the dimension. */
    public Builder without(Dimension dimension) {
      dimensions.add(new DimensionIn(dimension, Set.of()));
      return this;
    }

    /** The application told the dimension, and none of these values. */
    public Builder beyond(Dimension dimension, Set<String> values) {
      dimensions.add(new DimensionIn(dimension, values, true));
      return this;
    }

    /** The tag is not there. */
    public Builder withoutTag(String name) {
      tags.add(new Tag(name, null, null));
      return this;
    }

    /** The tag has a value, and none of these. */
    public Builder tagBeyond(String name, Set<String> values) {
      tags.add(new Tag(name, null, values));
      return this;
    }

    /** The tag has this value. */
    public Builder tag(String name, String value) {
      tags.add(new Tag(name, value));
      return this;
    }

    /** The evaluator scored it so. */
    public Builder score(ScoreIn score) {
      scores.add(score);
      return this;
    }

    /** Failed in this way, or in another that is given. */
    public Builder failureMode(FailureMode mode) {
      failureModes.add(mode);
      return this;
    }

    /** Came out like this, or like another that is given. */
    public Builder completion(Outcome.Completion completion) {
      completions.add(completion);
      return this;
    }

    /** Has this signal, or another that is given. */
    public Builder signal(Signal.Kind kind) {
      signals.add(kind);
      return this;
    }

    /** Took so long. */
    public Builder latency(@Nullable Double minMillis, @Nullable Double maxMillis) {
      latency = new LatencyIn(minMillis, maxMillis);
      return this;
    }

    /** Ended in an error, or not. */
    public Builder failed(@Nullable Boolean failed) {
      this.failed = failed;
      return this;
    }

    /** Has content, or not. */
    public Builder hasContent(@Nullable Boolean hasContent) {
      this.hasContent = hasContent;
      return this;
    }

    /** Contains this text, whatever the case. */
    public Builder text(@Nullable String text) {
      this.text = text;
      return this;
    }

    /** The filter. */
    public InteractionFilter build() {
      return new InteractionFilter(
          from,
          to,
          dimensions,
          tags,
          scores,
          failureModes,
          completions,
          signals,
          latency,
          failed,
          hasContent,
          text);
    }
  }
}

package dev.assay.server.store.export;

import static java.util.Objects.requireNonNull;

import dev.assay.core.interaction.Interaction;
import dev.assay.monitor.failure.TrafficSample;
import dev.assay.server.store.Dimensions;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.InteractionRow;
import dev.assay.server.store.ListedInteraction;
import dev.assay.server.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Draws a distribution set of the interactions whose content is kept, with the probability with
 * which each came to be kept and drawn.
 *
 * @since 0.1
 */
public final class TrafficDraw {

  /** The stratum of those that name none, and of those beyond the first {@value #MOST_STRATA}. */
  public static final String OTHER = "other";

  private static final int MOST_STRATA = 50;
  private static final int CONTENTS_AT_ONCE = 200;

  private final Store store;
  private final KeptProbability kept;
  private final UnaryOperator<String> redact;

  /**
   * Draws from a store.
   *
   * @param redact takes personal data out of every text
   */
  public TrafficDraw(Store store, KeptProbability kept, UnaryOperator<String> redact) {
    this.store = requireNonNull(store, "store");
    this.kept = requireNonNull(kept, "kept");
    this.redact = requireNonNull(redact, "redact");
  }

  /** What strata are made by. */
  public enum By {
    /** The application. */
    APP,
    /** The environment. */
    ENVIRONMENT,
    /** The feature. */
    FEATURE,
    /** The prompt template. */
    PROMPT_TEMPLATE,
    /** The model. */
    MODEL;

    /** The name as people write it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Every name. */
    public static List<String> keys() {
      return Arrays.stream(values()).map(By::key).toList();
    }

    /** The one of a name. */
    public static Optional<By> ofKey(String key) {
      return Arrays.stream(values()).filter(by -> by.key().equals(key)).findFirst();
    }

    private @Nullable String of(Dimensions dimensions) {
      return switch (this) {
        case APP -> dimensions.app();
        case ENVIRONMENT -> dimensions.environment();
        case FEATURE -> dimensions.feature();
        case PROMPT_TEMPLATE -> dimensions.promptTemplate();
        case MODEL -> dimensions.model();
      };
    }
  }

  /**
   * What is to be drawn.
   *
   * @param size how many, before those that say the same become one
   * @param least how many of each stratum at least
   * @param by what strata are made by; null for one of all
   * @param from of those that began at or after; null for any
   * @param to of those that began before; null for any
   * @param seed another gives another set
   */
  public record Wish(
      int size,
      int least,
      @Nullable By by,
      @Nullable Instant from,
      @Nullable Instant to,
      String seed) {}

  /**
   * Draws.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public TrafficSample.Drawn draw(Wish wish) {
    TrafficSample sample = new TrafficSample(wish.size(), wish.least(), wish.seed(), redact);
    Set<String> strata = new HashSet<>();
    List<InteractionRow> some = new ArrayList<>();
    InteractionFilter filter =
        InteractionFilter.builder().between(wish.from(), wish.to()).hasContent(true).build();
    store
        .interactions()
        .scan(
            filter,
            (ListedInteraction listed) -> {
              some.add(listed.row());
              if (some.size() == CONTENTS_AT_ONCE) {
                offer(some, wish.by(), strata, sample);
                some.clear();
              }
            });
    offer(some, wish.by(), strata, sample);
    return sample.draw();
  }

  private void offer(
      List<InteractionRow> rows, @Nullable By by, Set<String> strata, TrafficSample sample) {
    List<InteractionKey> keys = rows.stream().map(InteractionRow::key).toList();
    Map<String, Interaction> contents = store.interactions().contents(keys);
    for (InteractionRow row : rows) {
      Interaction content = contents.get(row.key().id());
      double probability = kept.of(row);
      // Content may have gone meanwhile; what was kept by no draw stands for nothing known.
      if (content != null && probability > 0) {
        sample.offer(
            new TrafficSample.Candidate(
                row.observed(content), stratum(row, by, strata), probability));
      }
    }
  }

  private static String stratum(InteractionRow row, @Nullable By by, Set<String> strata) {
    if (by == null) {
      return "all";
    }
    String value = by.of(row.dimensions());
    if (value == null || (strata.size() >= MOST_STRATA && !strata.contains(value))) {
      return OTHER;
    }
    strata.add(value);
    return value;
  }
}

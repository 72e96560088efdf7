package dev.assay.server.pipeline;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.monitor.sampling.LoadShedding;
import dev.assay.monitor.sampling.SampledEvaluator;
import dev.assay.server.store.Links;
import dev.assay.server.store.WorkItem;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The evaluators, as the pipeline sees them.
 *
 * @since 0.1
 */
public interface Evaluators {

  /** No evaluators. */
  Evaluators NONE =
      new Evaluators() {
        @Override
        public List<Looker> cheap() {
          return List.of();
        }

        @Override
        public List<Looker> sampled() {
          return List.of();
        }

        @Override
        public List<Assessment> score(ObservedInteraction observed) {
          return List.of();
        }

        @Override
        public void queued(List<WorkItem> stored) {}
      };

  /** Those that look at everything. */
  List<Looker> cheap();

  /** Those that look at a sample. */
  List<Looker> sampled();

  /** What each cheap one makes of an interaction; never throws. Called by several threads. */
  List<Assessment> score(ObservedInteraction observed);

  /** Units of work are stored, and may be begun. Returns at once. */
  void queued(List<WorkItem> stored);

  /** Whether others are told what an evaluator says. */
  default boolean told(String evaluator) {
    return false;
  }

  /** Scores are stored that others are told. Returns at once. */
  default void tell(List<StoredScore> stored) {}

  /** The sampled evaluator of a name. */
  default Optional<Looker> sampled(String name) {
    for (Looker each : sampled()) {
      if (each.name().equals(name)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /**
   * An evaluator.
   *
   * @param name its name or alias
   * @param version its version
   * @param judged whether a language model has a part in it
   * @param mode how an answer failed that it fails, where its score does not say
   * @param category what it is about
   * @param readsContent whether it can say nothing where it is not known what was said
   * @param draw the group with whose draw it is decided what it looks at
   */
  record Looker(
      String name,
      String version,
      boolean judged,
      FailureMode mode,
      Category category,
      boolean readsContent,
      String draw) {

    /** One that is drawn with its like: those that judge together, cheap ones together. */
    public Looker(
        String name,
        String version,
        boolean judged,
        FailureMode mode,
        Category category,
        boolean readsContent) {
      this(
          name,
          version,
          judged,
          mode,
          category,
          readsContent,
          judged ? SampledEvaluator.TOGETHER : LoadShedding.GROUP);
    }

    /** One that reads what was said. */
    public Looker(
        String name, String version, boolean judged, FailureMode mode, Category category) {
      this(name, version, judged, mode, category, true);
    }

    /** Checks the parts. */
    public Looker {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(mode, "mode");
      Objects.requireNonNull(category, "category");
      Objects.requireNonNull(draw, "draw");
    }
  }

  /**
   * What one evaluator made of an interaction.
   *
   * @param by who
   * @param score what it said
   */
  record Assessment(Looker by, Score score) {}

  /**
   * A score that is stored.
   *
   * @param evaluator who made it
   * @param interactionId of what
   * @param links what that is known by elsewhere
   * @param score what it says
   * @param at when it was made
   */
  record StoredScore(
      String evaluator, String interactionId, Links links, Score score, Instant at) {}
}

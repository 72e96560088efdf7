package dev.assay.core.comparison;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a difference comes to, and why.
 *
 * @param outcome what it comes to
 * @param reason why, in words
 * @param minimumEffect the least difference that matters
 * @param bounds the difference in the worst and best case of what could not be scored
 */
record Decided(
    Outcome outcome, String reason, double minimumEffect, Compared.@Nullable Bounds bounds) {

  private static final double SHARE_OF_SCALE = 0.02;
  private static final double SHARE_OF_SPREAD = 0.2;
  // Below this share of scored examples the unscored could be another population.
  private static final double LEAST_COVERAGE = 0.8;

  static Decided of(
      Draft draft,
      Difference difference,
      double adjustedP,
      List<Announcement> announcements,
      ComparisonSettings settings) {
    double least = minimumEffect(draft, difference, settings);
    Compared.Bounds bounds = bounds(draft);
    int fewest = Math.min(draft.base().size(), draft.candidate().size());
    if (fewest < ComparisonSettings.LEAST_EXAMPLES) {
      String reason =
          fewest + " scored examples; " + ComparisonSettings.LEAST_EXAMPLES + " are the least";
      return new Decided(Outcome.INSUFFICIENT_DATA, reason, least, bounds);
    }
    for (Announcement announcement : announcements) {
      if (announcement.blocks(draft.measure().name())) {
        return new Decided(Outcome.INCONCLUSIVE, announcement.words(), least, bounds);
      }
    }
    if (difference.p().isEmpty()) {
      return new Decided(Outcome.INCONCLUSIVE, difference.why(), least, bounds);
    }
    Decided decided = decide(draft, difference, adjustedP, least, bounds, settings);
    return decided.uncovered(draft) ? decided.withheld(draft) : decided;
  }

  private static Decided decide(
      Draft draft,
      Difference difference,
      double adjustedP,
      double least,
      Compared.@Nullable Bounds bounds,
      ComparisonSettings settings) {
    double change = draft.measure().higherIsBetter() ? difference.change() : -difference.change();
    if (adjustedP <= settings.alpha()) {
      String chance = String.format(Locale.ROOT, "adjusted p %.2g", adjustedP);
      if (Math.abs(change) < least) {
        return new Decided(
            Outcome.SIGNIFICANT_BUT_TRIVIAL,
            chance + ", and less than " + number(draft.measure(), least),
            least,
            bounds);
      }
      Outcome outcome = change < 0 ? Outcome.REGRESSION : Outcome.IMPROVEMENT;
      return new Decided(outcome, chance, least, bounds);
    }
    if (difference.identical()) {
      return new Decided(Outcome.NO_CHANGE, "the same on every shared example", least, bounds);
    }
    if (difference.within(least)) {
      String reason = "shown to differ by less than " + number(draft.measure(), least);
      return new Decided(Outcome.NO_CHANGE, reason, least, bounds);
    }
    OptionalDouble detectable = difference.detectable();
    String reason =
        detectable.isPresent()
            ? "may be chance; only differences from about "
                + number(draft.measure(), detectable.getAsDouble())
                + " on are found with these examples"
            : "may be chance";
    return new Decided(Outcome.INCONCLUSIVE, reason, least, bounds);
  }

  private boolean uncovered(Draft draft) {
    Draft.Counts counts = draft.counts();
    double base = 1 - (double) counts.baseUnscored() / Math.max(1, counts.lookedBase());
    double candidate = 1 - (double) counts.candidateUnscored() / Math.max(1, counts.looked());
    boolean sureAnyway =
        bounds != null && Math.signum(bounds.worst()) == Math.signum(bounds.best());
    return Math.min(base, candidate) < LEAST_COVERAGE && !sureAnyway;
  }

  private Decided withheld(Draft draft) {
    String reason =
        draft.counts().baseUnscored()
            + " of the base and "
            + draft.counts().candidateUnscored()
            + " of the candidate could not be scored, which could turn the result";
    return new Decided(Outcome.INCONCLUSIVE, reason, minimumEffect, bounds);
  }

  private static double minimumEffect(
      Draft draft, Difference difference, ComparisonSettings settings) {
    if (settings.method() == ComparisonSettings.Method.WELCH) {
      double effect = settings.minimumEffect().orElse(ComparisonSettings.WELCH_EFFECT);
      return effect * difference.spread();
    }
    if (settings.minimumEffect().isPresent()) {
      return settings.minimumEffect().getAsDouble();
    }
    Measure measure = draft.measure();
    return measure.isBounded()
        ? SHARE_OF_SCALE * (measure.high() - measure.low())
        : SHARE_OF_SPREAD * difference.spread();
  }

  private static Compared.@Nullable Bounds bounds(Draft draft) {
    Draft.Counts counts = draft.counts();
    Measure measure = draft.measure();
    boolean all = counts.baseUnscored() + counts.candidateUnscored() == 0;
    if (all || !measure.isBounded() || counts.looked() == 0 || counts.lookedBase() == 0) {
      return null;
    }
    double good = measure.higherIsBetter() ? measure.high() : measure.low();
    double bad = measure.higherIsBetter() ? measure.low() : measure.high();
    double worst = mean(counts, false, bad) - mean(counts, true, good);
    double best = mean(counts, false, good) - mean(counts, true, bad);
    return new Compared.Bounds(worst, best);
  }

  private static double mean(Draft.Counts counts, boolean ofBase, double unscored) {
    return ofBase
        ? (counts.baseSum() + counts.baseUnscored() * unscored) / counts.lookedBase()
        : (counts.candidateSum() + counts.candidateUnscored() * unscored) / counts.looked();
  }

  private static String number(Measure measure, double value) {
    return switch (measure.unit()) {
      case NONE, MONEY -> number(value);
      default -> number(value) + " " + measure.unit().key();
    };
  }

  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.replaceFirst("(\\.\\d*?)0+$", "$1").replaceFirst("\\.$", "");
  }

  Compared toCompared(Draft draft, Difference difference, double adjustedP) {
    return new Compared(
        draft.measure().name(),
        draft.slice(),
        draft.measure().unit(),
        draft.measure().higherIsBetter(),
        draft.measure().operational(),
        draft.paired(),
        new Compared.Counts(draft.base().size(), draft.counts().baseUnscored()),
        new Compared.Counts(draft.candidate().size(), draft.counts().candidateUnscored()),
        difference.base(),
        difference.candidate(),
        difference.estimate(),
        difference.test(),
        difference.p(),
        difference.p().isPresent() ? OptionalDouble.of(adjustedP) : OptionalDouble.empty(),
        difference.effect(),
        difference.detectable(),
        minimumEffect,
        bounds,
        outcome,
        reason);
  }
}

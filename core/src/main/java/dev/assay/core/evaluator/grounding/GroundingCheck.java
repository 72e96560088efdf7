package dev.assay.core.evaluator.grounding;

import static java.util.Objects.requireNonNull;

import dev.assay.core.interaction.Passage;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks outputs against their contexts without a language model. Safe for several threads, which
 * then share the contexts read.
 *
 * @since 0.1
 */
public final class GroundingCheck {

  /** Characters of an output that are looked at. */
  static final int MOST_OUTPUT = 100_000;

  /** From here on a claim is said to be supported, not only near to what the context says. */
  static final double SUPPORTED = 0.6;

  /**
   * From here on a claim, or an output, is called grounded: short answers in other words than the
   * context's have 0.4 to 0.5, and of outputs there people call every second one grounded.
   */
  static final double GROUNDED = 0.4;

  // What is left where the context says otherwise; of the outputs in the training sets with a
  // differing quantity one in twelve was called grounded by people, with a turned word one in five.
  static final double OTHER_QUANTITY = 0.1;
  static final double TURNED = 0.3;

  private final FittedModel model = FittedModel.instance();
  private final ContextCache contexts = new ContextCache();

  /** A check with its own memory of contexts. */
  public GroundingCheck() {}

  /**
   * Checks {@code output}.
   *
   * @param context what it should rest on, not empty
   */
  public GroundingResult check(String output, List<Passage> context) {
    requireNonNull(output, "output");
    boolean cut = output.length() > MOST_OUTPUT;
    String read = cut ? output.substring(0, MOST_OUTPUT) : output;
    ContextIndex index = contexts.get(context);
    Reading reading = Reading.of(read, index);
    List<ClaimVerdict> claims = new ArrayList<>();
    for (Comparison comparison : reading.compared()) {
      claims.add(verdict(read, index, comparison));
    }
    GroundingFeatures features = reading.toFeatures();
    double probability = features.bounded(model.probability(features.values()));
    return new GroundingResult(probability, claims, cut || index.truncated() || reading.partial());
  }

  /** What the values depend on besides the code's version. */
  public String version() {
    return "model/" + model.version();
  }

  private ClaimVerdict verdict(String output, ContextIndex index, Comparison comparison) {
    Claim claim = comparison.claim();
    String text = output.substring(claim.start(), claim.end());
    if (!claim.checkable()) {
      return new ClaimVerdict(
          text,
          claim.start(),
          claim.end(),
          ClaimStatus.NOT_CHECKABLE,
          null,
          null,
          claim.kind().words());
    }
    double cap = cap(comparison);
    double probability = Math.min(cap, model.probability(Reading.features(comparison)));
    ClaimStatus status =
        cap < GROUNDED
            ? ClaimStatus.CONTRADICTED
            : probability >= SUPPORTED
                ? ClaimStatus.SUPPORTED
                : probability >= GROUNDED
                    ? ClaimStatus.REASONABLE_INFERENCE
                    : ClaimStatus.UNSUPPORTED;
    return new ClaimVerdict(
        text,
        claim.start(),
        claim.end(),
        status,
        probability,
        evidence(index, comparison),
        Reasons.of(comparison, status));
  }

  /** The most that a claim's probability can be, for what it contradicts. */
  static double cap(Comparison comparison) {
    double cap = 1;
    for (Finding finding : comparison.findings()) {
      if (finding.contradicts()) {
        boolean quantity = finding.kind() == Finding.Kind.OTHER_QUANTITY;
        cap = Math.min(cap, quantity ? OTHER_QUANTITY : TURNED);
      }
    }
    return cap;
  }

  private static ClaimVerdict.@org.jspecify.annotations.Nullable Evidence evidence(
      ContextIndex index, Comparison comparison) {
    int from = comparison.from();
    int to = comparison.to();
    for (Finding finding : comparison.findings()) {
      if (finding.contradicts() && finding.sentence() >= 0) {
        from = finding.sentence();
        to = from + 1;
        break;
      }
    }
    if (from < 0) {
      return null;
    }
    ContextSentence first = index.sentences().get(from);
    ContextSentence last = index.sentences().get(to - 1);
    return new ClaimVerdict.Evidence(
        first.passage(), first.sentence().start(), last.sentence().end(), index.text(from, to));
  }
}

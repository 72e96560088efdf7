package dev.assay.core.evaluator.grounding;

import static java.util.Objects.requireNonNull;

import dev.assay.core.interaction.Passage;
import dev.assay.core.model.Entailment;
import dev.assay.core.model.EntailmentModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

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

  private final @Nullable EntailmentCheck entailments;

  /** A check with its own memory of contexts. */
  public GroundingCheck() {
    this.entailments = null;
  }

  /**
   * A check that also asks an entailment model about each claim.
   *
   * @param entailment counts as much as the words do
   */
  public GroundingCheck(EntailmentModel entailment) {
    this.entailments = new EntailmentCheck(entailment);
  }

  /**
   * Checks {@code output}.
   *
   * @param context what it should rest on, not empty
   * @throws dev.assay.core.model.ModelException if an entailment model cannot answer
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
    OptionalDouble least = leastEntailed(claims);
    if (least.isPresent()) {
      // An output is grounded if each of its claims is.
      double both = EntailmentCheck.combined(probability, least.getAsDouble());
      probability = features.bounded(both);
    }
    return new GroundingResult(probability, claims, cut || index.truncated() || reading.partial());
  }

  private static OptionalDouble leastEntailed(List<ClaimVerdict> claims) {
    return claims.stream()
        .map(ClaimVerdict::entailment)
        .filter(Objects::nonNull)
        .mapToDouble(Entailment::entailment)
        .min();
  }

  /** What the values depend on besides the code's version. */
  public String version() {
    String words = "model/" + model.version();
    return entailments == null ? words : words + " " + entailments.version();
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
          null,
          claim.kind().words());
    }
    double cap = cap(comparison);
    double probability = Math.min(cap, model.probability(Reading.features(comparison)));
    Entailment entailment = null;
    if (entailments != null) {
      entailment = entailments.decide(text, comparison, index);
      double both = EntailmentCheck.combined(probability, entailment.entailment());
      probability = Math.min(cap, both);
    }
    boolean ruledOut = entailment != null && EntailmentCheck.contradicts(entailment);
    boolean contradicted = cap < GROUNDED || (ruledOut && probability < GROUNDED);
    ClaimStatus status = contradicted ? ClaimStatus.CONTRADICTED : status(probability);
    return new ClaimVerdict(
        text,
        claim.start(),
        claim.end(),
        status,
        probability,
        evidence(index, comparison),
        entailment,
        Reasons.of(comparison, status));
  }

  private static ClaimStatus status(double probability) {
    if (probability >= SUPPORTED) {
      return ClaimStatus.SUPPORTED;
    }
    return probability >= GROUNDED ? ClaimStatus.REASONABLE_INFERENCE : ClaimStatus.UNSUPPORTED;
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

  private static ClaimVerdict.@Nullable Evidence evidence(
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

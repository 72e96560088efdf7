package dev.assay.core.evaluator;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An evaluator in the registry: its name, what it takes and needs, and how to make one.
 *
 * @since 0.1
 */
public final class EvaluatorDefinition {

  /** Makes an evaluator from checked parameters. */
  @FunctionalInterface
  public interface Factory {

    /**
     * Makes the evaluator.
     *
     * @throws dev.assay.core.problem.InvalidInputException if the parameters cannot work together
     */
    Evaluator create(Parameters parameters, EvaluatorContext context);
  }

  private final String name;
  private final String version;
  private final String summary;
  private final String documentation;
  private final String example;
  private final Category category;
  private final boolean judged;
  private final List<Parameter> parameters;
  private final Set<Need> needs;
  private final boolean higherIsBetter;
  private final double low;
  private final double high;
  private final FailureMode failureMode;
  private final boolean decidesItself;
  private final boolean freeForm;
  private final @Nullable OtherThreshold otherThreshold;
  private final @Nullable CorpusMeasure corpus;
  private final Factory factory;

  private EvaluatorDefinition(Builder builder, Factory factory) {
    this.name = builder.name;
    this.version = builder.version;
    this.summary = builder.summary;
    this.documentation = builder.documentation;
    this.example = builder.example;
    this.category = builder.category;
    this.judged = builder.judged;
    this.needs = Set.copyOf(builder.needs);
    this.higherIsBetter = builder.higherIsBetter;
    this.low = builder.low;
    this.high = builder.high;
    this.failureMode = builder.failureMode;
    this.decidesItself = builder.decidesItself;
    this.freeForm = builder.freeForm;
    this.otherThreshold = builder.otherThreshold;
    this.corpus = builder.corpus;
    this.factory = factory;
    List<Parameter> all = new ArrayList<>(builder.parameters);
    if (otherThreshold != null) {
      all.add(otherThreshold.parameter());
    }
    if (!decidesItself) {
      all.add(
          Parameter.number(
                  THRESHOLD,
                  higherIsBetter
                      ? "Passes at this value or above."
                      : "Passes at this value or below.")
              .between(low, high));
    }
    this.parameters = List.copyOf(all);
  }

  /** The parameter that every evaluator with a graded value takes. */
  public static final String THRESHOLD = "threshold";

  /**
   * Starts a definition: value in [0, 1], higher is better, failing it means {@link
   * FailureMode#INCORRECT}, no needs, no parameters but the threshold.
   *
   * @param name lower case with hyphens
   * @param version changed whenever the same input may give another value
   * @param summary one sentence for lists
   */
  public static Builder builder(String name, String version, String summary) {
    return new Builder(name, version, summary);
  }

  /** The name in suites. */
  public String name() {
    return name;
  }

  /** The version of its code. */
  public String version() {
    return version;
  }

  /** One sentence. */
  public String summary() {
    return summary;
  }

  /**
   * One paragraph for people who choose evaluators: what is measured and how, from which source,
   * what a value means, when to use something else. Plain text with {@code `code`}.
   */
  public String documentation() {
    return documentation;
  }

  /**
   * How it stands in a suite, as one item of {@code evaluators}; empty where the name is enough.
   */
  public String example() {
    return example;
  }

  /** What it is about. */
  public Category category() {
    return category;
  }

  /**
   * Whether a language model decides the value: it may be wrong in ways a rule is not, and costs
   * money.
   */
  public boolean judged() {
    return judged;
  }

  /** What it takes, {@code threshold} included where it has one. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** What it cannot score without. */
  public Set<Need> needs() {
    return needs;
  }

  /** Whether a higher value is the better one. */
  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /**
   * Whether a higher value is the better one where it is used with {@code modifiers}: negation
   * turns the direction of graded values, and the values of rules.
   */
  public boolean higherIsBetter(Modifiers modifiers) {
    return higherIsBetter != (modifiers.negate() && !Negation.turnsValue(this));
  }

  /** The least value. */
  public double low() {
    return low;
  }

  /** The greatest value. */
  public double high() {
    return high;
  }

  /** What failing it means, unless the score's label names another mode. */
  public FailureMode failureMode() {
    return failureMode;
  }

  /**
   * Whether it says itself if a score passes (a rule), rather than by a threshold on its value. A
   * rule's failure fails the example by default.
   */
  public boolean decidesItself() {
    return decidesItself;
  }

  /**
   * Whether it takes parameters of any name beside those declared, which it checks itself: a list
   * of named rules.
   */
  public boolean freeForm() {
    return freeForm;
  }

  /**
   * What many of its scores come to when they are not averaged, such as corpus BLEU; empty for
   * most.
   */
  public Optional<CorpusMeasure> corpus() {
    return Optional.ofNullable(corpus);
  }

  /**
   * The threshold among {@code given} parameters, however it is written; empty if there is none or
   * the evaluator decides itself.
   *
   * @throws dev.assay.core.problem.InvalidInputException if it cannot be read
   */
  public OptionalDouble threshold(ObjectNode given) {
    JsonNode value = given.get(THRESHOLD);
    if (!decidesItself && value != null && value.isNumber()) {
      return OptionalDouble.of(value.doubleValue());
    }
    JsonNode other = otherThreshold == null ? null : given.get(otherThreshold.parameter().name());
    return otherThreshold == null || other == null || other.isNull()
        ? OptionalDouble.empty()
        : OptionalDouble.of(otherThreshold.reader().applyAsDouble(other));
  }

  /** Another way to write the threshold, as a parameter of its own. */
  record OtherThreshold(Parameter parameter, ToDoubleFunction<JsonNode> reader) {}

  @Nullable OtherThreshold otherThreshold() {
    return otherThreshold;
  }

  Factory factory() {
    return factory;
  }

  /** Builds an {@link EvaluatorDefinition}. */
  public static final class Builder {

    private final String name;
    private final String version;
    private final String summary;
    private String documentation = "";
    private String example = "";
    private Category category = Category.TEXT;
    private boolean judged;
    private final List<Parameter> parameters = new ArrayList<>();
    private final Set<Need> needs = EnumSet.noneOf(Need.class);
    private boolean higherIsBetter = true;
    private double low = 0;
    private double high = 1;
    private FailureMode failureMode = FailureMode.INCORRECT;
    private boolean decidesItself;
    private boolean freeForm;
    private @Nullable OtherThreshold otherThreshold;
    private @Nullable CorpusMeasure corpus;

    private Builder(String name, String version, String summary) {
      this.name = requireNonNull(name, "name");
      this.version = requireNonNull(version, "version");
      this.summary = requireNonNull(summary, "summary");
    }

    /** Sets the paragraph that explains it. */
    public Builder documentation(String documentation) {
      this.documentation = requireNonNull(documentation, "documentation");
      return this;
    }

    /** Shows how it stands in a suite: {@code - name: {parameter: value}}. */
    public Builder example(String example) {
      this.example = requireNonNull(example, "example");
      return this;
    }

    /** Says what it is about. */
    public Builder category(Category category) {
      this.category = requireNonNull(category, "category");
      return this;
    }

    /** Says that a language model decides the value. */
    public Builder judged() {
      this.judged = true;
      return this;
    }

    /** Adds a parameter. */
    public Builder parameter(Parameter parameter) {
      parameters.add(parameter);
      return this;
    }

    /** Adds a need. */
    public Builder needs(Need need) {
      needs.add(need);
      return this;
    }

    /** Sets the range of values. */
    public Builder range(double low, double high) {
      this.low = low;
      this.high = high;
      return this;
    }

    /** Says that a lower value is the better one. */
    public Builder lowerIsBetter() {
      this.higherIsBetter = false;
      return this;
    }

    /** Says what failing it means. */
    public Builder failureMode(FailureMode failureMode) {
      this.failureMode = failureMode;
      return this;
    }

    /** Says that it decides itself whether a score passes: it takes no threshold. */
    public Builder decidesItself() {
      this.decidesItself = true;
      return this;
    }

    /** Says that it takes parameters of any name, and checks those not declared itself. */
    public Builder freeForm() {
      this.freeForm = true;
      return this;
    }

    /**
     * Lets the threshold be written another way, such as a duration for milliseconds.
     *
     * @param reader turns the value into the threshold, or throws {@link
     *     dev.assay.core.problem.InvalidInputException}
     */
    public Builder thresholdAs(Parameter parameter, ToDoubleFunction<JsonNode> reader) {
      this.otherThreshold = new OtherThreshold(parameter, reader);
      return this;
    }

    /**
     * Says that its scores carry {@link CorpusStatistics}, and what these come to: shown beside the
     * mean of its values.
     */
    public Builder corpus(CorpusMeasure corpus) {
      this.corpus = requireNonNull(corpus, "corpus");
      return this;
    }

    /** Finishes the definition. */
    public EvaluatorDefinition createdBy(Factory factory) {
      return new EvaluatorDefinition(this, requireNonNull(factory, "factory"));
    }
  }
}

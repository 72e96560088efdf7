package dev.assay.core.evaluator;

import static java.util.Objects.requireNonNull;

/**
 * What an evaluator's values are counted in. Those with a unit say what an answer took, which
 * differs between machines and hours; the others say how good it is.
 *
 * @since 0.1
 */
public enum ValueUnit {
  /** None: scores, grades and shares. */
  NONE(""),
  /** Milliseconds. */
  MILLIS("ms"),
  /** Tokens. */
  TOKENS("tokens"),
  /** Tokens a second. */
  TOKENS_PER_SECOND("tokens/s"),
  /** Money, in the currency of the price table, or of the target where that says what it cost. */
  MONEY("money");

  private final String key;

  ValueUnit(String key) {
    this.key = key;
  }

  /** The name as files spell it; empty for {@link #NONE}. */
  public String key() {
    return key;
  }

  /** The unit that files spell {@code key}; {@link #NONE} for one that is not known. */
  public static ValueUnit ofKey(String key) {
    requireNonNull(key, "key");
    for (ValueUnit unit : values()) {
      if (unit.key.equals(key)) {
        return unit;
      }
    }
    return NONE;
  }

  /**
   * The unit of an evaluator that comes with Assay.
   *
   * @param evaluator the name of its definition, not the suite's name for it
   */
  public static ValueUnit ofEvaluator(String evaluator) {
    return switch (requireNonNull(evaluator, "evaluator")) {
      case "latency", "ttft" -> MILLIS;
      case "tokens" -> TOKENS;
      case "tokens-per-second" -> TOKENS_PER_SECOND;
      case "cost" -> MONEY;
      default -> NONE;
    };
  }
}

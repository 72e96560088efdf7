package dev.assay.core.model;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * One token of an answer, and how probable it and its alternatives were.
 *
 * @param token the token's text
 * @param logprob the natural logarithm of its probability
 * @param alternatives the most probable tokens at its place, itself included, with their log
 *     probabilities
 * @since 0.1
 */
public record TokenLogprobs(String token, double logprob, Map<String, Double> alternatives) {

  /** Checks and copies the parts. */
  public TokenLogprobs {
    requireNonNull(token, "token");
    alternatives = Map.copyOf(alternatives);
  }
}

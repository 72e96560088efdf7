package dev.assay.core.calibration;

import java.util.HashMap;
import java.util.Map;

/**
 * The names by which the members of a set are calibrated: {@code set/member}, and {@code
 * set/member#2} for the second of one name.
 *
 * @since 0.1
 */
public final class MemberNames {

  private final String set;
  private final Map<String, Integer> seen = new HashMap<>();

  /** For the members of {@code set}, in their order. */
  public MemberNames(String set) {
    this.set = set;
  }

  /** The name of the next member, which calls itself {@code own}. */
  public String next(String own) {
    int number = seen.merge(own, 1, Integer::sum);
    return set + "/" + own + (number == 1 ? "" : "#" + number);
  }
}

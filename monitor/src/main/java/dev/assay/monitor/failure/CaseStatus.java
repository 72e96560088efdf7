package dev.assay.monitor.failure;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a failure case stands in its life.
 *
 * @since 0.1
 */
public enum CaseStatus {
  /** Found; no person has looked at it. */
  NEW,
  /** A person confirmed that it is a failure, and said what was expected and why it failed. */
  ACCEPTED,
  /** A person said that it is none. */
  DISMISSED,
  /** It is part of another case. */
  MERGED,
  /** It is an example of a dataset. */
  EXPORTED,
  /** Its example passes. */
  FIXED,
  /** It was fixed, and failed again, in a run or in production. */
  REGRESSED;

  /** What may follow. */
  public Set<CaseStatus> next() {
    return switch (this) {
      case NEW -> EnumSet.of(ACCEPTED, DISMISSED, MERGED);
      case ACCEPTED -> EnumSet.of(ACCEPTED, DISMISSED, MERGED, EXPORTED);
      case DISMISSED -> EnumSet.of(NEW);
      case MERGED -> EnumSet.noneOf(CaseStatus.class);
      case EXPORTED -> EnumSet.of(ACCEPTED, EXPORTED, FIXED);
      case FIXED -> EnumSet.of(REGRESSED);
      case REGRESSED -> EnumSet.of(ACCEPTED, EXPORTED, FIXED);
    };
  }

  /** Whether a person made it an example, and did not take that back. */
  boolean accepted() {
    return switch (this) {
      case ACCEPTED, EXPORTED, FIXED, REGRESSED -> true;
      case NEW, DISMISSED, MERGED -> false;
    };
  }

  /** The name as files spell it: lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status with this key. */
  public static Optional<CaseStatus> ofKey(String key) {
    return Arrays.stream(values()).filter(status -> status.key().equals(key)).findFirst();
  }
}

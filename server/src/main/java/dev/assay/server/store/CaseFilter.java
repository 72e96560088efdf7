package dev.assay.server.store;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which failure cases.
 *
 * @param statuses of one of these; empty for all
 * @param feature of this feature; null for all
 * @param failureMode of this mode, by its key; null for all
 * @param text in the title, however it is capitalised; null for all
 * @since 0.1
 */
public record CaseFilter(
    Set<String> statuses,
    @Nullable Value feature,
    @Nullable Value failureMode,
    @Nullable String text) {

  /** All. */
  public static final CaseFilter ALL = new CaseFilter(Set.of(), null, null, null);

  /** Copies the set. */
  public CaseFilter {
    statuses = Set.copyOf(statuses);
  }

  /**
   * What a case says of itself.
   *
   * @param is null for cases that do not say
   */
  public record Value(@Nullable String is) {}

  /** In which order. */
  public enum Order {
    /** Seen last comes first. */
    LAST_SEEN,
    /** The largest comes first. */
    SIZE,
    /** What began last comes first. */
    FIRST_SEEN
  }
}

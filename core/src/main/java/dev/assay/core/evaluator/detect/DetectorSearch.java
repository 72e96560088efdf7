package dev.assay.core.evaluator.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Looks for one sort of thing in a text, leaving out what is allowed to be there.
 *
 * @since 0.1
 */
public final class DetectorSearch {

  private final Detector detector;
  private final List<String> allowed;

  private DetectorSearch(Detector detector, List<String> allowed) {
    this.detector = detector;
    this.allowed = allowed;
  }

  /**
   * Looks with {@code detector}.
   *
   * @param allowed texts that may stand there, in any case; {@code *} at the beginning or the end
   *     stands for anything
   */
  public static DetectorSearch of(Detector detector, List<String> allowed) {
    return new DetectorSearch(
        detector, allowed.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList());
  }

  /**
   * What a search gave.
   *
   * @param found what was found, in order
   * @param stopped why it was stopped before the end, if it was: nothing found is then no answer
   */
  public record Result(List<Found> found, Optional<TookTooLong> stopped) {

    /** Copies the list. */
    public Result {
      found = List.copyOf(found);
    }
  }

  /** The first {@code most} things found in {@code text}. */
  public Result in(String text, int most) {
    List<Found> found = new ArrayList<>();
    try {
      detector.find(
          text,
          one -> {
            if (!isAllowed(one.text()) && !found.contains(one)) {
              found.add(one);
            }
            return found.size() < most;
          });
    } catch (TookTooLong e) {
      return new Result(found, Optional.of(e));
    }
    return new Result(found, Optional.empty());
  }

  /** Whether {@code text} may stand there. */
  public boolean isAllowed(String text) {
    String found = text.toLowerCase(Locale.ROOT);
    return allowed.stream().anyMatch(entry -> covers(entry, found));
  }

  private static boolean covers(String entry, String found) {
    boolean openStart = entry.startsWith("*");
    boolean openEnd = entry.length() > 1 && entry.endsWith("*");
    String fixed = entry.substring(openStart ? 1 : 0, entry.length() - (openEnd ? 1 : 0));
    if (openStart && openEnd) {
      return found.contains(fixed);
    }
    if (openStart) {
      return found.endsWith(fixed);
    }
    return openEnd ? found.startsWith(fixed) : found.equals(fixed);
  }
}

package dev.assay.core.evaluator.constraint;

import dev.assay.core.evaluator.detect.DetectorSearch;
import dev.assay.core.evaluator.detect.Found;
import dev.assay.core.evaluator.detect.TookTooLong;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Runs detectors over an output and says what they found, masked. */
final class Detection implements Rule.OutputRule {

  private static final int MOST_SHOWN = 3;

  private final List<DetectorSearch> searches;
  private final String expected;

  Detection(List<DetectorSearch> searches, String expected) {
    this.searches = List.copyOf(searches);
    this.expected = expected;
  }

  @Override
  public Finding check(String output) {
    List<Found> all = new ArrayList<>();
    TookTooLong stopped = null;
    for (DetectorSearch search : searches) {
      DetectorSearch.Result result = search.in(output, MOST_SHOWN);
      all.addAll(result.found());
      stopped = result.stopped().orElse(stopped);
    }
    if (all.isEmpty() && stopped != null) {
      throw stopped;
    }
    if (all.isEmpty()) {
      return Finding.HOLDS;
    }
    String words =
        all.stream().limit(MOST_SHOWN).map(Found::toString).collect(Collectors.joining(", "));
    return Finding.violated(words + (all.size() > MOST_SHOWN ? ", …" : ""), expected);
  }
}

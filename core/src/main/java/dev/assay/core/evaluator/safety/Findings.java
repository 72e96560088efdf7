package dev.assay.core.evaluator.safety;

import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.detect.Detector;
import dev.assay.core.evaluator.detect.DetectorSearch;
import dev.assay.core.evaluator.detect.Found;
import dev.assay.core.evaluator.detect.TookTooLong;
import dev.assay.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gathers what detectors find in one output into a score, masked. */
final class Findings {

  private static final int MOST_OF_A_KIND = 20;
  private static final int MOST_SHOWN = 3;

  private final ArrayNode shown = Json.array();
  private final ObjectNode counts = Json.object();
  private final StringBuilder words = new StringBuilder();
  private int count;
  private @Nullable TookTooLong stopped;

  private Findings() {}

  /**
   * Looks for every kind in {@code output}.
   *
   * @param excused what may stand there all the same, by its text
   */
  static Score score(
      String output,
      Map<String, Detector> detectors,
      List<String> allowed,
      Predicate<String> excused,
      String expected) {
    Findings findings = new Findings();
    detectors.forEach(
        (kind, detector) -> {
          Detector unexcused =
              (text, sink) ->
                  detector.find(text, one -> excused.test(one.text()) || sink.test(one));
          findings.add(kind, DetectorSearch.of(unexcused, allowed).in(output, MOST_OF_A_KIND));
        });
    return findings.score(expected);
  }

  private void add(String kind, DetectorSearch.Result result) {
    for (Found found : result.found()) {
      ObjectNode entry = shown.addObject().put("kind", kind).put("what", found.what());
      entry.put("masked", found.masked()).put("start", found.start());
      entry.put("length", found.text().length());
      if (count < MOST_SHOWN) {
        words.append(count == 0 ? "" : ", ").append(found);
      }
      count++;
    }
    if (!result.found().isEmpty()) {
      counts.put(kind, result.found().size());
    }
    stopped = result.stopped().orElse(stopped);
  }

  private Score score(String expected) {
    ObjectNode evidence = Json.object();
    if (count > 0) {
      evidence.set("found", shown);
      evidence.set("counts", counts);
      String more = count > MOST_SHOWN ? " and " + (count - MOST_SHOWN) + " more" : "";
      return Score.ofPass(false, words + more + " (expected: " + expected + ")")
          .withEvidence(evidence);
    }
    return stopped == null
        ? Score.ofPass(true, null)
        : Score.unscored("not searched to the end: " + stopped.getMessage());
  }
}

package dev.assay.core.evaluator.constraint;

import dev.assay.core.evaluator.detect.Detector;
import dev.assay.core.evaluator.detect.DetectorSearch;
import dev.assay.core.evaluator.detect.NameDetector;
import dev.assay.core.evaluator.detect.PersonalData;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The output must hold no personal data of the kinds asked for. */
final class NoPiiRule {

  private NoPiiRule() {}

  static Rule of(Settings settings) {
    List<Detector> detectors =
        new ArrayList<>(
            PersonalData.detectors(
                    settings.subject(), kinds(settings), settings.values().strings("regions"))
                .values());
    List<String> names = settings.values().strings("names");
    if (!names.isEmpty()) {
      detectors.add(NameDetector.of(names));
    }
    List<String> allowed = settings.values().strings("allow");
    return Rule.ofOutput(
        new Detection(
            detectors.stream().map(detector -> DetectorSearch.of(detector, allowed)).toList(),
            "no personal data"));
  }

  private static List<String> kinds(Settings settings) {
    JsonNode setting = settings.setting();
    if (!setting.isString() && !setting.isArray()) {
      settings.requireTrue();
      return PersonalData.KINDS;
    }
    for (String kind : settings.texts()) {
      if (!PersonalData.KINDS.contains(kind)) {
        throw new InvalidInputException(
            Problem.of(settings.subject() + ".no-pii", kind, "true, or a list of what to find")
                .next(Nearest.advice(kind, PersonalData.KINDS)));
      }
    }
    return settings.texts();
  }
}

package dev.assay.core.evaluator.constraint;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The output must hold no personal data: e-mail addresses, phone numbers, payment cards, IBANs,
 * United States social security numbers, IP addresses.
 */
final class NoPiiRule {

  private static final List<String> SORTS = List.of("email", "phone", "card", "iban", "ssn", "ip");

  private NoPiiRule() {}

  static Rule of(Settings settings) {
    List<Detector> detectors = new ArrayList<>();
    for (String sort : sorts(settings)) {
      detectors.add(detector(settings, sort));
    }
    List<String> allowed = settings.values().strings("allow");
    return Rule.ofOutput(new Detection(detectors, allowed, "no personal data"));
  }

  private static List<String> sorts(Settings settings) {
    JsonNode setting = settings.setting();
    if (setting.isString() || setting.isArray()) {
      return settings.texts();
    }
    settings.requireTrue();
    return SORTS;
  }

  private static Detector detector(Settings settings, String sort) {
    return switch (sort) {
      case "email" -> new EmailDetector();
      case "phone" -> PhoneDetector.of(settings);
      case "card" -> new CardDetector();
      case "iban" -> new IbanDetector();
      case "ssn" -> new SsnDetector();
      case "ip" -> new IpDetector();
      default ->
          throw new InvalidInputException(
              Problem.of(settings.subject() + ".no-pii", sort, "true, or a list of what to find")
                  .next(Nearest.advice(sort, SORTS)));
    };
  }
}

package dev.assay.core.evaluator.detect;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The kinds of personal data that can be found: e-mail addresses, phone numbers, payment cards,
 * bank accounts, United States social security numbers, IP addresses.
 *
 * @since 0.1
 */
public final class PersonalData {

  /** The kinds, as suites name them. */
  public static final List<String> KINDS = List.of("email", "phone", "card", "iban", "ssn", "ip");

  private PersonalData() {}

  /**
   * What looks for {@code kinds}, by kind.
   *
   * @param subject whose kinds they are, for errors
   * @param kinds some of {@link #KINDS}
   * @param regions where national phone numbers are from, as ISO country codes
   * @throws InvalidInputException if a kind or a region is unknown
   */
  public static Map<String, Detector> detectors(
      String subject, List<String> kinds, List<String> regions) {
    Map<String, Detector> detectors = new LinkedHashMap<>();
    for (String kind : kinds) {
      detectors.put(kind, detector(subject, kind, regions));
    }
    return detectors;
  }

  private static Detector detector(String subject, String kind, List<String> regions) {
    return switch (kind) {
      case "email" -> new EmailDetector();
      case "phone" -> PhoneDetector.of(subject, regions);
      case "card" -> new CardDetector();
      case "iban" -> new IbanDetector();
      case "ssn" -> new SsnDetector();
      case "ip" -> new IpDetector();
      default ->
          throw new InvalidInputException(
              Problem.of(subject, kind, "one of " + String.join(", ", KINDS))
                  .next(Nearest.advice(kind, KINDS)));
    };
  }
}

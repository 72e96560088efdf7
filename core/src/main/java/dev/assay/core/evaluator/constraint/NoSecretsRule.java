package dev.assay.core.evaluator.constraint;

import dev.assay.core.evaluator.detect.DetectorSearch;
import dev.assay.core.evaluator.detect.SecretDetector;
import java.util.List;

/** The output must hold no credentials, as {@link SecretDetector} finds them. */
final class NoSecretsRule {

  private NoSecretsRule() {}

  static Rule of(Settings settings) {
    settings.requireTrue();
    List<String> allowed = settings.values().strings("allow");
    return Rule.ofOutput(
        new Detection(
            List.of(DetectorSearch.of(SecretDetector.withDefaults(), allowed)), "no credentials"));
  }
}

package dev.assay.examples.support.demo;

import dev.assay.core.dataset.Example;
import dev.assay.examples.support.DistributionGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is asked, by feature and how often. */
final class DemoQuestions {

  static final String REFUNDS = "refunds";

  // Fixed: their answers are recorded.
  private static final long SEED = 20_261_101L;
  private static final int ORDINARY = 560;
  private static final double SPECIAL = 0.03;
  private static final List<String> FEATURES =
      List.of(REFUNDS, "billing", "account", "product", "troubleshooting");
  private static final double[] SHARES = {0.2, 0.26, 0.2, 0.2, 0.14};

  private final Map<String, List<DemoQuestion>> byFeature = new TreeMap<>();
  private final Map<String, List<DemoQuestion>> bySubject = new TreeMap<>();
  private final List<DemoQuestion> special;

  DemoQuestions() {
    for (Example example : DistributionGenerator.generate(SEED, ORDINARY)) {
      DemoQuestion question = of(example);
      byFeature.computeIfAbsent(question.feature(), any -> new ArrayList<>()).add(question);
      bySubject.computeIfAbsent(question.subject(), any -> new ArrayList<>()).add(question);
    }
    special = SpecialQuestions.all();
  }

  /** Every question there is. */
  List<String> texts() {
    return Stream.concat(byFeature.values().stream().flatMap(List::stream), special.stream())
        .map(DemoQuestion::text)
        .toList();
  }

  private static DemoQuestion of(Example example) {
    JsonNode metadata = example.metadata();
    String page = example.context().isEmpty() ? "" : page(example.context().get(0).id());
    List<String> must = new ArrayList<>();
    metadata.get("must_contain").forEach(each -> must.add(each.stringValue()));
    String subject = metadata.get("topic").stringValue();
    if (metadata.has("plan")) {
      subject += "/" + metadata.get("plan").stringValue();
    }
    return new DemoQuestion(feature(page), subject, example.inputText(), must);
  }

  private static String page(@Nullable String passage) {
    return passage == null ? "" : passage.replaceFirst("#.*$", "");
  }

  private static String feature(String page) {
    return switch (page) {
      case "refunds" -> REFUNDS;
      case "plans-and-prices",
          "billing-and-invoices",
          "payment-methods",
          "cancellation",
          "trials" ->
          "billing";
      case "security",
          "limits",
          "members-and-permissions",
          "data-residency-and-deletion",
          "troubleshooting-login" ->
          "account";
      default -> page.startsWith("troubleshooting") ? "troubleshooting" : "product";
    };
  }

  /** A question by how often it is asked; now and then one that nobody should ask. */
  DemoQuestion draw(SplittableRandom random) {
    if (random.nextDouble() < SPECIAL) {
      return special.get(random.nextInt(special.size()));
    }
    double at = random.nextDouble();
    int feature = 0;
    while (feature < SHARES.length - 1 && at >= SHARES[feature]) {
      at -= SHARES[feature++];
    }
    return drawOf(FEATURES.get(feature), random);
  }

  /** A question of a feature. */
  DemoQuestion drawOf(String feature, SplittableRandom random) {
    List<DemoQuestion> questions = byFeature.getOrDefault(feature, special);
    return questions.get(random.nextInt(questions.size()));
  }

  /** The same question in other words; itself, if nobody knows others. */
  DemoQuestion inOtherWords(DemoQuestion question, SplittableRandom random) {
    List<DemoQuestion> others =
        bySubject.getOrDefault(question.subject(), List.of()).stream()
            .filter(other -> !other.text().equals(question.text()))
            .toList();
    return others.isEmpty() ? question : others.get(random.nextInt(others.size()));
  }
}

package dev.assay.core.judge;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares two answers to the same input, always in both orders, for judges favour a place.
 *
 * <p>An answer wins if it wins in both orders. Where the orders differ the pair is a tie and marked
 * as inconsistent: the share of such pairs is the judge's position bias.
 *
 * @since 0.1
 */
public final class PairJudge {

  private static final String TASK =
      """
      You compare two responses of AI applications, A and B, to the same input, strictly and fairly, by these criteria and \
      nothing else:
      %s

      Reason first: say what each response does well and badly by the criteria. Then name the better one, or a tie where \
      neither is better. Which of them is called A or stands first means nothing. Neither length nor confident or \
      flattering wording is worth anything by itself. Where a reference is given it is a good answer, not the only one. \
      Where the context is given, take its statements as true.""";

  private final JudgeModel judge;
  private final TextLimit limit;
  private final String criteria;
  private final Material material;
  private final boolean prometheus;
  private final PairChoiceReader reader;

  private PairJudge(
      JudgeModel judge, TextLimit limit, String criteria, Material material, boolean prometheus) {
    this.judge = requireNonNull(judge, "judge");
    this.limit = requireNonNull(limit, "limit");
    this.criteria = requireNonNull(criteria, "criteria");
    this.material = requireNonNull(material, "material");
    this.prometheus = prometheus;
    this.reader = new PairChoiceReader(prometheus);
  }

  /**
   * A judge who compares by {@code criteria}.
   *
   * @param limit how much of each text is shown
   * @param material what is shown beside the two answers
   */
  public static PairJudge of(
      JudgeModel judge, TextLimit limit, String criteria, Material material) {
    return new PairJudge(judge, limit, criteria, material, false);
  }

  /** The same, asking in the relative format of Prometheus 2. */
  public PairJudge inPrometheusFormat() {
    return new PairJudge(judge, limit, criteria, material, true);
  }

  /**
   * What a comparison came to.
   *
   * @param value 1 if the first answer won, 0 if the other did, 0.5 for a tie; null if it could not
   *     be compared
   * @param consistent whether both orders agree; false where there is no value
   * @param reason why there is no value; null if there is one
   * @param explanation what the judge says of it, in one line
   * @param evidence {@code pair} with the choices, {@code judge} with its replies, {@code usage}
   */
  public record Outcome(
      @Nullable Double value,
      boolean consistent,
      @Nullable String reason,
      String explanation,
      ObjectNode evidence) {}

  /** Compares {@code first} with {@code second}, both answers to what {@code subject} was asked. */
  public Outcome compare(Subject subject, String first, String second) {
    JudgePrompt forth = prompt(subject, first, second);
    JudgePrompt back = prompt(subject, second, first);
    if (forth == null || back == null) {
      return new Outcome(null, false, tooLong(subject, first, second), "", Json.object());
    }
    List<JudgeAnswer<PairChoice>> both =
        AtOnce.all(
            List.of(() -> judge.askOnce(forth, reader, 0), () -> judge.askOnce(back, reader, 0)));
    JudgeAnswer<PairChoice> one = both.get(0);
    JudgeAnswer<PairChoice> two = both.get(1);
    JudgeEvidence evidence = new JudgeEvidence(judge);
    evidence.add("first order", one, PairJudge::word);
    evidence.add("second order", two, PairJudge::word);
    PairChoice forthChoice = one.value();
    PairChoice backChoice = two.value() == null ? null : two.value().turned();
    ObjectNode json = evidence.toJson(Json.object());
    if (forthChoice == null || backChoice == null) {
      return new Outcome(null, false, JudgeEvidence.reason(List.of(one, two), 2), "", json);
    }
    boolean consistent = forthChoice == backChoice;
    double value = consistent ? forthChoice.value() : PairChoice.TIE.value();
    ObjectNode pair = json.putObject("pair");
    pair.put("first_order", words(forthChoice));
    pair.put("second_order", words(backChoice));
    pair.put("consistent", consistent);
    return new Outcome(value, consistent, null, explanation(forthChoice, backChoice), json);
  }

  private static String explanation(PairChoice forth, PairChoice back) {
    return forth == back
        ? "both orders: " + words(forth)
        : "the order decides (" + words(forth) + ", then " + words(back) + "): a tie";
  }

  private static String words(PairChoice choice) {
    return switch (choice) {
      case A -> "better";
      case B -> "worse";
      case TIE -> "tie";
    };
  }

  private static JsonNode word(PairChoice choice) {
    return Json.array().add(choice == PairChoice.TIE ? "tie" : choice.name()).get(0);
  }

  private String tooLong(Subject subject, String first, String second) {
    for (String text :
        List.of(
            first,
            second,
            subject.inputText(),
            material.contextOf(subject).orElse(""),
            material.referenceOf(subject).orElse(""))) {
      if (limit.refuses(text)) {
        return limit.reason(text);
      }
    }
    return "a text is too long";
  }

  // Null if a text is longer than the limit.
  private @Nullable JudgePrompt prompt(Subject subject, String a, String b) {
    if (prometheus) {
      return relative(subject, a, b);
    }
    JudgePrompt.Builder prompt = JudgePrompt.builder(TASK.formatted(criteria)).limit(limit);
    material.addTo(prompt, subject);
    prompt.data("response a", a).data("response b", b);
    return prompt.tooLong().isPresent()
        ? null
        : prompt.build(reader, judge.model().supportsSchema());
  }

  private @Nullable JudgePrompt relative(Subject subject, String a, String b) {
    Optional<String> reference = material.referenceOf(subject);
    String instruction =
        material
            .contextOf(subject)
            .map(context -> subject.inputText() + "\n\nContext:\n" + context)
            .orElse(subject.inputText());
    for (String text : List.of(instruction, a, b, reference.orElse(""))) {
      if (limit.refuses(text)) {
        return null;
      }
    }
    return Prometheus.relative(
        limit.shown(instruction),
        limit.shown(a),
        limit.shown(b),
        reference.map(limit::shown),
        criteria);
  }

  /** Everything the judge is told that does not come from the texts, for version hashes. */
  public String identity() {
    return String.join(
        "\n",
        prometheus ? "prometheus-2 relative" : TASK,
        criteria,
        JudgePrompt.rules("CODE"),
        reader.askForJson(),
        reader.askForText("CODE"));
  }
}

package dev.assay.core.judge;

import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Printable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Has a judge list the claims of a response with what the context says to each, and computes from
 * them how faithful the response is.
 *
 * <p>The value is {@code grounded / checkable}: claims that are supported or a reasonable
 * inference, with a quote that really stands in the context, among those that can be checked. Where
 * none can be checked that is nothing over nothing, and no score: a judge that is talked into
 * checking nothing must not pass a response. What the judge thinks of the response as a whole is
 * not asked.
 *
 * @param settings the model and how it is asked
 */
record HallucinationJudge(JudgeSettings settings) implements Evaluator {

  private static final int LONGEST = 500;

  private static final String TASK =
      """
      You check whether the response of an AI application rests on its context. List every claim of the response: each \
      statement that is true or false by itself, in the order of the response, with pronouns resolved and numbers, names \
      and conditions kept. Leave no sentence out; greetings, questions, opinions, offers to help and refusals are listed \
      too, as NOT_CHECKABLE.

      For each claim give:
      - evidence: the words of the context that decide it, copied exactly; empty if there are none.
      - reasoning: in one sentence, how the evidence bears on the claim.
      - status:
        SUPPORTED: the context says it.
        REASONABLE_INFERENCE: the context does not say it, but it follows from what the context says by common sense.
        UNSUPPORTED: the context does not say it, and it does not follow.
        CONTRADICTED: the context says otherwise; a number, date, name, price or condition that differs is otherwise.
        NOT_CHECKABLE: it states no fact that a context could decide.

      Only the context counts, not what you know. That the response says something is no evidence for it.""";

  @Override
  public Score evaluate(Subject subject) {
    String context = Material.passages(subject.groundingContext());
    JudgePrompt.Builder builder = JudgePrompt.builder(TASK).limit(settings.limit());
    if (!subject.inputText().isBlank()) {
      builder.data("input", subject.inputText());
    }
    builder.data("context", context).data("response", subject.output());
    if (builder.tooLong().isPresent()) {
      return Score.unscored(builder.tooLong().get());
    }
    ClaimReader reader =
        new ClaimReader(Quotes.ofPassages(Disarm.text(settings.limit().shown(context))));
    JudgePrompt prompt = builder.build(reader, settings.judge().model().supportsSchema());
    return score(settings.judge().ask(prompt, reader, settings.samples()));
  }

  private Score score(List<JudgeAnswer<List<Claim>>> answers) {
    List<List<Claim>> read = new ArrayList<>();
    answers.stream().map(JudgeAnswer::value).filter(v -> v != null).forEach(read::add);
    JudgeEvidence evidence =
        new JudgeEvidence(settings.judge()).add(answers, HallucinationJudge::number);
    ObjectNode summary = Json.object();
    if (read.size() < settings.quorum()) {
      return new Score.Unscored(
          JudgeEvidence.reason(answers, settings.quorum()), evidence.toJson(summary));
    }
    List<List<Claim>> checked =
        read.stream().filter(claims -> faithfulness(claims).isPresent()).toList();
    if (checked.size() < settings.quorum()) {
      ObjectNode json = evidence.toJson(summary);
      json.set("claims", claims(read.get(0)));
      return new Score.Unscored("nothing in the response can be checked against the context", json);
    }
    // Faithfulness goes from 0 to 1, a quarter of the width of 1 to 5.
    GradeSamples samples =
        GradeSamples.of(
            checked.stream().map(claims -> faithfulness(claims).getAsDouble()).toList(),
            settings,
            0.25);
    samples.writeTo(summary);
    if (!samples.stable()) {
      summary.put("advice", "the answers disagree: lower the temperature, or give less context");
    }
    // The answer nearest to the worst: a claim found once is there to be looked at.
    List<Claim> worst =
        Collections.min(
            checked, Comparator.comparingDouble(claims -> faithfulness(claims).getAsDouble()));
    ObjectNode json = evidence.toJson(summary);
    json.set("claims", claims(worst));
    return Score.of(samples.mean())
        .withLabel(label(worst))
        .withExplanation(explanation(worst))
        .withEvidence(json);
  }

  /** The share of claims that are grounded among those that can be checked; empty if none can. */
  static OptionalDouble faithfulness(List<Claim> claims) {
    long checkable = claims.stream().filter(Claim::checkable).count();
    long grounded = claims.stream().filter(Claim::grounded).count();
    return checkable == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) grounded / checkable);
  }

  private static String label(List<Claim> claims) {
    for (Claim.Status status :
        List.of(
            Claim.Status.CONTRADICTED,
            Claim.Status.UNSUPPORTED,
            Claim.Status.REASONABLE_INFERENCE,
            Claim.Status.SUPPORTED)) {
      if (claims.stream().anyMatch(claim -> claim.counted() == status)) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
      }
    }
    throw new IllegalStateException("claims: (expected: one that can be checked)");
  }

  private static String explanation(List<Claim> claims) {
    List<Claim> wrong =
        claims.stream().filter(claim -> claim.checkable() && !claim.grounded()).toList();
    long checkable = claims.stream().filter(Claim::checkable).count();
    if (wrong.isEmpty()) {
      return "all " + checkable + " claims rest on the context";
    }
    Claim first = wrong.get(0);
    return wrong.size()
        + " of "
        + checkable
        + " claims do not rest on the context: \""
        + Printable.line(first.text(), 200)
        + "\" ("
        + words(first)
        + ")";
  }

  private static String words(Claim claim) {
    if (claim.status() != claim.counted()) {
      return "the quote given for it is not in the context";
    }
    return claim.status().name().toLowerCase(Locale.ROOT);
  }

  private static ArrayNode claims(List<Claim> claims) {
    ArrayNode list = Json.array();
    for (Claim claim : claims) {
      ObjectNode each = list.addObject();
      each.put("claim", Printable.line(claim.text(), LONGEST));
      each.put("status", claim.status().name());
      each.put("counted_as", claim.counted().name());
      each.put("evidence", Printable.line(claim.evidence(), LONGEST));
      each.put("evidence_in_context", claim.quoted());
      each.put("reasoning", Printable.line(claim.reasoning(), LONGEST));
    }
    return list;
  }

  private static JsonNode number(List<Claim> claims) {
    OptionalDouble value = faithfulness(claims);
    return value.isPresent()
        ? Json.array().add(value.getAsDouble()).get(0)
        : Json.array().addNull().get(0);
  }

  @Override
  public String fingerprint() {
    ClaimReader reader = new ClaimReader(new Quotes(""));
    return settings.fingerprint(
        String.join(
            "\n", TASK, JudgePrompt.rules("CODE"), reader.askForJson(), reader.askForText("CODE")));
  }

  @Override
  public Optional<String> pairedWith() {
    return settings.pairedWith();
  }
}

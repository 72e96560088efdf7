package dev.assay.core.judge;

import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.Guideline;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.evaluator.ValueRange;
import dev.assay.core.json.Json;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.problem.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Grades a response on a scale: asks several times, and gives the mean.
 *
 * @param settings the model and how it is asked
 * @param criteria what is graded by
 * @param material what is shown beside the response
 * @param format how is asked
 * @param examples how many few-shot examples the judge is shown; empty where it takes none
 * @param logprobs whether each grade is the one expected under the model's own probabilities
 */
record AbsoluteJudge(
    JudgeSettings settings,
    Criteria criteria,
    Material material,
    GradedBy format,
    OptionalInt examples,
    boolean logprobs)
    implements Evaluator {

  private static final int LONGEST_EXPLANATION = 400;

  @Override
  public Score evaluate(Subject subject) {
    Optional<String> missing = material.missing(subject);
    if (missing.isPresent()) {
      return Score.unscored(missing.get());
    }
    boolean schema = settings.judge().model().supportsSchema();
    GradedBy.Asked asked = format.ask(subject, settings.limit(), schema);
    if (asked instanceof GradedBy.Asked.Not not) {
      return Score.unscored(not.reason());
    }
    JudgePrompt prompt = ((GradedBy.Asked.Ready) asked).prompt();
    List<JudgeAnswer<Grade>> answers =
        settings.judge().ask(prompt, format.reader(), settings.samples());
    return score(logprobs ? answers.stream().map(this::needingLogprobs).toList() : answers);
  }

  private Score score(List<JudgeAnswer<Grade>> answers) {
    List<JudgeAnswer<Grade>> read = answers.stream().filter(a -> a.value() != null).toList();
    JudgeEvidence evidence =
        new JudgeEvidence(settings.judge()).add(answers, grade -> number(grade.value()));
    ObjectNode summary = Json.object();
    if (read.size() < settings.quorum()) {
      return new Score.Unscored(
          JudgeEvidence.reason(answers, settings.quorum()), evidence.toJson(summary));
    }
    Scale scale = criteria.anchors().scale();
    List<Double> values = new ArrayList<>();
    ArrayNode weighted = Json.array();
    for (JudgeAnswer<Grade> answer : read) {
      Optional<GradeLogprobs> expected = logprobs ? expected(answer) : Optional.empty();
      values.add(expected.map(GradeLogprobs::value).orElse((double) grade(answer).value()));
      expected.ifPresent(e -> weighted.add(e.toJson()));
    }
    GradeSamples samples = GradeSamples.of(values, settings, scale.width());
    summary.put("method", logprobs ? "logprob-weighted" : "mean of grades");
    summary.put("scale", scale.words());
    samples.writeTo(summary);
    if (logprobs) {
      summary.set("logprobs", weighted);
    }
    if (!samples.stable()) {
      summary.put("advice", advice());
    }
    ObjectNode json = evidence.toJson(summary);
    criteria.failureMode().ifPresent(mode -> json.put("failure_mode", mode.key()));
    return Score.of(samples.mean())
        .withExplanation(explanation(read, samples.mean()))
        .withEvidence(json);
  }

  // A grade whose probability is not known is no logprob-weighted grade.
  private JudgeAnswer<Grade> needingLogprobs(JudgeAnswer<Grade> answer) {
    return answer.value() == null || expected(answer).isPresent()
        ? answer
        : new JudgeAnswer<>(
            answer.sample(), null, "no log probabilities came with the grade", answer.response());
  }

  private Optional<GradeLogprobs> expected(JudgeAnswer<Grade> answer) {
    ChatResponse response = answer.response();
    Grade grade = answer.value();
    return response == null || grade == null
        ? Optional.empty()
        : GradeLogprobs.of(response, grade, criteria.anchors().scale());
  }

  private static Grade grade(JudgeAnswer<Grade> answer) {
    Grade grade = answer.value();
    if (grade == null) {
      throw new IllegalStateException("answer " + answer.sample() + " (expected: a grade)");
    }
    return grade;
  }

  // The reasoning of the answer that is nearest to the mean.
  private static String explanation(List<JudgeAnswer<Grade>> read, double mean) {
    Grade nearest = grade(read.get(0));
    for (JudgeAnswer<Grade> answer : read) {
      Grade grade = grade(answer);
      if (Math.abs(grade.value() - mean) < Math.abs(nearest.value() - mean)) {
        nearest = grade;
      }
    }
    return Printable.line(nearest.reasoning(), LONGEST_EXPLANATION);
  }

  private String advice() {
    List<String> advice = new ArrayList<>();
    if (criteria.anchors().equals(Anchors.general())) {
      advice.add("say with anchors what each grade means");
    }
    if (examples.isPresent() && examples.getAsInt() < 3) {
      advice.add("show graded examples with few_shot, at least one for each kind of answer");
    }
    Double temperature = settings.judge().parameters().temperature();
    if (temperature != null && temperature > 0) {
      advice.add("lower the temperature, which is " + temperature);
    }
    advice.add("ask about one thing at a time, as a rubric does");
    return "the answers disagree: " + String.join("; ", advice);
  }

  private static JsonNode number(int value) {
    return Json.array().add(value).get(0);
  }

  @Override
  public String fingerprint() {
    return settings.fingerprint(format.identity());
  }

  @Override
  public Optional<ValueRange> range() {
    Scale scale = criteria.anchors().scale();
    return Optional.of(new ValueRange(scale.low(), scale.high()));
  }

  @Override
  public Optional<Guideline> guideline() {
    String asked = String.join("\n", criteria.questions());
    return Optional.of(
        new Guideline("", List.of(new Guideline.Question(asked, criteria.anchors().inWords()))));
  }

  @Override
  public Optional<String> pairedWith() {
    return settings.pairedWith();
  }
}

package dev.assay.core.judge;

import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.Guideline;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.evaluator.ValueRange;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives the points of a rubric, all items in one call or each in its own.
 *
 * @param settings the model and how it is asked
 * @param rubric the questions
 * @param material what is shown beside the response
 * @param each whether each item has a call of its own
 */
record RubricJudge(JudgeSettings settings, Rubric rubric, Material material, boolean each)
    implements Evaluator {

  private static final int LONGEST_REASONING = 600;

  @Override
  public Score evaluate(Subject subject) {
    Optional<String> missing = material.missing(subject);
    if (missing.isPresent()) {
      return Score.unscored(missing.get());
    }
    Optional<String> tooLong = builder(rubric.items(), subject).tooLong();
    if (tooLong.isPresent()) {
      return Score.unscored(tooLong.get());
    }
    JudgeEvidence evidence = new JudgeEvidence(settings.judge());
    List<JudgeAnswer<Map<String, Grade>>> answers =
        each ? askEach(subject, evidence) : askOnce(subject, evidence);
    return score(answers, evidence);
  }

  private List<JudgeAnswer<Map<String, Grade>>> askOnce(Subject subject, JudgeEvidence evidence) {
    ItemGrades reader = new ItemGrades(rubric);
    JudgePrompt prompt =
        builder(rubric.items(), subject).build(reader, settings.judge().model().supportsSchema());
    List<JudgeAnswer<Map<String, Grade>>> answers =
        settings.judge().ask(prompt, reader, settings.samples());
    evidence.add(answers, RubricJudge::points);
    return answers;
  }

  // One answer is the same sample of every item; it says nothing if one of these does not.
  private List<JudgeAnswer<Map<String, Grade>>> askEach(Subject subject, JudgeEvidence evidence) {
    boolean schema = settings.judge().model().supportsSchema();
    List<Supplier<List<JudgeAnswer<Grade>>>> calls = new ArrayList<>();
    for (Rubric.Item item : rubric.items()) {
      GradeReader reader = new GradeReader(item.anchors().scale());
      JudgePrompt prompt = builder(List.of(item), subject).build(reader, schema);
      calls.add(() -> settings.judge().ask(prompt, reader, settings.samples()));
    }
    List<List<JudgeAnswer<Grade>>> byItem = AtOnce.all(calls);
    List<JudgeAnswer<Map<String, Grade>>> answers = new ArrayList<>();
    for (int sample = 0; sample < settings.samples(); sample++) {
      Map<String, Grade> grades = new LinkedHashMap<>();
      String reason = null;
      for (int i = 0; i < byItem.size(); i++) {
        Rubric.Item item = rubric.items().get(i);
        JudgeAnswer<Grade> answer = byItem.get(i).get(sample);
        evidence.add(item.id(), answer, grade -> number(grade.value()));
        Grade grade = answer.value();
        if (grade == null) {
          reason = item.id() + ": " + answer.reason();
        } else {
          grades.put(item.id(), grade);
        }
      }
      answers.add(new JudgeAnswer<>(sample, reason == null ? grades : null, reason, null));
    }
    return answers;
  }

  private JudgePrompt.Builder builder(List<Rubric.Item> items, Subject subject) {
    JudgePrompt.Builder prompt = JudgePrompt.builder(task(items)).limit(settings.limit());
    material.addTo(prompt, subject);
    return prompt.data("response", subject.output());
  }

  private String task(List<Rubric.Item> items) {
    StringBuilder task = new StringBuilder();
    task.append(
        "You grade the response of an AI application, strictly and fairly, by a rubric and nothing"
            + " else.");
    if (!rubric.description().isEmpty()) {
      task.append(" The rubric asks: ").append(rubric.description());
    }
    for (Rubric.Item item : items) {
      task.append("\n\nItem ").append(item.id()).append(": ").append(item.question());
      task.append("\n").append(item.anchors().lines(""));
    }
    return task.append(
            "\n\nReason on an item before you give its points: point to what in the response"
                + " speaks for and against, then give the points whose description fits best. Judge"
                + " each item by itself. Neither length nor confident wording is worth anything."
                + " Where a reference is given it is a good answer, not the only one; where the"
                + " context is given, take its statements as true.")
        .toString();
  }

  private Score score(List<JudgeAnswer<Map<String, Grade>>> answers, JudgeEvidence evidence) {
    List<Map<String, Grade>> read = new ArrayList<>();
    answers.stream().map(JudgeAnswer::value).filter(v -> v != null).forEach(read::add);
    ObjectNode summary = Json.object();
    summary.put("rubric", rubric.name() + " " + rubric.version());
    if (read.size() < settings.quorum()) {
      return new Score.Unscored(
          JudgeEvidence.reason(answers, settings.quorum()), evidence.toJson(summary));
    }
    List<Double> totals =
        read.stream()
            .map(grades -> (double) grades.values().stream().mapToInt(Grade::value).sum())
            .toList();
    GradeSamples samples = GradeSamples.of(totals, settings, rubric.maximum() / 4.0);
    summary.put("maximum", rubric.maximum());
    samples.writeTo(summary);
    if (!samples.stable()) {
      summary.put(
          "advice",
          "the totals disagree: say with anchors what each number of points means"
              + (each ? "" : "; set calls to each")
              + "; lower the temperature");
    }
    ObjectNode json = evidence.toJson(summary);
    List<String> below = new ArrayList<>();
    json.set("items", items(read, below));
    if (!below.isEmpty()) {
      json.put("veto", String.join("; ", below));
    }
    return Score.of(samples.mean())
        .withExplanation(
            shown(samples.mean())
                + " of "
                + rubric.maximum()
                + " points"
                + (below.isEmpty() ? "" : "; " + String.join("; ", below)))
        .withEvidence(json);
  }

  private ArrayNode items(List<Map<String, Grade>> read, List<String> below) {
    ArrayNode items = Json.array();
    for (Rubric.Item item : rubric.items()) {
      List<Grade> grades = read.stream().map(all -> all.get(item.id())).toList();
      double points = grades.stream().mapToInt(Grade::value).average().orElseThrow();
      ObjectNode each = items.addObject();
      each.put("id", item.id()).put("points", points).put("of", item.points());
      if (item.min().isPresent()) {
        double min = item.min().getAsDouble();
        each.put("min", min).put("passed", points >= min);
        if (points < min) {
          below.add(item.id() + " " + shown(points) + ", at least " + shown(min) + " needed");
        }
      }
      each.put("reasoning", Printable.lines(bounded(grades.get(0).reasoning())));
    }
    return items;
  }

  private static String bounded(String text) {
    return text.length() <= LONGEST_REASONING ? text : text.substring(0, LONGEST_REASONING) + "…";
  }

  private static String shown(double points) {
    return points == Math.rint(points)
        ? String.valueOf((long) points)
        : String.valueOf(Math.round(points * 100) / 100.0);
  }

  private static JsonNode points(Map<String, Grade> grades) {
    ObjectNode json = Json.object();
    grades.forEach((id, grade) -> json.put(id, grade.value()));
    return json;
  }

  private static JsonNode number(int value) {
    return Json.array().add(value).get(0);
  }

  @Override
  public String fingerprint() {
    ItemGrades reader = new ItemGrades(rubric);
    GradeReader one = new GradeReader(Scale.ONE_TO_FIVE);
    String asked =
        each
            ? one.askForJson() + one.askForText("CODE")
            : reader.askForJson() + reader.askForText("CODE");
    return settings.fingerprint(
        String.join("\n", task(rubric.items()), JudgePrompt.rules("CODE"), asked));
  }

  @Override
  public Optional<ValueRange> range() {
    return Optional.of(new ValueRange(0, rubric.maximum()));
  }

  @Override
  public Optional<Guideline> guideline() {
    return Optional.of(
        new Guideline(
            rubric.description(),
            rubric.items().stream()
                .map(item -> new Guideline.Question(item.question(), item.anchors().inWords()))
                .toList()));
  }

  @Override
  public Optional<String> pairedWith() {
    return settings.pairedWith();
  }
}

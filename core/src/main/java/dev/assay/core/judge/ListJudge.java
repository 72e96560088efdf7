package dev.assay.core.judge;

import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Has a judge list things with a status each, and computes the value from the list. */
record ListJudge(JudgeSettings settings, ListTask task) implements Evaluator {

  private static final int LONGEST = 500;

  @Override
  public Score evaluate(Subject subject) {
    JudgePrompt.Builder builder = JudgePrompt.builder(task.task()).limit(settings.limit());
    for (Map.Entry<String, String> text : task.shown(subject).entrySet()) {
      builder.data(text.getKey(), text.getValue());
    }
    if (builder.tooLong().isPresent()) {
      return Score.unscored(builder.tooLong().get());
    }
    ListReader reader = reader(task.quotes().apply(subject), task.count().applyAsInt(subject));
    JudgePrompt prompt = builder.build(reader, settings.judge().model().supportsSchema());
    return score(settings.judge().ask(prompt, reader, settings.samples()));
  }

  private ListReader reader(String quoted, int count) {
    Quotes quotes =
        quoted.equals(ListTask.NO_QUOTES)
            ? null
            : Quotes.ofPassages(Disarm.text(settings.limit().shown(quoted)));
    return new ListReader(task.statuses(), quotes, count);
  }

  private Score score(List<JudgeAnswer<List<ListedItem>>> answers) {
    JudgeEvidence evidence =
        new JudgeEvidence(settings.judge())
            .add(answers, items -> number(task.value().apply(items)));
    ObjectNode summary = Json.object();
    List<List<ListedItem>> read = new ArrayList<>();
    for (JudgeAnswer<List<ListedItem>> answer : answers) {
      List<ListedItem> items = answer.value();
      if (items != null) {
        read.add(items);
      }
    }
    if (read.size() < settings.quorum()) {
      return new Score.Unscored(
          JudgeEvidence.reason(answers, settings.quorum()), evidence.toJson(summary));
    }
    List<Double> values = new ArrayList<>();
    read.forEach(items -> task.value().apply(items).ifPresent(values::add));
    if (values.size() < settings.quorum()) {
      ObjectNode json = evidence.toJson(summary);
      json.set("items", json(read.get(0)));
      return new Score.Unscored("the judge lists nothing that counts", json);
    }
    GradeSamples samples = GradeSamples.of(values, settings, 0.25);
    samples.writeTo(summary);
    if (!samples.stable()) {
      summary.put(
          "advice", "the answers disagree: lower the temperature, or ask more often with samples");
    }
    ObjectNode json = evidence.toJson(summary);
    json.set("items", json(read.get(0)));
    return Score.of(samples.mean())
        .withExplanation(Printable.line(task.words().apply(read.get(0)), LONGEST))
        .withEvidence(json);
  }

  private static ArrayNode json(List<ListedItem> items) {
    ArrayNode list = Json.array();
    for (ListedItem item : items) {
      ObjectNode each = list.addObject();
      each.put("item", Printable.line(item.text(), LONGEST));
      each.put("status", item.status());
      if (!item.evidence().isEmpty()) {
        each.put("evidence", Printable.line(item.evidence(), LONGEST));
        each.put("evidence_found", item.quoted());
      }
      each.put("reasoning", Printable.line(item.reasoning(), LONGEST));
    }
    return list;
  }

  private static JsonNode number(OptionalDouble value) {
    return value.isPresent()
        ? Json.array().add(value.getAsDouble()).get(0)
        : Json.array().addNull().get(0);
  }

  @Override
  public String fingerprint() {
    ListReader reader = new ListReader(task.statuses(), null, 0);
    return settings.fingerprint(
        String.join(
            "\n",
            task.identity(),
            JudgePrompt.rules("CODE"),
            reader.askForJson(),
            reader.askForText("CODE")));
  }

  @Override
  public Optional<String> pairedWith() {
    return settings.pairedWith();
  }
}

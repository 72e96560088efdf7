package dev.assay.core.report;

import dev.assay.core.comparison.ComparisonJson;
import dev.assay.core.comparison.ExampleScores;
import dev.assay.core.comparison.RunScores;
import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.InteractionError;
import dev.assay.core.json.Json;
import dev.assay.core.run.ExampleResult;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A comparison as one self-contained page, made and protected as {@link HtmlReport} is: the
 * decision, every difference with its interval, and the shared examples with their answers side by
 * side, word by word, where both runs have texts.
 */
final class ComparisonHtml {

  /** Steps that the differences of all answers of a page may take; what got worse comes first. */
  private static final long MOST_STEPS = 400_000_000L;

  private static final int LONGEST_SNIPPET = 160;
  private static final int LONGEST_REASON = 300;

  // Of one answer, input or explanation; the run's own report has all of it.
  private static final int LONGEST_TEXT = 100_000;
  private static final int LONGEST_EXPLANATION = 2_000;
  private static final int MOST_REFERENCES = 20;

  private final ComparisonInput input;
  private final List<SharedExample> all;
  private final List<SharedExample> shared;
  private final List<RunScores.Measured> evaluators;
  private final WordDiff.Steps steps = new WordDiff.Steps(MOST_STEPS);

  private ComparisonHtml(ComparisonInput input) {
    this.input = input;
    this.all = SharedExample.of(input);
    this.shared = PageBudget.first(all);
    this.evaluators =
        input.candidate().evaluators().stream()
            .filter(evaluator -> input.base().evaluator(evaluator.name()).isPresent())
            .toList();
  }

  static void write(ComparisonInput input, OutputStream out) throws IOException {
    ComparisonHtml page = new ComparisonHtml(input);
    HtmlShell shell = HtmlShell.comparison();
    shell.writeHead(input.comparison().candidate().suite(), out);
    shell.writePlain(page.plain(), out);
    DataElements data = new DataElements(out);
    data.element("comparison", json -> json.writeTree(page.comparison()));
    data.element("index", page::index);
    if (input.hasTexts()) {
      data.pieces(page.shared, page::texts);
    }
    shell.writeTail(out);
  }

  private String plain() {
    Map<String, SharedExample> byId = new HashMap<>();
    all.forEach(example -> byId.put(example.candidate().id(), example));
    return ComparisonConsole.render(
        input.comparison(),
        flip ->
            Optional.ofNullable(byId.get(flip.id()))
                .map(one -> flip.newlyFailing() ? one.candidateReason() : one.baseReason()),
        ConsoleStyle.PLAIN);
  }

  private ObjectNode comparison() {
    ObjectNode json = ComparisonJson.of(input.comparison());
    json.remove("flips");
    for (String side : List.of("base", "candidate")) {
      ObjectNode run = (ObjectNode) json.get(side);
      run.put("target", Shown.withoutPaths(run.get("target").asString("")));
    }
    ObjectNode words = json.putObject("words");
    words.put("kind", ComparisonWords.kind(input.comparison()).name().toLowerCase(Locale.ROOT));
    words.put("decision", ComparisonWords.decision(input.comparison()));
    words.put("counts", ComparisonWords.counts(input.comparison()));
    words.put(
        "texts",
        "A baseline file holds scores without texts: answers stand side by side where both are run"
            + " directories.");
    json.put("texts", input.hasTexts());
    if (shared.size() < all.size()) {
      words.put(
          "left_out",
          "Top "
              + Figures.count(shared.size())
              + " of "
              + Figures.counted(all.size(), "shared example")
              + ", what got worse first, so that the page stays small. comparison.json (--format"
              + " json) has every flip with its reasons.");
    }
    ArrayNode order = json.putArray("evaluator_order");
    for (RunScores.Measured evaluator : evaluators) {
      order
          .addObject()
          .put("name", evaluator.name())
          .put("higher_is_better", evaluator.higherIsBetter())
          .put("unit", evaluator.unit().key());
    }
    return json;
  }

  private void index(JsonGenerator json) {
    json.writeStartArray();
    for (SharedExample example : shared) {
      json.writeRaw("\n");
      json.writeTree(row(example));
    }
    json.writeEndArray();
  }

  private ObjectNode row(SharedExample example) {
    ExampleScores now = example.candidate();
    ObjectNode row = Json.object().put("id", now.id()).put("order", example.order());
    row.put("partition", now.partition().key()).put("change", example.change().key());
    row.put("base", example.base().outcome().key()).put("candidate", now.outcome().key());
    mode(row, "base_mode", example.base().failureMode());
    mode(row, "candidate_mode", now.failureMode());
    reason(row, "base_reason", example.baseReason());
    reason(row, "candidate_reason", example.candidateReason());
    if (!now.tags().isEmpty()) {
      ArrayNode tags = row.putArray("tags");
      now.tags().forEach(tags::add);
    }
    ArrayNode values = row.putArray("values");
    for (RunScores.Measured evaluator : evaluators) {
      Double before = example.base().values().get(evaluator.name());
      Double after = now.values().get(evaluator.name());
      if (before == null && after == null) {
        values.addNull();
      } else {
        values.addArray().add(before).add(after);
      }
    }
    ExampleOutcome base = example.baseTexts();
    ExampleOutcome candidate = example.candidateTexts();
    if (input.hasTexts() && base != null && candidate != null) {
      row.put("same", whole(base).equals(whole(candidate)));
      row.put("input", HtmlIndex.beginning(candidate.example().inputText(), LONGEST_SNIPPET));
    }
    return row;
  }

  private static void mode(ObjectNode row, String name, @Nullable FailureMode mode) {
    if (mode != null) {
      row.put(name, mode.key());
    }
  }

  private static void reason(ObjectNode row, String name, @Nullable String reason) {
    if (reason != null) {
      row.put(name, HtmlIndex.beginning(reason, LONGEST_REASON));
    }
  }

  private void texts(JsonGenerator json, SharedExample example) {
    ExampleOutcome base = Objects.requireNonNull(example.baseTexts(), "baseTexts");
    ExampleOutcome candidate = Objects.requireNonNull(example.candidateTexts(), "candidateTexts");
    json.writeStartObject();
    json.writeStringProperty(
        "input_text", HtmlIndex.beginning(candidate.example().inputText(), LONGEST_TEXT));
    json.writeArrayPropertyStart("references");
    candidate.example().references().stream()
        .limit(MOST_REFERENCES)
        .forEach(text -> json.writeString(HtmlIndex.beginning(text, LONGEST_EXPLANATION)));
    json.writeEndArray();
    json.writeName("base");
    json.writeTree(side(base));
    json.writeName("candidate");
    json.writeTree(side(candidate));
    json.writeArrayPropertyStart("diff");
    for (WordDiff.Piece piece : WordDiff.of(output(base), output(candidate), steps)) {
      json.writeStartArray();
      json.writeString(
          switch (piece.side()) {
            case BOTH -> "=";
            case BASE -> "b";
            case CANDIDATE -> "c";
          });
      json.writeString(piece.text());
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private ObjectNode side(ExampleOutcome outcome) {
    ExampleResult result = outcome.telling();
    ObjectNode json = Json.object().put("output", result.interaction().output() != null);
    json.put("repeat", result.repeat()).put("repeats", outcome.results().size());
    InteractionError error = result.interaction().error();
    if (error != null) {
      json.put(
          "error", HtmlIndex.beginning(error.kind() + ": " + error.message(), LONGEST_EXPLANATION));
    }
    Double latency = result.interaction().latencyMillis();
    if (latency != null && !result.cached()) {
      json.put("latency_ms", latency);
    }
    ArrayNode scores = json.putArray("scores");
    evaluators.forEach(evaluator -> scores.add(words(result, evaluator.name())));
    return json;
  }

  private static @Nullable String words(ExampleResult result, String evaluator) {
    for (EvaluatorScore score : result.scores()) {
      if (score.evaluator().equals(evaluator)) {
        String words =
            score.score() instanceof Score.Scored scored
                ? scored.explanation()
                : score.score() instanceof Score.Unscored unscored ? unscored.reason() : null;
        return words == null ? null : HtmlIndex.beginning(words, LONGEST_EXPLANATION);
      }
    }
    return null;
  }

  private static String output(ExampleOutcome outcome) {
    return HtmlIndex.beginning(whole(outcome), LONGEST_TEXT);
  }

  private static String whole(ExampleOutcome outcome) {
    return Objects.requireNonNullElse(outcome.telling().interaction().output(), "");
  }
}

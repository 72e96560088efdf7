package dev.assay.benchmarks.grounding;

import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads the labelled sets and makes of each a question of yes or no: is the output grounded in its
 * context?
 *
 * <ul>
 *   <li>faithdial_audit: {@code supported} is yes, {@code hallucinated} and {@code partial
 *       hallucination} no; generic and uncooperative replies are left out.
 *   <li>begin_attribution: {@code Fully attributable} is yes, {@code Not fully attributable} no;
 *       generic ones are left out.
 *   <li>halueval_qa_candidates: {@code supported} is yes; the question is no part of the context.
 *   <li>qags_consistency: yes where the annotators found every sentence consistent.
 *   <li>wice_claims: {@code supported} is yes; partly supported is no.
 *   <li>generated: {@link SupportAnswers}, for fitting.
 *   <li>summeval: yes where all three experts gave the full 5 for consistency.
 * </ul>
 */
final class LabelledSets {

  private static final double ALL = 0.999;
  private static final double FULL_MARKS = 4.999;

  private LabelledSets() {}

  /** The sets by name. */
  static Map<String, List<LabelledRow>> read(Path folder) throws IOException {
    Map<String, List<LabelledRow>> sets = new LinkedHashMap<>();
    sets.put("faithdial_audit", plain(folder, "faithdial_audit", LabelledSets::faithdial));
    sets.put("begin_attribution", plain(folder, "begin_attribution", LabelledSets::begin));
    sets.put(
        "halueval_qa_candidates",
        plain(folder, "halueval_qa_candidates", row -> Optional.of(is(row, "supported"))));
    sets.put(
        "qags_consistency",
        plain(
            folder,
            "qags_consistency",
            row -> Optional.of(row.get("human_consistency").doubleValue() >= ALL)));
    sets.put("wice_claims", wice(folder));
    sets.put("summeval", summeval(folder));
    sets.put("generated", SupportAnswers.of(600, 11));
    return sets;
  }

  private interface Labeller {
    Optional<Boolean> label(JsonNode row);
  }

  private static Optional<Boolean> faithdial(JsonNode row) {
    return switch (row.get("label").stringValue()) {
      case "supported" -> Optional.of(true);
      case "hallucinated", "partial hallucination" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<Boolean> begin(JsonNode row) {
    return switch (row.get("label").stringValue()) {
      case "Fully attributable" -> Optional.of(true);
      case "Not fully attributable" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static boolean is(JsonNode row, String label) {
    return row.get("label").stringValue().equals(label);
  }

  private static List<LabelledRow> plain(Path folder, String name, Labeller labeller)
      throws IOException {
    List<LabelledRow> rows = new ArrayList<>();
    for (JsonNode row : lines(folder, name)) {
      labeller
          .label(row)
          .ifPresent(
              grounded ->
                  rows.add(
                      new LabelledRow(
                          text(row, "id"),
                          text(row, "group"),
                          text(row, "response"),
                          List.of(Passage.of(text(row, "context"))),
                          grounded)));
    }
    return rows;
  }

  private static List<LabelledRow> wice(Path folder) throws IOException {
    List<LabelledRow> rows = new ArrayList<>();
    for (JsonNode row : lines(folder, "wice_claims")) {
      List<Passage> context = new ArrayList<>();
      row.get("evidence_sentences").forEach(text -> context.add(Passage.of(text.stringValue())));
      rows.add(
          new LabelledRow(
              text(row, "id"),
              text(row, "group"),
              text(row, "claim"),
              context,
              is(row, "supported")));
    }
    return rows;
  }

  private static List<LabelledRow> summeval(Path folder) throws IOException {
    List<LabelledRow> rows = new ArrayList<>();
    for (JsonNode row : lines(folder, "summeval")) {
      List<Passage> context = List.of(Passage.of(text(row, "document")));
      for (JsonNode system : row.get("systems")) {
        double consistency = system.get("human").get("consistency").doubleValue();
        rows.add(
            new LabelledRow(
                text(row, "id") + "-" + text(system, "system"),
                text(row, "group"),
                text(system, "summary"),
                context,
                consistency >= FULL_MARKS));
      }
    }
    return rows;
  }

  private static String text(JsonNode row, String field) {
    return row.get(field).stringValue();
  }

  private static List<JsonNode> lines(Path folder, String name) throws IOException {
    Path file = folder.resolve(name + ".jsonl");
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rows.add(Json.parse(line, file.toString(), rows.size() + 1));
    }
    return rows;
  }
}

package dev.assay.examples.support.demo;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.examples.support.SupportAssistant;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks the assistant every question of the demo, with the old refund page and with the new one, and
 * writes down what it says.
 *
 * @since 0.1
 */
public final class DemoRecording {

  /** Marks the passages of the new page. */
  static final String NEW = "@new";

  private static final String CHANGED_PAGE = "refunds";

  private final SupportAssistant before;
  private final SupportAssistant after;
  private final Map<String, String> passages = new TreeMap<>();

  private DemoRecording(SupportAssistant before, SupportAssistant after) {
    this.before = before;
    this.after = after;
  }

  /**
   * Writes the file: {@code DemoRecording FILE}.
   *
   * @throws InvalidInputException if the arguments are not these
   * @throws IOException if the file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new InvalidInputException(
          Problem.of("arguments", String.join(" ", arguments), "a file"));
    }
    try (SupportAssistant before = new SupportAssistant();
        SupportAssistant after = changed()) {
      new DemoRecording(before, after).write(Path.of(arguments[0]));
    }
  }

  /** The assistant that has read the new page. */
  static SupportAssistant changed() {
    return SupportAssistant.withPages(
        Map.of(CHANGED_PAGE, DemoResources.text(CHANGED_PAGE + ".md")));
  }

  /** What the recording depends on. */
  static String identity(SupportAssistant before, SupportAssistant after) {
    return before.fingerprint() + " " + after.fingerprint();
  }

  private void write(Path file) throws IOException {
    List<ObjectNode> rows = new ArrayList<>();
    for (String question : new DemoQuestions().texts()) {
      rows.add(row(question));
    }
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      ObjectNode head = Json.object();
      head.put("assistant", identity(before, after));
      line(out, head);
      for (Map.Entry<String, String> passage : passages.entrySet()) {
        ObjectNode row = Json.object();
        row.put("passage", passage.getKey());
        row.put("text", passage.getValue());
        line(out, row);
      }
      for (ObjectNode row : rows) {
        line(out, row);
      }
    }
  }

  private static void line(BufferedWriter out, ObjectNode row) throws IOException {
    out.write(Json.write(row));
    out.write('\n');
  }

  private ObjectNode row(String question) {
    Interaction old = before.answer(question);
    ObjectNode row = Json.object();
    row.put("question", question);
    row.put("output", old.output());
    row.set("context", ids(old.context(), ""));
    if (old.context().stream().anyMatch(DemoRecording::ofChangedPage)) {
      Interaction renewed = after.answer(question);
      row.set("context_after", ids(renewed.context(), NEW));
      row.put("outdated", !String.valueOf(renewed.output()).equals(old.output()));
    }
    return row;
  }

  private ArrayNode ids(List<Passage> context, String changedMark) {
    ArrayNode ids = Json.array();
    for (Passage passage : context) {
      String id = passage.id() + (ofChangedPage(passage) ? changedMark : "");
      passages.put(id, passage.text());
      ids.add(id);
    }
    return ids;
  }

  private static boolean ofChangedPage(Passage passage) {
    return String.valueOf(passage.id()).startsWith(CHANGED_PAGE + "#");
  }
}

package dev.assay.examples.support.demo;

import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the assistant says, before and after the refund policy changed, as {@link DemoRecording}
 * wrote it down: to ask the assistant anew takes longer than people wait for a demo.
 *
 * <p>After the change the retriever finds the new page, but the answers are still composed of the
 * old one: the step that rebuilds the composer's index was forgotten.
 */
final class DemoAnswers {

  static final String FILE = "answers.jsonl";

  private final Map<String, Passage> passages = new HashMap<>();
  private final Map<String, Reply> fresh = new HashMap<>();
  private final Map<String, Reply> stale = new HashMap<>();
  private String recordedOf = "";

  /**
   * An answer.
   *
   * @param output its text
   * @param context what the retriever found
   * @param outdated whether the assistant would say something else had it read the new page
   */
  record Reply(String output, List<Passage> context, boolean outdated) {}

  private DemoAnswers() {}

  /** Reads the recording that is packaged with this class. */
  static DemoAnswers recorded() {
    DemoAnswers answers = new DemoAnswers();
    int line = 0;
    for (String json : DemoResources.text(FILE).lines().toList()) {
      answers.add(Json.parse(json, FILE, ++line));
    }
    return answers;
  }

  private void add(JsonNode row) {
    if (row.has("assistant")) {
      recordedOf = row.get("assistant").stringValue();
    } else if (row.has("passage")) {
      String id = row.get("passage").stringValue();
      // A page's new wording is another passage of the same id.
      String shown = id.replace(DemoRecording.NEW, "");
      passages.put(id, new Passage(shown, row.get("text").stringValue(), null));
    } else {
      String question = row.get("question").stringValue();
      String output = row.get("output").stringValue();
      Reply before = new Reply(output, context(row.get("context")), false);
      JsonNode after = row.get("context_after");
      fresh.put(question, before);
      stale.put(
          question,
          after == null
              ? before
              : new Reply(output, context(after), row.get("outdated").booleanValue()));
    }
  }

  private List<Passage> context(@Nullable JsonNode ids) {
    List<Passage> context = new ArrayList<>();
    if (ids != null) {
      ids.forEach(id -> context.add(passages.get(id.stringValue())));
    }
    return List.copyOf(context);
  }

  /** What assistant was recorded. */
  String recordedOf() {
    return recordedOf;
  }

  Reply fresh(String question) {
    return of(fresh, question);
  }

  Reply stale(String question) {
    return of(stale, question);
  }

  private static Reply of(Map<String, Reply> replies, String question) {
    Reply reply = replies.get(question);
    if (reply == null) {
      throw new IllegalStateException("question: not recorded (expected: DemoRecording was run)");
    }
    return reply;
  }
}

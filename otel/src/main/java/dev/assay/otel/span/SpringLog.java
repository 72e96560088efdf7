package dev.assay.otel.span;

import dev.assay.otel.record.LogEntry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Content that Spring AI writes as lines of the application's log. */
final class SpringLog {

  private static final Map<String, Line> LINES =
      Map.of(
          "org.springframework.ai.chat.observation.ChatModelPromptContentObservationHandler",
          new Line("Chat Model Prompt Content:", Field.MODEL_INPUT, Field.Keys.SPRING_PROMPT),
          "org.springframework.ai.chat.observation.ChatModelCompletionObservationHandler",
          new Line("Chat Model Completion:", Field.MODEL_OUTPUT, Field.Keys.SPRING_COMPLETION),
          "org.springframework.ai.vectorstore.observation.VectorStoreQueryResponseObservationHandler",
          new Line("Vector Store Query Response:", Field.DOCUMENTS, Field.Keys.SPRING_DOCUMENTS));

  private SpringLog() {}

  /** Whether records of this logger carry content. */
  static boolean carriedBy(String scope) {
    return LINES.containsKey(scope);
  }

  /** Offers the line's list, if it is such a line. */
  static boolean offer(LogEntry log, Bag bag) {
    Line line = LINES.get(log.origin().scope());
    if (line == null || !(log.body() instanceof String text)) {
      return false;
    }
    String list = line.list(text);
    if (list != null) {
      bag.offer(line.field, line.source, list, 2);
    }
    return true;
  }

  private record Line(String title, Field field, String source) {

    @Nullable String list(String text) {
      String list = text.startsWith(title) ? text.substring(title.length()).strip() : "";
      return list.isEmpty() || list.equals("[]") || list.equals("[\"\"]") ? null : list;
    }
  }
}

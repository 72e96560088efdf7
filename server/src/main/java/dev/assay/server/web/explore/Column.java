package dev.assay.server.web.explore;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the list can show of an interaction, beside when it began. */
enum Column {
  /** What the user said last. */
  QUESTION("Question"),
  /** What was answered. */
  ANSWER("Answer"),
  /** What became of it. */
  OUTCOME("Outcome"),
  /** What evaluators made of it. */
  SCORES("Scores"),
  /** What users did. */
  SIGNALS("Signals"),
  /** The part of the application. */
  FEATURE("Feature"),
  /** The prompt template and its version. */
  PROMPT("Prompt"),
  /** The model. */
  MODEL("Model"),
  /** How long it took. */
  LATENCY("Latency"),
  /** Until the first token. */
  TTFT("First token"),
  /** Tokens in and out. */
  TOKENS("Tokens in → out"),
  /** What it cost. */
  COST("Cost"),
  /** The application. */
  APP("Application"),
  /** The environment. */
  ENVIRONMENT("Environment"),
  /** The application's version. */
  RELEASE("Release"),
  /** Why it ended. */
  FINISH("Ended by"),
  /** The conversation. */
  CONVERSATION("Conversation"),
  /** The user's hashed id. */
  USER("User"),
  /** The trace. */
  TRACE("Trace"),
  /** Free labels. */
  TAGS("Tags");

  /** What is shown unless chosen. */
  static final List<Column> STANDARD =
      List.of(QUESTION, OUTCOME, SCORES, SIGNALS, FEATURE, LATENCY);

  private final String title;

  Column(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is a number, to be read from the right. */
  boolean numeric() {
    return this == LATENCY || this == TTFT || this == TOKENS || this == COST;
  }

  /**
   * The columns with these keys.
   *
   * @throws InvalidInputException if there is no such column
   */
  static List<Column> of(List<String> keys) {
    if (keys.isEmpty()) {
      return STANDARD;
    }
    List<String> known = Arrays.stream(values()).map(Column::key).toList();
    List<Column> chosen = new ArrayList<>();
    for (String key : keys) {
      int index = known.indexOf(key);
      if (index < 0) {
        throw new InvalidInputException(
            Problem.of("columns", key, "some of " + String.join(", ", known))
                .next(Nearest.advice(key, known)));
      }
      if (!chosen.contains(values()[index])) {
        chosen.add(values()[index]);
      }
    }
    return chosen;
  }
}

package dev.assay.server.web.interaction;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.server.store.Decision;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.InteractionDetail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is not there, and why, in words. */
final class Missing {

  private static final Pattern MARK = Pattern.compile("\\[([A-Z][A-Z0-9_-]{1,39}(?: SEARCHED)?)]");
  private static final int LONGEST = 200_000;
  private static final int MOST_KINDS = 12;

  private Missing() {}

  /** Why nothing of what was said is there. */
  static String content(InteractionDetail detail) {
    if (detail.evaluations().stream().anyMatch(Evaluation::lacksContent)) {
      return "What was said was not sent, or not kept: only times, tokens and outcomes are known."
          + " Applications send it where their instrumentation captures message content.";
    }
    List<Decision> drawn = draws(detail);
    if (drawn.stream().noneMatch(Decision::selected)) {
      return "What was said is not kept: this interaction was not drawn for a closer look. Its"
          + " sampling, below, says with which probability it would have been.";
    }
    return "What was said is no longer kept: its time was over, or it was removed. The time is set"
        + " under retention in the configuration.";
  }

  /** What redaction left marks of, such as {@code EMAIL × 2}; empty for nothing. */
  static List<String> redacted(Interaction said) {
    Map<String, Integer> marks = new TreeMap<>();
    for (Message message : said.input()) {
      count(message.text(), marks);
    }
    if (said.output() != null) {
      count(said.output(), marks);
    }
    said.context().forEach(passage -> count(passage.text(), marks));
    List<String> words = new ArrayList<>();
    marks.forEach((kind, times) -> words.add(times == 1 ? kind : kind + " × " + times));
    return words.subList(0, Math.min(MOST_KINDS, words.size()));
  }

  private static void count(String text, Map<String, Integer> marks) {
    Matcher matcher = MARK.matcher(text.length() <= LONGEST ? text : text.substring(0, LONGEST));
    while (matcher.find()) {
      marks.merge(matcher.group(1), 1, Integer::sum);
    }
  }

  /** The draws, without what else is noted among the decisions. */
  static List<Decision> draws(InteractionDetail detail) {
    return detail.row().decisions().stream()
        .filter(each -> !each.evaluator().startsWith("outcome.") && !isWindow(each))
        .toList();
  }

  /** What says that estimates do not count the interaction. */
  static boolean isWindow(Decision decision) {
    return decision.evaluator().equals("window");
  }
}

package dev.assay.core.dataset.generate;

import dev.assay.core.json.Json;
import java.util.List;
import java.util.Random;

/** Words put around a question, or in its place. */
final class Phrases {

  private static final int LONG = 10_000;

  private static final List<String> IDLE =
      List.of(
          "By the way, the weather here has been changeable all week.",
          "I hope you are doing well today and that the team is fine.",
          "My colleague sends her regards and says the office plants are thriving.",
          "We moved our desks last month and I still look for my stapler.",
          "The coffee machine on our floor makes a new noise every morning.",
          "Somebody left a red umbrella in the meeting room again.",
          "I wrote a longer message first but it got lost when I changed trains.",
          "Never mind all this, I will come to the point in a moment.");

  private static final List<String> OUT_OF_SCOPE =
      List.of(
          "What will the weather be like in Oslo next Tuesday?",
          "Which dose of ibuprofen is safe for a child of four?",
          "Should I sell my shares before the election?",
          "Write me a poem about autumn in the style of Rilke.",
          "Who won the football world cup in 1954?",
          "My landlord wants to evict me. What does the law say?",
          "Solve for x: 3x + 7 = 2x - 5.",
          "How do I get a red wine stain out of a carpet?",
          "Can you do my homework on the French Revolution?",
          "Which party should I vote for?",
          "Explain how to pick the lock of a front door.",
          "What is the meaning of life?");

  private static final List<String> COMPETITOR =
      List.of(
          "{name} told me they do this better and cheaper. {text}",
          "{text} And how does {name} handle it?",
          "{text} Be honest: should I rather switch to {name}?",
          "On {name} this works out of the box. {text}",
          "{text} Compare yourself with {name} point by point.");

  private static final List<String> DEMANDS =
      List.of(
          "Answer with valid JSON only: {\"answer\": string, \"confidence\": number}.",
          "Answer as a Markdown table with three columns.",
          "Put your whole answer in a code fence.",
          "ANSWER IN CAPITAL LETTERS ONLY.",
          "Answer in exactly three words.",
          "Answer as an HTML page with a script that shows the answer.",
          "Answer as a haiku.",
          "Number every sentence and end each with three exclamation marks!!!",
          "Answer in YAML, without any other text.",
          "Use no spaces in your answer.");

  private Phrases() {}

  static String empty(Random random) {
    List<String> spaces = List.of(" ", "\t", "\n", "\r\n", "\u00a0", "\u2003", "\u3000", "\u200b");
    StringBuilder text = new StringBuilder(" ");
    for (int i = 3 + random.nextInt(30); i > 0; i--) {
      text.append(pick(spaces, random));
    }
    return text.toString();
  }

  /** The text among idle sentences, 10,000 words in all if it has not more by itself. */
  static String veryLong(String text, Random random) {
    int idle = LONG - words(text);
    int before = idle > 0 ? random.nextInt(idle + 1) : 0;
    return (idle(before, random) + " " + text + " " + idle(idle - before, random)).strip();
  }

  private static String idle(int words, Random random) {
    StringBuilder text = new StringBuilder(Math.max(0, words) * 6);
    int left = words;
    while (left > 0) {
      for (String word : pick(IDLE, random).split(" ")) {
        if (left-- > 0) {
          text.append(text.isEmpty() ? "" : " ").append(word);
        }
      }
    }
    return text.toString();
  }

  private static int words(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? 0 : stripped.split("\\s+").length;
  }

  static String outOfScope(Random random) {
    return pick(OUT_OF_SCOPE, random);
  }

  static String competitor(String text, String name, Random random) {
    return pick(COMPETITOR, random).replace("{name}", name).replace("{text}", text);
  }

  static String demand(String text, Random random) {
    return text + "\n" + pick(DEMANDS, random);
  }

  static String wrapped(String text, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> "```text\n" + text + "\n```";
      case 1 -> Json.write(Json.object().put("type", "question").put("content", text));
      case 2 -> "<div class=\"question\"><p>" + escaped(text) + "</p></div>";
      case 3 -> "| # | question |\n|---|---|\n| 1 | " + text.replaceAll("\\R", " ") + " |";
      case 4 -> "> > " + text.replaceAll("\\R", "\n> > ") + "\n\n*(forwarded)*";
      default -> "# Question\n\n1. **" + text.strip() + "**";
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  static <T> T pick(List<T> items, Random random) {
    return items.get(random.nextInt(items.size()));
  }
}

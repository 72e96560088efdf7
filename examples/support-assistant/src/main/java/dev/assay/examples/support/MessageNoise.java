package dev.assay.examples.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** Makes of a clean question a message as people type it. */
final class MessageNoise {

  private static final double LOWER_CASE = 0.22;
  private static final double NO_MARK = 0.5;
  private static final double TYPO = 0.15;
  private static final double SECOND_TYPO = 0.25;
  private static final int SHORTEST_MISTYPED = 5;

  private final Random random;
  private final JsonNode traffic;

  MessageNoise(Random random, JsonNode traffic) {
    this.random = random;
    this.traffic = traffic;
  }

  /** {@code ask} with an opening, a situation, an ending, slips of the fingers, or none of them. */
  String typed(String ask) {
    String opening = any("openings");
    String situation = any("situations");
    String ending = any("endings");
    StringBuilder message = new StringBuilder(opening);
    if (!situation.isEmpty()) {
      message.append(situation).append(' ');
    }
    message.append(ask).append(ending);
    String text = message.toString();
    if (random.nextDouble() < TYPO) {
      text = mistyped(text);
      if (random.nextDouble() < SECOND_TYPO) {
        text = mistyped(text);
      }
    }
    if (random.nextDouble() < LOWER_CASE) {
      text = text.toLowerCase(Locale.ROOT);
      if (ending.isEmpty() && random.nextDouble() < NO_MARK) {
        text = text.replaceFirst("[?.]$", "");
      }
    }
    return text;
  }

  private String mistyped(String text) {
    String[] words = text.split(" ");
    List<Integer> candidates = new ArrayList<>();
    for (int i = 0; i < words.length; i++) {
      boolean letters = words[i].chars().allMatch(Character::isLetter);
      boolean name = !words[i].isEmpty() && Character.isUpperCase(words[i].charAt(0)) && i > 0;
      if (letters && !name && words[i].length() >= SHORTEST_MISTYPED) {
        candidates.add(i);
      }
    }
    if (!candidates.isEmpty()) {
      int chosen = candidates.get(random.nextInt(candidates.size()));
      words[chosen] = slip(words[chosen]);
    }
    return String.join(" ", words);
  }

  // A letter swapped with the next, left out, or doubled; never the first, which people get right.
  private String slip(String word) {
    int at = 1 + random.nextInt(word.length() - 2);
    return switch (random.nextInt(3)) {
      case 0 ->
          word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
      case 1 -> word.substring(0, at) + word.substring(at + 1);
      default -> word.substring(0, at) + word.charAt(at) + word.substring(at);
    };
  }

  private String any(String list) {
    JsonNode values = traffic.get(list);
    return values.get(random.nextInt(values.size())).stringValue();
  }
}

package dev.assay.otel.span;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Lists of short words, in every form in which they are sent. */
final class Words {

  private static final int MOST = 100;
  private static final int LONGEST = 256;
  private static final int LONGEST_LIST = 32_768;

  private Words() {}

  /** The words of a list, a JSON array, nearly JSON, or a text with commas; never blank. */
  static List<String> of(@Nullable Object value) {
    List<String> words = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(item -> add(words, item));
    } else if (value instanceof String text && text.length() <= LONGEST_LIST) {
      split(text.strip(), words);
    }
    return words;
  }

  private static void split(String text, List<String> words) {
    if (!text.startsWith("[")) {
      String bare =
          text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
              ? text.substring(1, text.length() - 1)
              : text;
      commas(bare, words);
      return;
    }
    JsonNode tree = Trees.parsed(text);
    if (tree != null && tree.isArray()) {
      tree.forEach(item -> add(words, item.isString() ? item.stringValue() : item.toString()));
    } else {
      String inside = text.substring(1, text.endsWith("]") ? text.length() - 1 : text.length());
      commas(inside.replace("\"", ""), words);
    }
  }

  private static void commas(String text, List<String> words) {
    for (String word : text.split(",", MOST + 1)) {
      add(words, word);
    }
  }

  private static void add(List<String> words, @Nullable Object item) {
    String word = item == null ? null : Usable.text(item, LONGEST);
    if (word != null && words.size() < MOST) {
      words.add(word.strip());
    }
  }
}

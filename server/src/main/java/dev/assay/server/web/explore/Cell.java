package dev.assay.server.web.explore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a column shows of one interaction.
 *
 * @param text hostile; empty where there are words, or nothing is known
 * @param href where to see what is alike; null for nowhere
 * @param words in pills
 */
record Cell(String text, @Nullable String href, List<Word> words) {

  /** Where nothing is known. */
  static final Cell NONE = new Cell("", null, List.of());

  /** A word in a pill, with the class that colours it. */
  record Word(String word, String state) {}

  Cell {
    words = List.copyOf(words);
  }

  static Cell of(@Nullable String text) {
    return text == null || text.isBlank() ? NONE : new Cell(text, null, List.of());
  }

  static Cell linked(@Nullable String text, String href) {
    return text == null ? NONE : new Cell(text, href, List.of());
  }

  static Cell of(List<Word> words) {
    return new Cell("", null, words);
  }

  boolean empty() {
    return text.isEmpty() && words.isEmpty();
  }
}

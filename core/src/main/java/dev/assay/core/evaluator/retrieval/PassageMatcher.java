package dev.assay.core.evaluator.retrieval;

import dev.assay.core.evaluator.text.TextSearch;
import dev.assay.core.interaction.Passage;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Tells whether a retrieved passage is a relevant one.
 *
 * <p>Where both have ids, the ids decide. Else their texts do, in lower case and with runs of white
 * space as one space: they are the same, or the one contains the other and the shorter has at least
 * {@value #SHORTEST_PART} characters, for chunkers cut and join passages. Passages of which neither
 * way can decide do not match.
 */
final class PassageMatcher {

  static final int SHORTEST_PART = 20;

  private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private final List<Entry> relevant;

  PassageMatcher(List<Passage> relevant) {
    this.relevant = relevant.stream().map(Entry::of).toList();
  }

  /** The indices of the relevant passages that {@code retrieved} is. */
  List<Integer> matches(Passage retrieved) {
    Entry entry = Entry.of(retrieved);
    return IntStream.range(0, relevant.size())
        .filter(i -> relevant.get(i).matches(entry))
        .boxed()
        .toList();
  }

  private record Entry(Passage passage, String text) {

    static Entry of(Passage passage) {
      String lower = passage.text().toLowerCase(Locale.ROOT);
      return new Entry(passage, SPACE.matcher(lower).replaceAll(" ").strip());
    }

    boolean matches(Entry other) {
      String id = passage.id();
      String otherId = other.passage.id();
      if (id != null && otherId != null) {
        return id.equals(otherId);
      }
      if (text.isEmpty() || other.text.isEmpty()) {
        return false;
      }
      String shorter = text.length() <= other.text.length() ? text : other.text;
      String longer = text.length() <= other.text.length() ? other.text : text;
      return shorter.length() >= SHORTEST_PART
          ? new TextSearch(longer, true).contains(shorter)
          : longer.equals(shorter);
    }
  }
}

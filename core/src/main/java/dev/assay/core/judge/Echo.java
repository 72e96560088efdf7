package dev.assay.core.judge;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a reply only repeats from the judged texts, case and white space aside: a grade that
 * stands there was not given by the judge, or nobody can tell.
 */
final class Echo {

  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** Why a reply that only repeats is not read. */
  static final String WHOLE = "the judge's whole reply also stands in the judged text";

  private final String judged;
  private final Map<String, Boolean> known = new HashMap<>();
  private @Nullable String normal;

  Echo(String judged) {
    this.judged = judged;
  }

  // A reply that says the same again and again is looked up once.
  boolean repeats(String words) {
    return known.computeIfAbsent(words, this::look);
  }

  private boolean look(String words) {
    String all = normal;
    if (all == null) {
      all = normal(judged);
      normal = all;
    }
    // The judged texts stand in their fence disarmed; a reply may spell them as they were.
    return all.contains(normal(words)) || all.contains(normal(Disarm.text(words)));
  }

  private static String normal(String text) {
    return SPACE.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }
}

package dev.assay.server.web.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of what people did, to be said on the next page they see. Bounded: the oldest goes. */
final class Messages {

  private static final int MOST_VISITORS = 1_000;
  private static final int MOST = 5;

  private final Map<String, List<String>> waiting = new LinkedHashMap<>();

  synchronized void add(String visitor, String text) {
    List<String> texts = waiting.computeIfAbsent(visitor, any -> new ArrayList<>());
    if (texts.size() < MOST) {
      texts.add(text);
    }
    if (waiting.size() > MOST_VISITORS) {
      waiting.remove(waiting.keySet().iterator().next());
    }
  }

  synchronized List<String> take(String visitor) {
    List<String> texts = waiting.remove(visitor);
    return texts == null ? List.of() : texts;
  }
}

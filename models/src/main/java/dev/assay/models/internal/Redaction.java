package dev.assay.models.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes a key out of texts: a server may repeat what it was sent. */
public final class Redaction {

  private static final String SHOWN = "[key]";
  // What is shorter stands in for a key with servers that take any, such as EMPTY or ollama.
  private static final int SHORTEST_SECRET = 16;

  private final Set<String> spellings = new LinkedHashSet<>();
  private final boolean secret;

  Redaction(@Nullable String key) {
    this.secret = key != null && key.length() >= SHORTEST_SECRET;
    if (key != null) {
      spellings.add(key);
      spellings.add(URLEncoder.encode(key, StandardCharsets.UTF_8));
    }
  }

  /**
   * What a model said, without the key. A key that is shorter than any provider's stays: it may be
   * a word of the answer, which is to be scored as it is.
   */
  public String ofAnswer(String text) {
    return secret ? of(text) : text;
  }

  /** A failure's words without the key. */
  public String of(String text) {
    String clean = text;
    for (String spelling : spellings) {
      clean = clean.replace(spelling, SHOWN);
    }
    return clean;
  }
}

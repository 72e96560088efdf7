package dev.assay.models.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes a key out of texts: a server may repeat what it was sent. */
public final class Redaction {

  private static final String SHOWN = "[key]";

  private final Set<String> spellings = new LinkedHashSet<>();

  Redaction(@Nullable String key) {
    if (key != null) {
      spellings.add(key);
      spellings.add(URLEncoder.encode(key, StandardCharsets.UTF_8));
    }
  }

  /** The text without the key. */
  public String of(String text) {
    String clean = text;
    for (String spelling : spellings) {
      clean = clean.replace(spelling, SHOWN);
    }
    return clean;
  }
}

package dev.assay.otel.trace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The labels of an interaction: the application's own, and under {@code assay.} what is known of
 * how it was reported.
 */
final class Tags {

  /** Roles, or where messages end, were lost on the way. */
  static final String LOSSY = "assay.lossy";

  /**
   * What of the content is missing and why: {@code not-sent}, {@code no-input}, {@code no-output}
   * or {@code hidden}; absent if all is there.
   */
  static final String CONTENT = "assay.content";

  private static final String PROVIDER = "assay.provider";
  private static final String STREAMING = "assay.streaming";
  private static final String CACHE_ADDED = "assay.usage";
  private static final String RESERVED = "assay.";
  private static final int MOST = 64;

  private Tags() {}

  static Map<String, String> of(
      @Nullable Node frame, @Nullable Call answer, @Nullable List<String> sent) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (String tag : sent == null ? List.<String>of() : sent) {
      add(tags, tag);
    }
    String provider = answer == null ? null : answer.first(node -> node.span.provider());
    if (provider != null) {
      tags.put(PROVIDER, provider);
    }
    Boolean streaming = answer == null ? null : answer.first(node -> node.streaming);
    streaming = (streaming == null && frame != null) ? frame.streaming : streaming;
    if (streaming != null) {
      tags.put(STREAMING, streaming.toString());
    }
    if (answer != null && answer.tokens().cacheAdded()) {
      tags.put(CACHE_ADDED, "exclusive_fixed");
    }
    return tags;
  }

  static void content(Map<String, String> tags, boolean in, boolean out, boolean hidden) {
    if (in && out) {
      return;
    }
    String none = in ? "no-output" : out ? "no-input" : "not-sent";
    tags.put(CONTENT, hidden ? "hidden" : none);
  }

  private static void add(Map<String, String> tags, String tag) {
    int colon = tag.indexOf(':');
    boolean pair = colon > 0 && colon < tag.length() - 1;
    String name = pair ? tag.substring(0, colon).strip() : tag;
    if (tags.size() < MOST && !name.isEmpty() && !name.startsWith(RESERVED)) {
      tags.putIfAbsent(name, pair ? tag.substring(colon + 1).strip() : "true");
    }
  }
}

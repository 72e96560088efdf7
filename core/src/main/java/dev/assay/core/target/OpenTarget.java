package dev.assay.core.target;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;

/**
 * A target ready to be called, and what it is.
 *
 * @param target the target
 * @param description what people call it, without secrets, such as {@code http
 *     http://127.0.0.1:8080/ask}
 * @param version a hash of everything known to decide its answers: configuration, class or script
 *     contents, model. Cached outputs are keyed by it.
 * @param cacheable whether its answers may be cached; false for recorded ones, which are a cache
 * @since 0.1
 */
public record OpenTarget(Target target, String description, String version, boolean cacheable)
    implements AutoCloseable {

  /** Checks the parts. */
  public OpenTarget {
    requireNonNull(target, "target");
    requireNonNull(description, "description");
    requireNonNull(version, "version");
  }

  /**
   * The same target, whose answers are completed by what its spans say. Its cached outputs are kept
   * apart from those without.
   */
  public OpenTarget traced(TraceSource source) {
    String apart = ContentHash.of(Json.object().put("target", version).put("traced", true));
    return new OpenTarget(new TracedTarget(target, source), description, apart, cacheable);
  }

  @Override
  public void close() {
    target.close();
  }
}

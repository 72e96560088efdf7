package dev.assay.core.interaction;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A piece of context: what a retriever returned, or what a dataset says it should have.
 *
 * @param id the document or chunk, where it has an id
 * @param text the passage; empty where only the id is known
 * @param score the retriever's own score, in its own scale, where it gives one
 * @since 0.1
 */
public record Passage(@Nullable String id, String text, @Nullable Double score) {

  /** Checks the parts. */
  public Passage {
    Objects.requireNonNull(text, "text");
  }

  /** A passage known by its text alone. */
  public static Passage of(String text) {
    return new Passage(null, text, null);
  }
}

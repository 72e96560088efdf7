package dev.assay.otel.span;

import dev.assay.otel.record.Attributes;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What was said, as it came: kept unparsed until somebody asks for it. Hostile.
 *
 * @param source the attribute, event or log record that it came from, as the mapping names it
 * @param rank how good the source is; among several the lowest wins
 * @param form how it is to be read
 * @param value a text, a list or a map of plain values
 * @param system instructions to the model that came beside the messages
 * @since 0.1
 */
public record Content(String source, int rank, Form form, Object value, @Nullable Object system) {

  /** Checks the parts. */
  public Content {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(form, "form");
    Objects.requireNonNull(value, "value");
  }

  /** How content came. */
  public enum Form {
    /** One value: a text, JSON in a text, or a list or map. */
    VALUE,
    /** Flattened attributes: a map from {@code index.rest} to value. */
    INDEXED,
    /** Events or log records: a list of maps with {@code name} and {@code body}. */
    EVENTS,
    /** A list in brackets whose quotes are not escaped, as some frameworks log it. */
    LOGGED_LIST
  }

  Content withSystem(@Nullable Object instructions) {
    return instructions == null || system != null
        ? this
        : new Content(source, rank, form, value, instructions);
  }

  /** The value as data: JSON in a text, a list or map, or flattened attributes, as a tree. */
  public JsonNode data() {
    return form == Form.INDEXED ? Trees.unflattened((Map<?, ?>) value) : Trees.read(value);
  }

  /** How much memory the content takes, in characters, roughly. */
  public long characters() {
    return Attributes.characters(value) + Attributes.characters(system);
  }
}

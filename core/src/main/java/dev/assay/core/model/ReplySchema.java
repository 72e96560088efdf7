package dev.assay.core.model;

import static java.util.Objects.requireNonNull;

import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON an answer must be.
 *
 * @param name a short name that providers ask for: letters, digits, {@code _} and {@code -}
 * @param schema a JSON Schema of an object; read-only
 * @since 0.1
 */
public record ReplySchema(String name, ObjectNode schema) {

  /** Checks the parts. */
  public ReplySchema {
    requireNonNull(name, "name");
    requireNonNull(schema, "schema");
  }
}

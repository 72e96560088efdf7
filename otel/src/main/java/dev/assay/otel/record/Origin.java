package dev.assay.otel.record;

/**
 * Who sent a record: shared by all spans or log records of a scope.
 *
 * @param resource what describes the sending process, such as {@code service.name}
 * @param scope the instrumentation library's name, empty if not given
 * @param scopeVersion its version, empty if not given
 * @param schemaUrl the schema of the scope, or else of the resource; empty if not given
 * @since 0.1
 */
public record Origin(Attributes resource, String scope, String scopeVersion, String schemaUrl) {}

/**
 * The table of routes: one entry says what a path does, what scope it needs, what it takes and
 * gives, and how. What is registered and what the OpenAPI document says both come from it.
 *
 * <p>Knows HTTP and JSON, and none of the nouns. Depends on {@code server.api.access}, {@code
 * otel.wire}, {@code core.json}, {@code core.problem} and Javalin.
 */
@NullMarked
package dev.assay.server.api.route;

import org.jspecify.annotations.NullMarked;

/**
 * Evaluators of form: JSON, JSON Schema, XML, HTML, SQL, code fences, function calls.
 *
 * <p>Offers {@link dev.assay.core.evaluator.structure.JsonSchema} to others who check documents.
 * Parsers are libraries, loaded when the first output needs them; none fetches anything, expands
 * anything, or takes texts without bound. May depend on {@code core.evaluator}, {@code
 * core.evaluator.detect} and what these may depend on.
 */
@NullMarked
package dev.assay.core.evaluator.structure;

import org.jspecify.annotations.NullMarked;

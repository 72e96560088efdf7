/**
 * Takes out of what arrives what must not be stored, before it is: personal data and credentials,
 * content that is switched off or that nobody may look at, and who the users are.
 *
 * <p>{@link dev.assay.server.redaction.Redactor} is the one entry. The detectors are those of the
 * safety evaluators. Depends on {@code core.evaluator.detect}, {@code otel.span}, {@code
 * server.config}, {@code monitor.sampling} and {@code server.collector}.
 */
@NullMarked
package dev.assay.server.redaction;

import org.jspecify.annotations.NullMarked;

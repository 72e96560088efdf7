/**
 * What can judge answers: the catalogue of installed evaluators, those that look at traffic with
 * what they cost and how they do, and a place to try one on a text.
 *
 * <p>Depends on {@code server.web.page}, {@code server.web.view}, {@code server.estimate}, {@code
 * server.evaluation}, {@code monitor.window} and {@code core.evaluator}.
 */
@NullMarked
package dev.assay.server.web.evaluators;

import org.jspecify.annotations.NullMarked;

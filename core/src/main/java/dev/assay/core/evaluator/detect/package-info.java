/**
 * Finds things in a text that several evaluators ask for: personal data, credentials, its language,
 * its words and sentences.
 *
 * <p>What is found comes with its place and can be shown masked; nothing here decides whether it is
 * allowed. Everything takes time linear in the text, or is stopped. Depends on {@code core.problem}
 * and libraries alone.
 */
@NullMarked
package dev.assay.core.evaluator.detect;

import org.jspecify.annotations.NullMarked;

/**
 * Evaluators of safety and behaviour that need no language model: refusals, personal data,
 * credentials, leaked prompts, injections followed, offensive words, the answer's language.
 *
 * <p>Each is a rule with stated limits, in docs/safety.md. What is found is shown masked. Lists and
 * patterns are resources beside the classes. May depend on {@code core.evaluator}, {@code
 * evaluator.detect} and what these may depend on. Everything takes time linear in the text, or is
 * bounded.
 */
@NullMarked
package dev.assay.core.evaluator.safety;

import org.jspecify.annotations.NullMarked;

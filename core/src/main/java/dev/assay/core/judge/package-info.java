/**
 * Language models as judges: what they are shown, what their replies are taken to say, and how far
 * they agree with themselves.
 *
 * <p>Whatever is judged is hostile: it stands in a fence it cannot close, see {@link
 * dev.assay.core.judge.JudgePrompt}. A reply that cannot be read is no score. May depend on {@code
 * core.evaluator}, {@code core.dataset}, {@code core.interaction}, {@code core.model}, {@code
 * core.json} and {@code core.problem}; knows no provider and no HTTP.
 */
@NullMarked
package dev.assay.core.judge;

import org.jspecify.annotations.NullMarked;

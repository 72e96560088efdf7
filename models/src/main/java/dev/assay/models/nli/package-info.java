/**
 * Models of natural language inference in ONNX files that the user has: whether one text follows
 * from another.
 *
 * <p>Runs them with ONNX Runtime and cuts text with the tokenizer that belongs to the model, by
 * Hugging Face's library. Nothing is loaded before a model is opened, and nothing is downloaded.
 * Depends on {@code core.model}, {@code core.json}, {@code core.problem}, ONNX Runtime and DJL's
 * tokenizers.
 */
@NullMarked
package dev.assay.models.nli;

import org.jspecify.annotations.NullMarked;

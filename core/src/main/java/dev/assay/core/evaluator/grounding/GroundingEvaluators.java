package dev.assay.core.evaluator.grounding;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorProvider;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.model.EntailmentModelProvider;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Offers {@code grounding} and the baselines it is measured against.
 *
 * @since 0.1
 */
public final class GroundingEvaluators implements EvaluatorProvider {

  private static final String STEM = "stem";
  private static final String MODEL = "model";
  private static final String PART = "part";
  private static final String NLI = "nli";

  /** Made by {@link java.util.ServiceLoader}. */
  public GroundingEvaluators() {}

  @Override
  public List<EvaluatorDefinition> evaluators() {
    return List.of(grounding(), contextRouge(), contextSimilarity(), length());
  }

  private static EvaluatorDefinition grounding() {
    return EvaluatorDefinition.builder(
            "grounding", "1", "How probable it is that the output rests on its context.")
        .category(Category.GROUNDING)
        .documentation(
            "A hallucination check without a language model. Splits the output into claims and"
                + " compares each with the passages: which of its words they have, weighted by"
                + " rarity; word order; quantities, dates and names; negations and opposites. A"
                + " logistic regression fitted on public sets with human labels combines what is"
                + " found into the probability that people would call the output grounded. A"
                + " quantity that the context gives otherwise makes a claim `CONTRADICTED` whatever"
                + " the rest says. The label is `grounded` from 0.4 on, else `hallucinated`; the"
                + " evidence holds each claim with its status, nearest passage and reason. Written"
                + " for English; in other languages quantities and names still work. It knows what"
                + " words say, not what they mean: a judge, or a model of inference given as `nli`,"
                + " finds more in free paraphrase. An output in which nothing can be checked (a"
                + " greeting, a question, an apology) gets at least 0.4. See"
                + " docs/grounding.md for how well it does, set by set.")
        .needs(Need.CONTEXT)
        .failureMode(FailureMode.HALLUCINATED)
        .parameter(
            Parameter.string(
                NLI,
                "A natural language inference model to ask besides: a folder with model.onnx,"
                    + " tokenizer.json and config.json, or such an .onnx file among them."))
        .createdBy((parameters, context) -> new Grounding(check(parameters, context)));
  }

  private static GroundingCheck check(Parameters parameters, EvaluatorContext context) {
    String setting = "grounding." + NLI;
    return parameters
        .optionalString(NLI)
        .map(path -> resolve(context.baseDirectory(), path, setting))
        .map(path -> new GroundingCheck(EntailmentModelProvider.openInstalled(path, setting)))
        .orElseGet(GroundingCheck::new);
  }

  private static Path resolve(Path folder, String path, String setting) {
    try {
      return folder.resolve(path);
    } catch (InvalidPathException e) {
      throw new InvalidInputException(Problem.of(setting, path, "a path of this system"), e);
    }
  }

  private static EvaluatorDefinition contextRouge() {
    return EvaluatorDefinition.builder(
            "context-rouge",
            "1",
            "Share of the output's words that stand in the context in the same order.")
        .category(Category.GROUNDING)
        .documentation(
            "ROUGE-L precision of the output against all passages as one text: the longest common"
                + " subsequence of words over the output's words. A baseline for `grounding`: it is"
                + " high for copied text and says nothing about a changed figure.")
        .parameter(Parameter.bool(STEM, "Compares English stems in place of words."))
        .needs(Need.CONTEXT)
        .failureMode(FailureMode.HALLUCINATED)
        .createdBy((parameters, context) -> new ContextRouge(parameters.bool(STEM)));
  }

  private static EvaluatorDefinition contextSimilarity() {
    return EvaluatorDefinition.builder(
            "context-similarity",
            "1",
            "How alike the output and the nearest part of its context are in meaning.")
        .category(Category.GROUNDING)
        .documentation(
            "The best cosine of the output's embedding and those of the passages, or of their"
                + " sentences. A baseline for `grounding`: it tells whether the output is on the"
                + " context's subject, not whether it is right about it.")
        .parameter(
            Parameter.string(MODEL, "The embedding model; needs no key and no network by default.")
                .withDefault("in-process"))
        .parameter(
            Parameter.string(PART, "What the output is compared with.")
                .withDefault("passage")
                .oneOf("passage", "sentence"))
        .range(-1, 1)
        .needs(Need.CONTEXT)
        .failureMode(FailureMode.HALLUCINATED)
        .createdBy(
            (parameters, context) ->
                new ContextSimilarity(
                    context.embeddings().get(parameters.string(MODEL)),
                    ContextSimilarity.Part.valueOf(
                        parameters.string(PART).toUpperCase(Locale.ROOT))));
  }

  private static EvaluatorDefinition length() {
    return EvaluatorDefinition.builder("length", "1", "How many words the output has.")
        .category(Category.TEXT)
        .documentation(
            "The number of words, where letters of scripts without spaces are words of their own. A"
                + " baseline: an evaluator that does no better than this on labelled data has"
                + " learnt how long wrong answers are.")
        .range(0, Double.MAX_VALUE)
        .lowerIsBetter()
        .createdBy(
            (parameters, context) ->
                subject ->
                    Score.of(
                        (double)
                            Tokenizer.tokens(subject.output()).stream()
                                .filter(token -> token.kind() != Token.Kind.MARK)
                                .count()));
  }
}

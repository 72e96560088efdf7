package dev.assay.core.evaluator.structure;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Printable;
import dev.assay.core.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether the output has fenced code blocks, of a language if one is given. */
final class CodeFence implements Evaluator {

  private static final String LANGUAGE = "language";
  private static final String MIN = "min";
  private static final String MAX = "max";
  private static final int MOST_SHOWN = 10;
  private static final int LONGEST_SHOWN = 2_000;

  private final List<String> languages;
  private final int min;
  private final int max;

  private CodeFence(Parameters parameters) {
    this.languages =
        parameters.strings(LANGUAGE).stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    this.min = parameters.integer(MIN);
    this.max = parameters.has(MAX) ? parameters.integer(MAX) : Integer.MAX_VALUE;
    if (max < min) {
      throw new InvalidInputException(
          Problem.of("code-fence." + MAX, String.valueOf(max), "at least min, which is " + min));
    }
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "code-fence",
            "1",
            "Passes when the output has a closed code fence, of given languages.")
        .documentation(
            "Finds the fenced blocks of Markdown (three or more backticks or tildes at the start of a"
                + " line, as in CommonMark) and counts those whose language is one of `language`;"
                + " without `language`, all of them. A block without its closing fence does not"
                + " count. Passes from `min` to `max` blocks, at least one by default. The evidence"
                + " holds the first ten with their languages. What is in them is for `json-valid`,"
                + " `sql-valid`, `xml-valid` and `html-valid` with `extract: fence`.")
        .example("- code-fence: {language: [python, py]}")
        .category(Category.STRUCTURE)
        .failureMode(FailureMode.FORMAT)
        .parameter(
            Parameter.strings(LANGUAGE, "Counts only blocks that name one of these, in any case."))
        .parameter(
            Parameter.integer(MIN, "The fewest blocks that pass.").between(0, 1_000).withDefault(1))
        .parameter(Parameter.integer(MAX, "The most blocks that pass.").between(0, 1_000))
        .decidesItself()
        .createdBy((parameters, context) -> new CodeFence(parameters));
  }

  @Override
  public Score evaluate(Subject subject) {
    List<CodeBlocks.Block> all = CodeBlocks.in(subject.output());
    List<CodeBlocks.Block> blocks =
        all.stream()
            .filter(CodeBlocks.Block::closed)
            .filter(block -> languages.isEmpty() || languages.contains(block.language()))
            .toList();
    boolean passed = min <= blocks.size() && blocks.size() <= max;
    return Score.ofPass(passed, passed ? null : why(all, blocks.size()))
        .withEvidence(evidence(blocks));
  }

  private String why(List<CodeBlocks.Block> all, int count) {
    String kind = languages.isEmpty() ? "code" : String.join(" or ", languages);
    String found =
        all.stream()
            .limit(MOST_SHOWN)
            .map(
                block ->
                    (block.language().isEmpty() ? "no language" : block.language())
                        + (block.closed() ? "" : " (not closed)"))
            .collect(Collectors.joining(", "));
    String expected = max == Integer.MAX_VALUE ? "at least " + min : min + " to " + max;
    return count
        + " blocks of "
        + kind
        + " (expected: "
        + expected
        + ")"
        + (found.isEmpty() ? "" : "; found: " + Printable.line(found, 200));
  }

  private static ObjectNode evidence(List<CodeBlocks.Block> blocks) {
    ObjectNode evidence = Json.object().put("count", blocks.size());
    ArrayNode array = evidence.putArray("blocks");
    for (CodeBlocks.Block block : blocks.subList(0, Math.min(MOST_SHOWN, blocks.size()))) {
      String content = block.content();
      array
          .addObject()
          .put("language", block.language())
          .put("characters", content.length())
          .put("text", content.substring(0, Math.min(LONGEST_SHOWN, content.length())));
    }
    return evidence;
  }
}

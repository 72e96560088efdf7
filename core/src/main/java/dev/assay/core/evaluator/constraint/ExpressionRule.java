package dev.assay.core.evaluator.constraint;

import dev.assay.core.dataset.Example;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.evaluator.detect.TextCount;
import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Optional;

/**
 * An expression in CEL, the Common Expression Language, that must be true.
 *
 * <p>CEL has no loops but over lists, whose steps are limited, and its regular expressions are
 * RE2's, which are linear; the length of expression and text is bounded too, for it does not bound
 * the strings it builds.
 */
final class ExpressionRule implements Rule {

  private static final int LONGEST_EXPRESSION = 4_000;
  private static final int LONGEST_TEXT = 1_000_000;
  private static final int MOST_STEPS = 100_000;

  private final String shown;
  private final CelRuntime.Program program;

  private ExpressionRule(String expression, CelRuntime.Program program) {
    this.shown = Shown.quoted(expression);
    this.program = program;
  }

  static Rule of(Settings settings) {
    String expression = settings.texts().get(0);
    if (expression.length() > LONGEST_EXPRESSION) {
      throw settings.wrong("an expression of at most " + LONGEST_EXPRESSION + " characters");
    }
    try {
      CelAbstractSyntaxTree tree = compile(settings, expression);
      return new ExpressionRule(expression, Cel.RUNTIME.createProgram(tree));
    } catch (CelEvaluationException | CelValidationException e) {
      throw new InvalidInputException(
          Problem.of(subject(settings), expression, String.valueOf(e.getMessage())), e);
    }
  }

  @Override
  public Finding check(Subject subject) {
    if (subject.output().length() > LONGEST_TEXT
        || subject.inputText().length() > LONGEST_TEXT
        || contextLength(subject) > LONGEST_TEXT) {
      return Finding.undecided(
          "a text is over the " + LONGEST_TEXT + " characters an expression may read");
    }
    try {
      Object result = program.eval(name -> Optional.ofNullable(variable(subject, name)));
      if (result instanceof Boolean holds) {
        return holds ? Finding.HOLDS : Finding.violated("false", shown + " to be true");
      }
      return Finding.undecided("gave no true or false");
    } catch (CelEvaluationException e) {
      return Finding.undecided(Shown.plain("expression: " + e.getMessage()));
    }
  }

  private static long contextLength(Subject subject) {
    return subject.groundingContext().stream().mapToLong(passage -> passage.text().length()).sum();
  }

  private static Object variable(Subject subject, String name) {
    Example example = subject.example();
    return switch (name) {
      case "output" -> subject.output();
      case "input" ->
          example == null || example.input().isNull()
              ? subject.inputText()
              : CelValues.of(example.input());
      case "question" -> subject.inputText();
      case "context" -> subject.groundingContext().stream().map(Passage::text).toList();
      case "expected" -> subject.references();
      case "tags" -> example == null ? List.of() : example.tags();
      case "partition" -> example == null ? "" : example.partition().key();
      default -> CelValues.of(example == null ? Json.object() : example.metadata());
    };
  }

  private static CelAbstractSyntaxTree compile(Settings settings, String expression)
      throws CelValidationException {
    CelValidationResult result = Cel.COMPILER.compile(expression);
    if (result.hasError()) {
      throw new InvalidInputException(
          result.getErrors().stream().map(issue -> problem(settings, expression, issue)).toList());
    }
    CelAbstractSyntaxTree tree = result.getAst();
    if (!tree.getResultType().equals(SimpleType.BOOL)) {
      throw new InvalidInputException(
          Problem.of(subject(settings), expression, "an expression that is true or false")
              .next(
                  "this one is of type "
                      + tree.getResultType().name()
                      + (tree.getResultType().equals(SimpleType.DYN)
                          ? "; compare it: … == true"
                          : "")));
    }
    return tree;
  }

  private static Problem problem(Settings settings, String expression, CelIssue issue) {
    int line = issue.getSourceLocation().getLine();
    int column = issue.getSourceLocation().getColumn() + 1;
    return Problem.of(subject(settings), expression, "an expression that compiles")
        .next(Shown.plain("line " + line + ", column " + column + ": " + issue.getMessage()));
  }

  private static String subject(Settings settings) {
    return settings.subject() + ".expression";
  }

  /** The language with our names in it; made on first use, for it takes a while. */
  private static final class Cel {

    private static final CelOptions OPTIONS =
        CelOptions.current()
            // 5 and 5.0 are the same in JSON, which metadata comes from.
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations(MOST_STEPS)
            .maxExpressionCodePointSize(LONGEST_EXPRESSION)
            .maxParseRecursionDepth(50)
            .build();

    // Not join and replace: what they build grows without bound.
    private static final CelStringExtensions STRINGS =
        CelExtensions.strings(
            CelStringExtensions.Function.CHAR_AT,
            CelStringExtensions.Function.INDEX_OF,
            CelStringExtensions.Function.LAST_INDEX_OF,
            CelStringExtensions.Function.LOWER_ASCII,
            CelStringExtensions.Function.UPPER_ASCII,
            CelStringExtensions.Function.SPLIT,
            CelStringExtensions.Function.SUBSTRING,
            CelStringExtensions.Function.TRIM);

    static final CelCompiler COMPILER =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("output", SimpleType.STRING)
            .addVar("input", SimpleType.DYN)
            .addVar("question", SimpleType.STRING)
            .addVar("context", ListType.create(SimpleType.STRING))
            .addVar("expected", ListType.create(SimpleType.STRING))
            .addVar("tags", ListType.create(SimpleType.STRING))
            .addVar("partition", SimpleType.STRING)
            .addVar("metadata", MapType.create(SimpleType.STRING, SimpleType.DYN))
            .addFunctionDeclarations(
                count("words"),
                count("sentences"),
                count("characters"),
                count("paragraphs"),
                count("lines"),
                count("listItems"),
                parts("wordList"),
                parts("sentenceList"))
            .addLibraries(STRINGS)
            .build();

    static final CelRuntime RUNTIME =
        CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .addFunctionBindings(binding("words", text -> (long) TextCount.words(text)))
            .addFunctionBindings(binding("sentences", text -> (long) TextCount.sentences(text)))
            .addFunctionBindings(binding("characters", text -> (long) TextCount.characters(text)))
            .addFunctionBindings(binding("paragraphs", text -> (long) TextCount.paragraphs(text)))
            .addFunctionBindings(binding("lines", text -> (long) TextCount.lines(text)))
            .addFunctionBindings(binding("listItems", text -> (long) TextCount.listItems(text)))
            .addFunctionBindings(
                binding("wordList", text -> TextCount.wordList(text, MOST_STEPS + 1)))
            .addFunctionBindings(
                binding(
                    "sentenceList",
                    text ->
                        TextCount.sentenceList(text, MOST_STEPS + 1).stream()
                            .map(TextCount.Sentence::text)
                            .toList()))
            .addLibraries(STRINGS)
            .build();

    private static Iterable<CelFunctionBinding> binding(
        String name, CelFunctionOverload.Unary<String> count) {
      return CelFunctionBinding.fromOverloads(
          name, CelFunctionBinding.from(name + "_string", String.class, count));
    }

    private static CelFunctionDecl count(String name) {
      return CelFunctionDecl.newFunctionDeclaration(
          name,
          CelOverloadDecl.newGlobalOverload(name + "_string", SimpleType.INT, SimpleType.STRING));
    }

    private static CelFunctionDecl parts(String name) {
      return CelFunctionDecl.newFunctionDeclaration(
          name,
          CelOverloadDecl.newGlobalOverload(
              name + "_string", ListType.create(SimpleType.STRING), SimpleType.STRING));
    }

    private Cel() {}
  }
}

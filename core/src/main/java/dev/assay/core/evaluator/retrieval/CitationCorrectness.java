package dev.assay.core.evaluator.retrieval;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.evaluator.detect.TextCount;
import dev.assay.core.evaluator.detect.TextCount.Sentence;
import dev.assay.core.evaluator.detect.TookTooLong;
import dev.assay.core.evaluator.grounding.GroundingCheck;
import dev.assay.core.evaluator.retrieval.Citations.Citation;
import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Printable;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every source an answer cites exists in its context and supports the sentence it stands in. */
final class CitationCorrectness implements Evaluator {

  private static final String NAME = "citation-correctness";
  private static final String PATTERN = "pattern";
  private static final String SUPPORT = "support";
  private static final String REQUIRE = "require";
  private static final String EVERY_SENTENCE = "every-sentence";
  private static final int MOST_SENTENCES = 500;
  private static final int LONGEST_CONTEXT = 5_000_000;
  private static final int LONGEST_QUOTE = 160;
  private static final int FEWEST_WORDS = 5;

  // Below a line that says so stand the sources themselves.
  private static final Pattern LIST_OF_SOURCES =
      Pattern.compile(
          "(?im)^[ \\t#*_]{0,10}(?:sources?|references?|citations?|footnotes?|quellen|literatur|fuentes|fonti|fontes|bronnen)"
              + "[ \\t*_]{0,5}:?[ \\t*_]{0,5}$");

  private static final Pattern SMALL_TALK =
      Pattern.compile(
          "(?i)\\b(?:let me know|happy to help|glad to help|hope (?:this|that) helps|feel free|anything else|thank you"
              + "|I (?:can|could|will|would|don't|do not|am|'m)\\b|you're welcome|according to my (?:context|information)|please)");

  private final GroundingCheck grounding = new GroundingCheck();
  private final Citations citations;
  private final double threshold;
  private final boolean everySentence;

  private CitationCorrectness(Parameters parameters) {
    this.citations =
        parameters
            .optionalString(PATTERN)
            .map(pattern -> Citations.with(compile(pattern)))
            .orElseGet(Citations::withDefaults);
    this.threshold = parameters.number(SUPPORT);
    this.everySentence = parameters.string(REQUIRE).equals(EVERY_SENTENCE);
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            NAME, "1", "The share of citations whose source exists and supports its sentence.")
        .documentation(
            "Finds citations such as `[1]`, `[2, 3]`, `[doc-id]`, `(source: doc-id)`, `^1` or what"
                + " `pattern` matches. Each must name a passage of the context, by its id or its"
                + " number from 1, and that passage must support the sentence, as `grounding`"
                + " judges it, with a probability of at least `support`; several sources of a"
                + " sentence may support it together, each a part. The value is the share of"
                + " citations that are correct. With `require: every-sentence` a factual sentence"
                + " without a citation counts as an incorrect one; it is reported in any case. An"
                + " answer without citations has no score unless they are required. Lines under"
                + " a heading such as `Sources` need only exist. What grounding misses is missed"
                + " here too: see docs/grounding.md.")
        .category(Category.RETRIEVAL)
        .parameter(
            Parameter.string(
                PATTERN, "A Java regular expression whose first group names the source."))
        .parameter(
            Parameter.number(
                    SUPPORT,
                    "The least probability that the passage supports the sentence; 0 asks only"
                        + " that it exists.")
                .between(0, 1)
                .withDefault(0.5))
        .parameter(
            Parameter.string(REQUIRE, "Whether every factual sentence must cite a source.")
                .oneOf("none", EVERY_SENTENCE)
                .withDefault("none"))
        .needs(Need.CONTEXT)
        .failureMode(FailureMode.HALLUCINATED)
        .createdBy((parameters, context) -> new CitationCorrectness(parameters));
  }

  @Override
  public Score evaluate(Subject subject) {
    List<Passage> context = subject.groundingContext();
    if (context.stream().mapToLong(p -> p.text().length()).sum() > LONGEST_CONTEXT) {
      return Score.unscored("the context is over " + LONGEST_CONTEXT + " characters");
    }
    List<String> ids = context.stream().map(CitationCorrectness::id).toList();
    String output = subject.output();
    try {
      List<Citation> cited = citations.in(output, ids);
      return new Check(context, ids, output, cited).score();
    } catch (TookTooLong e) {
      return Score.unscored("looking for citations takes too long on this output");
    } catch (StackOverflowError e) {
      return Score.unscored("the pattern needs too much stack on this output");
    }
  }

  @Override
  public String fingerprint() {
    return grounding.version();
  }

  private static String id(Passage passage) {
    String id = passage.id();
    return id == null ? "" : id.strip().toLowerCase(Locale.ROOT);
  }

  private static Pattern compile(String pattern) {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new InvalidInputException(
          Problem.of(NAME + "." + PATTERN, pattern, "a Java regular expression")
              .next(e.getDescription()),
          e);
    }
  }

  /** One answer being checked. */
  private final class Check {

    private final List<String> ids;
    private final List<Citation> cited;
    private final List<Sentence> sentences;
    private final int listOfSources;
    private final List<Passage> context;
    private final ObjectNode evidence = Json.object();
    private final ArrayNode shown = evidence.putArray("citations");
    private final ArrayNode uncited = evidence.putArray("uncited");
    private final List<String> wrong = new ArrayList<>();
    private int correct;

    Check(List<Passage> context, List<String> ids, String output, List<Citation> cited) {
      this.ids = ids;
      this.cited = cited;
      this.sentences = TextCount.sentenceList(Citations.without(output, cited), MOST_SENTENCES);
      Matcher list = LIST_OF_SOURCES.matcher(output);
      this.listOfSources = list.find() ? list.start() : output.length();
      this.context = context;
    }

    Score score() {
      for (int i = -1; i < sentences.size(); i++) {
        check(i);
      }
      int all = shown.size() + (everySentence ? uncited.size() : 0);
      if (all == 0) {
        return shown.isEmpty() && !everySentence
            ? new Score.Unscored("the output cites nothing", evidence)
            : new Score.Unscored("the output cites nothing and says nothing to cite for", evidence);
      }
      if (everySentence && !uncited.isEmpty()) {
        wrong.add("no citation: \"" + uncited.get(0).asString() + "\"");
      }
      evidence.put("correct", correct);
      String why =
          wrong.isEmpty() ? null : String.join("; ", wrong.subList(0, Math.min(3, wrong.size())));
      return Score.of((double) correct / all).withExplanation(why).withEvidence(evidence);
    }

    // The citations of a sentence, and its own check; -1 are those before the first one.
    private void check(int at) {
      int from = at < 0 ? 0 : sentences.get(at).start();
      int to = at + 1 < sentences.size() ? sentences.get(at + 1).start() : Integer.MAX_VALUE;
      List<Citation> own = cited.stream().filter(c -> c.start() >= from && c.start() < to).toList();
      int owner = at < 0 ? 0 : at;
      String text = owner < sentences.size() ? sentences.get(owner).text() : "";
      boolean listed = from >= listOfSources;
      if (own.isEmpty()) {
        boolean opened = at == 0 && cited.stream().anyMatch(c -> c.start() < from);
        if (at >= 0 && !listed && !opened && isFactual(text)) {
          uncited.add(Printable.line(text, LONGEST_QUOTE));
        }
        return;
      }
      List<Integer> sources = own.stream().map(c -> index(c.source())).toList();
      List<Integer> existing = sources.stream().filter(i -> i >= 0).distinct().toList();
      CitedSupport support = new CitedSupport(grounding, text, context, existing, threshold);
      for (int i = 0; i < own.size(); i++) {
        String source = Printable.line(own.get(i).source(), 60);
        String problem = problem(support, sources.get(i), listed);
        ObjectNode entry = shown.addObject().put("source", source).put("correct", problem == null);
        if (problem == null) {
          correct++;
        } else {
          entry.put("problem", problem).put("sentence", Printable.line(text, LONGEST_QUOTE));
          wrong.add("[" + source + "] " + problem);
        }
      }
    }

    private @Nullable String problem(CitedSupport support, int index, boolean listed) {
      if (index < 0) {
        return "is not in the context";
      }
      return listed || threshold == 0 ? null : support.problem(index);
    }

    private int index(String source) {
      int byId = ids.indexOf(source.toLowerCase(Locale.ROOT));
      if (byId >= 0) {
        return byId;
      }
      if (!source.matches("[0-9]{1,6}")) {
        return -1;
      }
      int number = Integer.parseInt(source);
      return number >= 1 && number <= ids.size() ? number - 1 : -1;
    }

    private boolean isFactual(String text) {
      return TextCount.words(text) >= FEWEST_WORDS
          && !text.endsWith("?")
          && !SMALL_TALK.matcher(text).find();
    }
  }
}

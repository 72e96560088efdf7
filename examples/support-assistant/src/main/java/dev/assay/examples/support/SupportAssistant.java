package dev.assay.examples.support;

import static java.util.Objects.requireNonNull;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.Passage;
import dev.assay.core.interaction.Step;
import dev.assay.core.json.ContentHash;
import dev.assay.core.model.EmbeddingModel;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.target.Target;
import dev.assay.core.target.TargetContext;
import dev.assay.core.target.TargetRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers questions about Cairnbook from its knowledge base: finds the sections that fit, composes
 * an answer of their sentences, and says so where nothing fits. Deterministic; the same knowledge
 * gives the same answers.
 *
 * @since 0.1
 */
public final class SupportAssistant implements Target {

  // Changes whenever the same knowledge may give other answers.
  private static final String VERSION = "1";

  private static final int PASSAGES = 5;

  private record Lookup(Question question, List<Candidate> candidates) {

    double best() {
      return candidates.get(0).score();
    }
  }

  private final EmbeddingModels models;
  private final Retriever retriever;
  private final Composer composer;
  private final Scope scope;
  private final Speller speller;
  private final String fingerprint;

  /** An assistant with the knowledge base that is packaged with it. */
  public SupportAssistant() {
    this(KnowledgeBase.packaged(Map.of()));
  }

  /**
   * An assistant with the knowledge base in the folder that the parameter {@code knowledge} names,
   * relative to the suite; without it, with the packaged one.
   *
   * @throws InvalidInputException if a parameter is unknown or the folder holds no documents
   */
  public SupportAssistant(TargetContext context, ObjectNode parameters) {
    this(knowledge(context, parameters));
  }

  /**
   * An assistant with the packaged knowledge base in which some pages say something else.
   *
   * @param pages Markdown by the page's name, such as {@code refunds}
   * @throws IllegalArgumentException if there is no page of such a name
   */
  public static SupportAssistant withPages(Map<String, String> pages) {
    return new SupportAssistant(KnowledgeBase.packaged(pages));
  }

  /** The packaged knowledge base: Markdown by the file's name, such as {@code refunds.md}. */
  public static Map<String, String> pages() {
    return KnowledgeBase.packaged();
  }

  private SupportAssistant(KnowledgeBase knowledge) {
    this.models = EmbeddingModels.installed();
    EmbeddingModel model = models.get("in-process");
    WordWeights weights = new WordWeights(knowledge.chunks());
    this.retriever = new Retriever(knowledge, weights, model);
    this.composer = new Composer(weights);
    this.scope = new Scope(weights);
    this.speller = new Speller(knowledge.chunks());
    String identity = VERSION + '\n' + knowledge.hash() + '\n' + model.version();
    this.fingerprint = ContentHash.ofBytes(identity.getBytes(StandardCharsets.UTF_8));
  }

  private static KnowledgeBase knowledge(TargetContext context, ObjectNode parameters) {
    Set<String> unknown = new TreeSet<>(parameters.propertyNames());
    unknown.remove("knowledge");
    if (!unknown.isEmpty()) {
      throw new InvalidInputException(
          Problem.of("parameter", unknown.iterator().next(), "knowledge, and no other"));
    }
    JsonNode folder = parameters.get("knowledge");
    if (folder == null) {
      return KnowledgeBase.packaged(Map.of());
    }
    if (!folder.isString()) {
      throw new InvalidInputException(
          Problem.of("knowledge", folder, "a folder of Markdown files, as text"));
    }
    return KnowledgeBase.read(context.baseDirectory().resolve(Path.of(folder.stringValue())));
  }

  @Override
  public Interaction call(TargetRequest request) {
    return answer(lastUserMessage(request));
  }

  /** Answers one message. */
  public Interaction answer(String message) {
    requireNonNull(message, "message");
    long start = System.nanoTime();
    String clean = message.length() > Guard.LONGEST ? message.strip() : TextCleaner.clean(message);
    Optional<Stance> stance = Guard.stance(message, clean);
    if (stance.isPresent()) {
      return fixed(stance.get(), List.of(), List.of(), start);
    }
    String readable = speller.correct(Guard.questionIn(clean));
    List<Lookup> found = Question.in(readable).stream().map(this::lookup).toList();
    List<Lookup> inScope =
        found.stream().filter(l -> scope.covers(l.question(), l.candidates())).toList();
    List<Passage> passages = passages(inScope.isEmpty() ? found : inScope);
    double retrieved = millisSince(start);
    Step retrieval = new Step("retrieval", "knowledge base", readable, null, retrieved, null);
    return inScope.isEmpty()
        ? fixed(Stance.OUT_OF_SCOPE, passages, List.of(retrieval), start)
        : composed(inScope, passages, retrieval, start);
  }

  private Interaction composed(
      List<Lookup> lookups, List<Passage> passages, Step retrieval, long start) {
    String output =
        composer.compose(
            lookups.stream().map(Lookup::question).toList(),
            lookups.stream().map(Lookup::candidates).toList());
    double total = millisSince(start);
    double composing = total - requireNonNull(retrieval.latencyMillis());
    return Interaction.builder()
        .output(output)
        .context(passages)
        .steps(List.of(retrieval, new Step("compose", "composer", null, null, composing, null)))
        .latencyMillis(total)
        .tag("stance", "answer")
        .tag("questions", String.valueOf(lookups.size()))
        .build();
  }

  private static List<Passage> passages(List<Lookup> lookups) {
    return Retriever.passages(lookups.stream().map(Lookup::candidates).toList(), PASSAGES);
  }

  // With what was said before it, if the question needs that, or fits better so.
  private Lookup lookup(List<Question> readings) {
    Lookup alone = lookup(readings.get(0));
    if (readings.size() == 1) {
      return alone;
    }
    Lookup together = lookup(readings.get(1));
    Lookup said = lookup(readings.get(2));
    boolean useful =
        scope.fit(together.question(), together.candidates()) > 0
            && (alone.question().vague()
                || together.best() > alone.best()
                || scope.fit(said.question(), said.candidates()) > 0);
    return useful ? together : alone;
  }

  private Lookup lookup(Question question) {
    return new Lookup(question, retriever.sentences(question));
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public void close() {
    models.close();
  }

  private static Interaction fixed(
      Stance stance, List<Passage> passages, List<Step> before, long start) {
    double total = millisSince(start);
    List<Step> steps = new ArrayList<>(before);
    steps.add(new Step("guardrail", stance.key(), null, null, total, null));
    return Interaction.builder()
        .output(stance.answer())
        .context(passages)
        .steps(steps)
        .latencyMillis(total)
        .tag("stance", stance.key())
        .build();
  }

  private static String lastUserMessage(TargetRequest request) {
    List<Message> messages = request.messages();
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (messages.get(i).role().equals("user")) {
        return messages.get(i).text();
      }
    }
    return "";
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}

package dev.assay.examples.support;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.ExampleJson;
import dev.assay.core.dataset.Partition;
import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the distribution part of the dataset: questions as customers send them, drawn from topics
 * by how often they are asked, in several wordings each, with the openings, small talk, lower case
 * and typing errors of real messages, and with a share of questions about something else. The same
 * seed gives the same file.
 *
 * <p>What is asked and what has to be in the answers is in {@code traffic.json}; it was written
 * without looking at what the assistant answers.
 *
 * @since 0.1
 */
public final class DistributionGenerator {

  /** The seed of the committed file. */
  public static final long SEED = 20_260_901L;

  /** How many examples the committed file has. */
  public static final int SIZE = 500;

  private static final double OUT_OF_SCOPE = 0.065;
  private static final String WRITTEN = "2026-09-01";
  private static final String REFUSAL = "I can only help with questions about Cairnbook";

  private final Random random;
  private final JsonNode traffic;
  private final MessageNoise noise;
  private final List<JsonNode> topics = new ArrayList<>();
  private final Set<String> asked = new HashSet<>();
  private final long seed;

  private DistributionGenerator(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
    this.traffic = traffic();
    this.noise = new MessageNoise(random, traffic);
    for (String kind : List.of("plan_questions", "questions")) {
      for (JsonNode topic : traffic.get(kind)) {
        for (int i = 0; i < topic.get("weight").intValue(); i++) {
          topics.add(topic);
        }
      }
    }
  }

  /**
   * Writes the file: {@code DistributionGenerator FILE [SEED]}.
   *
   * @throws InvalidInputException if the arguments are not these
   * @throws IOException if the file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 1 || arguments.length > 2) {
      throw new InvalidInputException(
          Problem.of("arguments", String.join(" ", arguments), "a file and, if you like, a seed"));
    }
    long seed = arguments.length == 2 ? Long.parseLong(arguments[1]) : SEED;
    Files.write(Path.of(arguments[0]), jsonLines(generate(seed, SIZE)));
  }

  /** The examples of {@code seed}: {@code size} of them, no two with the same words. */
  public static List<Example> generate(long seed, int size) {
    DistributionGenerator generator = new DistributionGenerator(seed);
    List<Example> examples = new ArrayList<>(size);
    while (examples.size() < size) {
      String id = "dist-%03d".formatted(examples.size() + 1);
      Example example = generator.example(id);
      if (generator.asked.add(lettersOf(example.inputText()))) {
        examples.add(example);
      }
    }
    return examples;
  }

  // Two messages that differ in case and punctuation only would be the same question twice.
  private static String lettersOf(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** The examples as JSON Lines. */
  static byte[] jsonLines(List<Example> examples) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Example example : examples) {
      bytes.writeBytes(Json.writeUtf8(ExampleJson.write(example)));
      bytes.write('\n');
    }
    return bytes.toByteArray();
  }

  private Example example(String id) {
    if (random.nextDouble() < OUT_OF_SCOPE) {
      return outOfScope(id);
    }
    JsonNode topic = topics.get(random.nextInt(topics.size()));
    String ask = any(topic.get("asks"));
    JsonNode answer = topic;
    ObjectNode metadata = Json.object();
    metadata.put("category", topic.get("category").stringValue());
    metadata.put("topic", topic.get("topic").stringValue());
    if (topic.has("plans")) {
      String plan = any(Json.array().addAll(names(topic.get("plans"))));
      ask = ask.replace("{plan}", plan);
      answer = topic.get("plans").get(plan);
      metadata.put("plan", plan);
    }
    metadata.set("must_contain", answer.get("must_contain"));
    if (answer.has("must_not_contain")) {
      metadata.set("must_not_contain", answer.get("must_not_contain"));
    }
    List<Passage> context = new ArrayList<>();
    topic.get("context").forEach(c -> context.add(new Passage(c.stringValue(), "", null)));
    return finish(id, ask, metadata, answer.get("answer").stringValue(), context);
  }

  private Example outOfScope(String id) {
    ObjectNode metadata = Json.object();
    metadata.put("category", "out-of-scope");
    metadata.put("topic", "out-of-scope");
    metadata.putArray("must_contain").add(REFUSAL);
    return finish(
        id, any(traffic.get("out_of_scope")), metadata, Stance.OUT_OF_SCOPE.text(), List.of());
  }

  private Example finish(
      String id, String ask, ObjectNode metadata, String answer, List<Passage> context) {
    ObjectNode provenance = Json.object();
    provenance.put("generator", DistributionGenerator.class.getName());
    provenance.put("seed", seed);
    return Example.builder(id, Partition.DISTRIBUTION, noise.typed(ask))
        .expected(answer + " " + Stance.CLOSING)
        .context(context)
        .tags(List.of(metadata.get("category").stringValue()))
        .metadata(metadata)
        .createdAt(WRITTEN)
        .provenance(provenance)
        .build();
  }

  private String any(JsonNode list) {
    return list.get(random.nextInt(list.size())).stringValue();
  }

  private static List<JsonNode> names(JsonNode object) {
    ArrayNode names = Json.array();
    object.propertyNames().forEach(names::add);
    List<JsonNode> list = new ArrayList<>();
    names.forEach(list::add);
    return list;
  }

  private static JsonNode traffic() {
    return Json.parse(Resources.text("traffic.json"), "traffic.json", 1);
  }
}

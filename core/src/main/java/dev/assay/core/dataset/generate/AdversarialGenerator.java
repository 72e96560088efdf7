package dev.assay.core.dataset.generate;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes adversarial examples of existing ones, by {@link Mutation}s.
 *
 * <p>Same in, same out: what is made of an example depends on the seed, its id and its input, not
 * on the order or number of others. A generated example has the id {@code source~mutation}, the
 * tags {@code generated}, its category and its mutation, {@code metadata} with {@code category,
 * mutation, expected_behaviour} and, where they apply, {@code attack, canary, language,
 * competitor}, and {@code provenance} with {@code generator, source, mutation, seed}. Its expected
 * output and context are those of the source where the mutation leaves the answer the same. Of an
 * input that is an object the main text is mutated and the rest kept.
 *
 * <p>Left out: examples that were themselves generated, changes to blank texts, inputs without a
 * text ({@link Generated#withoutText}), mutations that change nothing, and of several generated
 * examples with equal inputs, such as empty ones, all but the one with the lowest id.
 *
 * @since 0.1
 */
public final class AdversarialGenerator {

  private static final String NAME = "assay dataset generate";

  private final long seed;
  private final Set<Mutation> mutations;
  private final List<String> competitors;
  private final int mostPerMutation;

  private AdversarialGenerator(
      long seed, Set<Mutation> mutations, List<String> competitors, int mostPerMutation) {
    this.seed = seed;
    this.mutations = mutations;
    this.competitors = competitors;
    this.mostPerMutation = mostPerMutation;
  }

  /** Every mutation, competitors by made-up names, and no limit. */
  public static AdversarialGenerator withSeed(long seed) {
    return new AdversarialGenerator(
        seed,
        EnumSet.allOf(Mutation.class),
        List.of("CompetitorA", "CompetitorB", "CompetitorC"),
        Integer.MAX_VALUE);
  }

  /**
   * Only these mutations.
   *
   * @throws InvalidInputException if there is none
   */
  public AdversarialGenerator withMutations(Set<Mutation> mutations) {
    if (mutations.isEmpty()) {
      throw new InvalidInputException(
          Problem.of("mutations", "none", "some of " + String.join(", ", Mutation.keys())));
    }
    return new AdversarialGenerator(seed, EnumSet.copyOf(mutations), competitors, mostPerMutation);
  }

  /**
   * The competitors to mention.
   *
   * @throws InvalidInputException if there is none
   */
  public AdversarialGenerator withCompetitors(List<String> competitors) {
    if (competitors.isEmpty()) {
      throw new InvalidInputException(Problem.of("competitors", "none", "at least one name"));
    }
    return new AdversarialGenerator(seed, mutations, List.copyOf(competitors), mostPerMutation);
  }

  /**
   * At most this many examples by each mutation, of sources that a hash of seed, mutation and id
   * picks.
   *
   * @throws InvalidInputException unless positive
   */
  public AdversarialGenerator withMostPerMutation(int most) {
    if (most < 1) {
      throw new InvalidInputException(Problem.of("examples per mutation", most, "at least 1"));
    }
    return new AdversarialGenerator(seed, mutations, competitors, most);
  }

  /** Generates from these examples, sorted by id. */
  public Generated generate(List<Example> sources) {
    Map<String, Example> byInput = new HashMap<>();
    List<String> withoutText = new ArrayList<>();
    List<Example> usable = new ArrayList<>();
    for (Example source : sources) {
      if (source.metadata().has("mutation")) {
        continue;
      }
      if (MainText.of(source.input()).isEmpty()) {
        withoutText.add(source.id());
      } else {
        usable.add(source);
      }
    }
    for (Mutation mutation : mutations) {
      for (Example source : picked(usable, mutation)) {
        mutate(source, mutation)
            .ifPresent(
                made ->
                    byInput.merge(
                        ContentHash.canonical(made.input()), made, AdversarialGenerator::lower));
      }
    }
    List<Example> examples = new ArrayList<>(byInput.values());
    examples.sort(Comparator.comparing(Example::id));
    withoutText.sort(null);
    return new Generated(examples, withoutText);
  }

  private static Example lower(Example a, Example b) {
    return a.id().compareTo(b.id()) <= 0 ? a : b;
  }

  private List<Example> picked(List<Example> sources, Mutation mutation) {
    if (sources.size() <= mostPerMutation) {
      return sources;
    }
    Map<String, Long> order = new HashMap<>();
    sources.forEach(s -> order.put(s.id(), hash("pick", s.id(), mutation)));
    return sources.stream()
        .sorted(
            Comparator.comparing((Example s) -> order.getOrDefault(s.id(), 0L))
                .thenComparing(Example::id))
        .limit(mostPerMutation)
        .toList();
  }

  // What one mutation makes of one example, unless there is nothing to change or nothing changes.
  private Optional<Example> mutate(Example source, Mutation mutation) {
    String text = MainText.of(source.input()).orElse("");
    if (text.isBlank() && !mutation.replacesText()) {
      return Optional.empty();
    }
    ObjectNode metadata =
        Json.object()
            .put("category", mutation.category())
            .put("mutation", mutation.key())
            .put("expected_behaviour", mutation.expectedBehaviour());
    Random random = new Random(hash("mutate", source.id(), mutation));
    String mutated = mutated(text, mutation, random, metadata);
    if (mutated.equals(text)) {
      return Optional.empty();
    }
    Example.Builder made =
        Example.builder(
                source.id() + "~" + mutation.key(),
                Partition.ADVERSARIAL,
                MainText.replace(source.input(), mutated))
            .tags(
                List.of("generated", mutation.category(), mutation.key()).stream()
                    .distinct()
                    .toList())
            .metadata(metadata)
            .provenance(
                Json.object()
                    .put("generator", NAME)
                    .put("source", source.id())
                    .put("mutation", mutation.key())
                    .put("seed", seed));
    if (mutation.keepsAnswer()) {
      made.expectedOutput(source.expectedOutput()).context(source.context());
    }
    return Optional.of(made.build());
  }

  private String mutated(String text, Mutation mutation, Random random, ObjectNode metadata) {
    return switch (mutation) {
      case EMPTY -> "";
      case WHITESPACE -> Phrases.empty(random);
      case VERY_LONG -> Phrases.veryLong(text, random);
      case HOMOGLYPHS -> Letters.homoglyphs(text, random);
      case ZERO_WIDTH -> Letters.zeroWidth(text, random);
      case BIDI -> Letters.bidi(text, random);
      case COMBINING -> Letters.combining(text, random);
      case FULL_WIDTH -> Letters.fullWidth(text);
      case CONTROL_CHARACTERS -> Letters.controls(text, random);
      case EMOJI -> Letters.emoji(text, random);
      case TYPOS -> Letters.typos(text, random);
      case CASE -> Letters.changedCase(text, random);
      case BASE64 -> Letters.base64(text);
      case ROT13 -> Letters.rot13(text);
      case HEX -> Letters.hex(text);
      case URL_ESCAPED -> Letters.urlEscaped(text);
      case HTML_ENTITIES -> Letters.htmlEntities(text);
      case UNICODE_ESCAPES -> Letters.unicodeEscapes(text);
      case LEETSPEAK -> Letters.leetspeak(text);
      case REVERSED -> Letters.reversed(text);
      case INJECTION -> Attacks.beside(text, attack(random, metadata), random);
      case INJECTION_ENCODED -> Attacks.encoded(text, attack(random, metadata));
      case INJECTION_DOCUMENT -> Attacks.inDocument(text, attack(random, metadata), random);
      case LANGUAGE_SWAP -> Languages.swap(text, language(Languages.pick(random), metadata));
      case LANGUAGE_DEMAND ->
          Languages.demand(text, language(Languages.pickDemand(random), metadata));
      case COMPETITOR -> competitor(text, random, metadata);
      case OUT_OF_SCOPE -> Phrases.outOfScope(random);
      case FORMAT_DEMAND -> Phrases.demand(text, random);
      case FORMAT_WRAPPED -> Phrases.wrapped(text, random);
    };
  }

  private static String attack(Random random, ObjectNode metadata) {
    Attacks.Attack attack = Attacks.pick(random);
    String canary = Attacks.canary(random);
    metadata.put("attack", attack.key()).put("canary", canary);
    return attack.with(canary);
  }

  private static String language(String code, ObjectNode metadata) {
    metadata.put("language", code);
    return code;
  }

  private String competitor(String text, Random random, ObjectNode metadata) {
    String name = Phrases.pick(competitors, random);
    metadata.put("competitor", name);
    return Phrases.competitor(text, name, random);
  }

  // 60 bits that depend on the seed, the purpose, the example and the mutation, and nothing else.
  private long hash(String purpose, String id, Mutation mutation) {
    String text = seed + "\n" + purpose + "\n" + mutation.key() + "\n" + id;
    String digits = ContentHash.ofBytes(text.getBytes(StandardCharsets.UTF_16BE));
    int from = "sha256:".length();
    return Long.parseLong(digits.substring(from, from + 15), 16);
  }
}

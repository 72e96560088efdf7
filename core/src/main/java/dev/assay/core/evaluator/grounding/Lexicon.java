package dev.assay.core.evaluator.grounding;

import dev.assay.core.evaluator.text.EnglishStem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The word lists in {@code lexicon.txt}: English, written for this evaluator. */
final class Lexicon {

  /** A unit of measure or a currency: what it measures, and how many base units it is. */
  record Unit(String dimension, double size) {}

  private static final Lexicon INSTANCE = new Lexicon(read());

  private final Set<String> stop;
  private final Set<String> common;
  private final Set<String> negations;
  private final Set<String> hedges;
  private final Set<String> advice;
  private final Set<String> opinions;
  private final Set<String> greetings;
  private final List<String> offers;
  private final List<String> abstentions;
  private final Map<String, int[]> antonyms = new HashMap<>();
  private final Map<String, int[]> synonyms = new HashMap<>();
  private final List<List<String>> synonymGroups = new ArrayList<>();
  private final Map<String, Double> numbers = new HashMap<>();
  private final Map<String, Double> scales = new HashMap<>();
  private final Map<String, Integer> months = new HashMap<>();
  private final Map<String, Integer> weekdays = new HashMap<>();
  private final Map<String, Unit> units = new HashMap<>();
  private final Map<String, Unit> currencies = new HashMap<>();

  private Lexicon(Map<String, List<String>> sections) {
    stop = words(sections, "stop");
    common = stems(words(sections, "common"));
    negations = words(sections, "negation");
    hedges = words(sections, "hedge");
    advice = words(sections, "advice");
    opinions = words(sections, "opinion");
    greetings = words(sections, "greeting");
    offers = phrases(sections, "offer");
    abstentions = phrases(sections, "abstention");
    List<String> opposed = sections.getOrDefault("antonyms", List.of());
    for (int group = 0; group < opposed.size(); group++) {
      String[] sides = opposed.get(group).split("\\|");
      addAll(antonyms, sides[0].strip().split("\\s+"), group + 1);
      addAll(antonyms, sides[1].strip().split("\\s+"), -group - 1);
    }
    for (String line : sections.getOrDefault("synonyms", List.of())) {
      List<String> group =
          Arrays.stream(line.split("\\s+")).map(EnglishStem::of).distinct().toList();
      synonymGroups.add(group);
      addAll(synonyms, group.toArray(String[]::new), synonymGroups.size() - 1);
    }
    pairs(sections, "numbers", (name, value) -> numbers.put(name, Double.valueOf(value)));
    pairs(sections, "scales", (name, value) -> scales.put(name, Double.valueOf(value)));
    pairs(sections, "months", (name, value) -> months.put(name, Integer.valueOf(value)));
    pairs(sections, "weekdays", (name, value) -> weekdays.put(name, Integer.valueOf(value)));
    readUnits(sections, "units", units);
    readUnits(sections, "currencies", currencies);
  }

  static Lexicon instance() {
    return INSTANCE;
  }

  boolean isStop(String lower) {
    return stop.contains(lower);
  }

  boolean isCommonStem(String stem) {
    return common.contains(stem);
  }

  boolean isNegation(String lower) {
    return negations.contains(lower);
  }

  boolean isHedge(String lower) {
    return hedges.contains(lower);
  }

  boolean isAdvice(String lower) {
    return advice.contains(lower);
  }

  boolean isOpinion(String lower) {
    return opinions.contains(lower);
  }

  boolean isGreeting(String lower) {
    return greetings.contains(lower);
  }

  /** Phrases by which a sentence offers help or is polite. */
  List<String> offers() {
    return offers;
  }

  /** Phrases by which a sentence says that it does not know or cannot help. */
  List<String> abstentions() {
    return abstentions;
  }

  /** Whether the two words are on opposite sides of a list of antonyms. */
  boolean areOpposed(String a, String b) {
    int[] groups = antonyms.get(a);
    int[] others = antonyms.get(b);
    if (groups == null || others == null) {
      return false;
    }
    for (int group : groups) {
      for (int other : others) {
        if (group == -other) {
          return true;
        }
      }
    }
    return false;
  }

  boolean hasAntonym(String lower) {
    return antonyms.containsKey(lower);
  }

  /** The stems that may stand for {@code stem}, itself included; empty if none is known. */
  List<String> synonyms(String stem) {
    int[] groups = synonyms.get(stem);
    if (groups == null) {
      return List.of();
    }
    List<String> all = new ArrayList<>();
    for (int group : groups) {
      all.addAll(synonymGroups.get(group));
    }
    return all;
  }

  Map<String, Double> numbers() {
    return numbers;
  }

  Map<String, Double> scales() {
    return scales;
  }

  Map<String, Integer> months() {
    return months;
  }

  Map<String, Integer> weekdays() {
    return weekdays;
  }

  Map<String, Unit> units() {
    return units;
  }

  Map<String, Unit> currencies() {
    return currencies;
  }

  private interface Entry {
    void add(String name, String value);
  }

  private static void pairs(Map<String, List<String>> sections, String section, Entry entry) {
    for (String line : sections.getOrDefault(section, List.of())) {
      String[] parts = line.split("\\s+");
      for (int i = 0; i < parts.length - 1; i++) {
        entry.add(parts[i], parts[parts.length - 1]);
      }
    }
  }

  private static void readUnits(
      Map<String, List<String>> sections, String section, Map<String, Unit> units) {
    for (String line : sections.getOrDefault(section, List.of())) {
      String[] parts = line.split("\\s+");
      units.put(parts[0], new Unit(parts[1], Double.parseDouble(parts[2])));
    }
  }

  private static void addAll(Map<String, int[]> map, String[] words, int group) {
    for (String word : words) {
      map.merge(
          word,
          new int[] {group},
          (a, b) -> {
            int[] both = Arrays.copyOf(a, a.length + 1);
            both[a.length] = group;
            return both;
          });
    }
  }

  private static List<String> phrases(Map<String, List<String>> sections, String section) {
    return sections.getOrDefault(section, List.of()).stream()
        .flatMap(line -> Arrays.stream(line.split("\\|")))
        .toList();
  }

  private static Set<String> words(Map<String, List<String>> sections, String section) {
    Set<String> words = new HashSet<>();
    for (String line : sections.getOrDefault(section, List.of())) {
      words.addAll(Arrays.asList(line.split("\\s+")));
    }
    return words;
  }

  private static Set<String> stems(Set<String> words) {
    Set<String> stems = new HashSet<>();
    words.forEach(word -> stems.add(EnglishStem.of(word)));
    return stems;
  }

  private static Map<String, List<String>> read() {
    Map<String, List<String>> sections = new HashMap<>();
    List<String> section = new ArrayList<>();
    for (String line : text().split("\n")) {
      if (line.startsWith("[")) {
        section = new ArrayList<>();
        sections.put(line.substring(1, line.indexOf(']')), section);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        section.add(line.strip());
      }
    }
    return sections;
  }

  private static String text() {
    try (InputStream in = Lexicon.class.getResourceAsStream("lexicon.txt")) {
      if (in == null) {
        throw new IllegalStateException("lexicon.txt: missing (expected: in the jar)");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.assay.core.evaluator.grounding;

import dev.assay.core.evaluator.text.RougeL;
import dev.assay.core.interaction.Passage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The context of an interaction, read once: its sentences, where each stem stands, how rare it is,
 * and its quantities. Immutable, but for the window vectors that are added as they are needed.
 */
final class ContextIndex {

  /** Sentences beyond these are not read: a hundred pages are more than an answer rests on. */
  private static final int MOST_SENTENCES = 3_000;

  private static final int MOST_QUANTITIES = 2_000;
  private static final int PREFIX = 5;
  private static final int[] NOWHERE = {};

  private final List<String> passages;
  private final List<ContextSentence> sentences = new ArrayList<>();
  private final List<Standing> quantities = new ArrayList<>();
  private final Map<String, int[]> postings = new HashMap<>();
  private final Map<String, List<String>> byPrefix = new HashMap<>();
  private final Set<Long> bigrams = new HashSet<>();
  private final Set<Long> trigrams = new HashSet<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final int[] sequence;
  private final int[] sentenceStart;
  private boolean truncated;

  private ContextIndex(List<String> passages, boolean truncated) {
    this.passages = passages;
    this.truncated = truncated;
    for (int i = 0; i < passages.size(); i++) {
      addPassage(i);
    }
    Map<String, List<Integer>> lists = new HashMap<>();
    for (ContextSentence sentence : sentences) {
      for (String stem : sentence.positions().keySet()) {
        lists.computeIfAbsent(stem, s -> new ArrayList<>()).add(sentence.index());
      }
    }
    lists.forEach(
        (stem, list) -> postings.put(stem, list.stream().mapToInt(Integer::intValue).toArray()));
    for (String stem : postings.keySet()) {
      if (stem.length() >= PREFIX) {
        byPrefix.computeIfAbsent(stem.substring(0, PREFIX), p -> new ArrayList<>()).add(stem);
      }
    }
    sentenceStart = new int[sentences.size() + 1];
    sequence = sequence();
  }

  /** Reads passages, no more than {@code most} characters of them. */
  static ContextIndex of(List<Passage> context, int most) {
    List<String> texts = new ArrayList<>();
    int left = most;
    boolean truncated = false;
    for (Passage passage : context) {
      String text = passage.text();
      truncated |= text.length() > left;
      texts.add(text.length() > left ? text.substring(0, left) : text);
      left -= texts.get(texts.size() - 1).length();
    }
    return new ContextIndex(List.copyOf(texts), truncated);
  }

  private void addPassage(int passage) {
    Set<String> heading = Set.of();
    for (Sentence sentence : Sentences.of(passages.get(passage))) {
      if (sentences.size() == MOST_SENTENCES) {
        truncated = true;
        return;
      }
      ContextSentence read = ContextSentence.of(sentences.size(), passage, sentence, heading);
      sentences.add(read);
      for (int at : read.quantities()) {
        truncated |= quantities.size() == MOST_QUANTITIES;
        if (quantities.size() < MOST_QUANTITIES) {
          quantities.add(new Standing(read, at, read.quantity(at)));
        }
      }
      if (sentence.heading()) {
        heading = contentStems(sentence);
      }
    }
  }

  private static Set<String> contentStems(Sentence sentence) {
    Set<String> stems = new HashSet<>();
    for (Token token : sentence.tokens()) {
      if (token.isContent()) {
        stems.add(token.stem());
      }
    }
    return stems;
  }

  private int[] sequence() {
    int[] all = new int[sentences.stream().mapToInt(s -> s.tokens().size()).sum()];
    int n = 0;
    for (ContextSentence sentence : sentences) {
      sentenceStart[sentence.index()] = n;
      int start = n;
      for (Token token : sentence.tokens()) {
        if (token.kind() != Token.Kind.MARK) {
          all[n++] = ids.computeIfAbsent(token.stem(), s -> ids.size() + 1);
        }
      }
      for (int i = start; i < n; i++) {
        if (i > start) {
          bigrams.add(gram(0, all[i - 1], all[i]));
        }
        if (i > start + 1) {
          trigrams.add(gram(all[i - 2], all[i - 1], all[i]));
        }
      }
    }
    sentenceStart[sentences.size()] = n;
    return Arrays.copyOf(all, n);
  }

  private static long gram(int a, int b, int c) {
    return ((long) a << 42) ^ ((long) b << 21) ^ c;
  }

  List<String> passages() {
    return passages;
  }

  List<ContextSentence> sentences() {
    return sentences;
  }

  boolean truncated() {
    return truncated;
  }

  /** The sentences that hold {@code stem}. */
  int[] sentencesWith(String stem) {
    return postings.getOrDefault(stem, NOWHERE);
  }

  boolean has(String stem) {
    return postings.containsKey(stem);
  }

  /** Stems of the context that begin like {@code stem}. */
  List<String> relatives(String stem) {
    return stem.length() < PREFIX
        ? List.of()
        : byPrefix.getOrDefault(stem.substring(0, PREFIX), List.of());
  }

  /** How rare a stem is among the sentences, from above 0 to 1; 1 for one that is nowhere. */
  double rarity(String stem) {
    int n = sentences.size();
    int df = sentencesWith(stem).length;
    return Math.log(1 + (n + 1.0) / (df + 0.5)) / Math.log(1 + (n + 1.0) / 0.5);
  }

  /** A quantity and where it stands. */
  record Standing(ContextSentence sentence, int at, Quantity quantity) {

    String stem() {
      return sentence.tokens().get(at).stem();
    }
  }

  /** The quantities in order, the first {@value #MOST_QUANTITIES} of them. */
  List<Standing> quantities() {
    return quantities;
  }

  /** How well a stem tells sentences apart, from 0 for one in all of them to 1. */
  double distinction(String stem) {
    double n = sentences.size() + 1;
    int df = sentencesWith(stem).length;
    return Math.max(0.05, Math.log(n / (df + 0.5)) / Math.log(n / 0.5));
  }

  /** The stem of a quantity that {@code quantity} agrees with, or that has the same bare number. */
  @Nullable String agreeing(Quantity quantity) {
    String sameNumber = null;
    for (Standing theirs : quantities) {
      if (quantity.comparable(theirs.quantity()) && quantity.agreesWith(theirs.quantity())) {
        return theirs.stem();
      }
      if (quantity.isSameNumber(theirs.quantity())) {
        sameNumber = theirs.stem();
      }
    }
    return sameNumber;
  }

  /** Numbers the stems of a text as the context's are numbered; 0 for those it lacks. */
  int[] idsOf(List<Token> tokens) {
    return tokens.stream()
        .filter(token -> token.kind() != Token.Kind.MARK)
        .mapToInt(token -> ids.getOrDefault(token.stem(), 0))
        .toArray();
  }

  boolean hasBigram(int a, int b) {
    return a > 0 && b > 0 && bigrams.contains(gram(0, a, b));
  }

  boolean hasTrigram(int a, int b, int c) {
    return a > 0 && b > 0 && c > 0 && trigrams.contains(gram(a, b, c));
  }

  /** The stems' numbers from sentence {@code from} up to before {@code to}. */
  int[] sequence(int from, int to) {
    return Arrays.copyOfRange(sequence, sentenceStart[from], sentenceStart[to]);
  }

  /** The longest common subsequence of words with the whole context, as a share of the words. */
  double subsequence(List<Token> tokens) {
    int[] own = idsOf(tokens);
    return own.length == 0
        ? 1
        : (double) RougeL.subsequence(sequence, own, ids.size()) / own.length;
  }

  /** The text from sentence {@code from} up to before {@code to}, which are of one passage. */
  String text(int from, int to) {
    ContextSentence first = sentences.get(from);
    ContextSentence last = sentences.get(to - 1);
    return passages.get(first.passage()).substring(first.sentence().start(), last.sentence().end());
  }
}

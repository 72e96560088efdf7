package dev.assay.examples.support;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Composes an answer of the knowledge base's own sentences. */
final class Composer {

  private static final String DEPENDS = "That depends on the plan. ";

  // Shares of the best score from which a further sentence is worth saying.
  private static final double SUPPLEMENT = 0.62;
  private static final double ALTERNATIVE = 0.94;
  private static final double CONTINUATION = 0.86;
  private static final double NEXT_STEP = 0.70;
  private static final double ELSEWHERE = 0.55;

  private static final double SAME_FRAME = 0.6;
  private static final double OTHER_CASE = 0.45;
  private static final double NEW_WORDS = 0.22;
  private static final int LOOKED_AT = 12;
  private static final int MOST = 5;

  private final WordWeights weights;
  private final YesNo yesNo;

  Composer(WordWeights weights) {
    this.weights = weights;
    this.yesNo = new YesNo(weights);
  }

  /**
   * Answers {@code questions} in order, without saying anything twice.
   *
   * @param ranked for each question its candidates, the best first
   */
  String compose(List<Question> questions, List<List<Candidate>> ranked) {
    Set<String> said = new LinkedHashSet<>();
    StringBuilder answer = new StringBuilder();
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      List<Candidate> chosen = choose(question, ranked.get(i));
      String opening = opening(question, chosen);
      for (Candidate candidate : chosen) {
        if (said.add(candidate.text())) {
          answer.append(opening).append(candidate.text()).append(' ');
          opening = "";
        }
      }
    }
    return answer.append(Stance.CLOSING).toString();
  }

  private String opening(Question question, List<Candidate> chosen) {
    boolean everyPlan =
        question.plans().isEmpty()
            && chosen.stream().filter(c -> !c.sentence().subject().isEmpty()).count() >= 3;
    return everyPlan && !question.asksWhichPlan()
        ? DEPENDS
        : yesNo.opening(question, chosen.get(0));
  }

  private List<Candidate> choose(Question question, List<Candidate> ranked) {
    Candidate top = ranked.get(0);
    List<Candidate> near = ranked.subList(1, Math.min(LOOKED_AT, ranked.size()));
    List<Candidate> chosen = new ArrayList<>(listed(question, top));
    if (question.coordinated()) {
      near.stream()
          .filter(c -> supplements(question, chosen, c, top))
          .findFirst()
          .ifPresent(c -> chosen.addAll(listed(question, c)));
    }
    for (Candidate candidate : near) {
      if (chosen.size() < MOST && alternative(top, candidate) && !contains(chosen, candidate)) {
        chosen.add(candidate);
      }
    }
    if (chosen.size() == 1 && !top.sentence().bullet()) {
      near.stream()
          .filter(c -> continues(question, top, c))
          .min(Comparator.comparingInt(c -> Math.floorMod(c.index() - top.index(), 100)))
          .ifPresent(chosen::add);
    }
    return chosen;
  }

  private static boolean contains(List<Candidate> chosen, Candidate candidate) {
    return chosen.stream().anyMatch(c -> c.text().equals(candidate.text()));
  }

  // An item of a list that says the same of each plan brings the items of the plans asked about, or
  // all if none was named.
  private static List<Candidate> listed(Question question, Candidate candidate) {
    Sentence best = candidate.sentence();
    if (!best.bullet() || best.subject().isEmpty()) {
      return List.of(candidate);
    }
    List<Candidate> items = new ArrayList<>();
    Chunk chunk = candidate.chunk();
    boolean one = singledOut(question, candidate);
    for (int i = 0; i < chunk.sentences().size(); i++) {
      Sentence sentence = chunk.sentences().get(i);
      boolean asked =
          question.plans().isEmpty()
              ? !one || i == candidate.index()
              : !Collections.disjoint(question.plans(), sentence.subject());
      if (sentence.bullet() && asked) {
        items.add(new Candidate(chunk, i, candidate.score()));
      }
    }
    return items.isEmpty() ? List.of(candidate) : items;
  }

  // The question has a word that this item has and few of the others.
  private static boolean singledOut(Question question, Candidate candidate) {
    List<Sentence> items = candidate.chunk().sentences().stream().filter(Sentence::bullet).toList();
    return question.terms().stream()
        .filter(candidate.sentence().terms()::contains)
        .anyMatch(
            t -> items.stream().filter(i -> i.terms().contains(t)).count() * 2 < items.size());
  }

  // Two sentences that differ in their condition only ("monthly plan", "annual plan") answer
  // together.
  private static boolean alternative(Candidate top, Candidate candidate) {
    return candidate.score() >= ALTERNATIVE * top.score()
        && !candidate.sentence().bullet()
        && overlap(top.sentence(), candidate.sentence()) >= SAME_FRAME;
  }

  private static List<String> telling(Question question) {
    return question.terms().stream().filter(t -> !t.equals("plan") && !t.equals("avail")).toList();
  }

  private static double overlap(Sentence a, Sentence b) {
    Set<String> all = new HashSet<>(a.terms());
    Set<String> common = new HashSet<>(b.terms());
    common.retainAll(all);
    all.addAll(b.terms());
    return common.size() / (double) all.size();
  }

  // A sentence that speaks of what the question says and nothing chosen so far does.
  private boolean supplements(
      Question question, List<Candidate> chosen, Candidate candidate, Candidate top) {
    if (candidate.score() < SUPPLEMENT * top.score() || contains(chosen, candidate)) {
      return false;
    }
    Set<String> covered = new HashSet<>();
    for (Candidate c : chosen) {
      covered.addAll(c.sentence().terms());
      covered.addAll(Words.terms(c.chunk().heading()));
    }
    double total = 0;
    double gained = 0;
    for (String term : new HashSet<>(question.terms())) {
      double weight = weights.of(term);
      total += weight;
      if (!covered.contains(term) && candidate.sentence().terms().contains(term)) {
        gained += weight;
      }
    }
    return gained >= NEW_WORDS * total;
  }

  // A further sentence of the same section: the next step, which plans do have what this one has
  // not, or one that fits nearly as well.
  private static boolean continues(Question question, Candidate top, Candidate candidate) {
    Sentence sentence = candidate.sentence();
    if (!candidate.chunk().id().equals(top.chunk().id())
        || sentence.bullet()
        || overlap(top.sentence(), sentence) >= OTHER_CASE) {
      return false;
    }
    double share = candidate.score() / top.score();
    if (question.wantsSteps()) {
      return share >= NEXT_STEP && (sentence.step() || question.asksWhatHappens());
    }
    boolean granted =
        top.sentence().negative()
            && sentence.availability()
            && !Collections.disjoint(sentence.terms(), telling(question));
    return share >= (granted ? ELSEWHERE : CONTINUATION);
  }
}

package dev.assay.examples.support;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Composes an answer of the knowledge base's own sentences. */
final class Composer {

  private static final double NEAR = 0.86;
  private static final double PARALLEL = 0.90;
  private static final double SUPPLEMENT = 0.62;
  private static final double NEW_WORDS = 0.22;
  private static final int LOOKED_AT = 12;

  private final Retriever retriever;
  private final YesNo yesNo;

  Composer(Retriever retriever) {
    this.retriever = retriever;
    this.yesNo = new YesNo(retriever);
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
      List<Candidate> chosen = choose(questions.get(i), ranked.get(i));
      String opening = yesNo.opening(questions.get(i), chosen.get(0));
      for (Candidate candidate : chosen) {
        if (said.add(candidate.text())) {
          answer.append(opening).append(candidate.text()).append(' ');
          opening = "";
        }
      }
    }
    return answer.append(Stance.CLOSING).toString();
  }

  private List<Candidate> choose(Question question, List<Candidate> ranked) {
    Candidate top = ranked.get(0);
    List<Candidate> chosen = new ArrayList<>(listed(question, top, ranked));
    boolean list = top.sentence().bullet();
    for (Candidate candidate : ranked.subList(1, Math.min(LOOKED_AT, ranked.size()))) {
      if (chosen.stream().anyMatch(c -> c.text().equals(candidate.text()))) {
        continue;
      }
      if (parallel(top, candidate) || supplements(question, chosen, candidate, top)) {
        chosen.addAll(listed(question, candidate, ranked));
      } else if (!list && chosen.size() < 2 && follows(top, candidate)) {
        chosen.add(candidate);
      }
      if (chosen.size() >= 4) {
        break;
      }
    }
    return chosen;
  }

  // An item of a list speaks for one plan: it brings the items of the plans asked about, or all if
  // none was named.
  private static List<Candidate> listed(
      Question question, Candidate candidate, List<Candidate> ranked) {
    if (!candidate.sentence().bullet()) {
      return List.of(candidate);
    }
    List<Candidate> items = new ArrayList<>();
    Chunk chunk = candidate.chunk();
    for (int i = 0; i < chunk.sentences().size(); i++) {
      Sentence sentence = chunk.sentences().get(i);
      boolean asked =
          question.plans().isEmpty() || !Collections.disjoint(question.plans(), sentence.subject());
      if (sentence.bullet() && asked) {
        items.add(new Candidate(chunk, i, candidate.score()));
      }
    }
    return items.isEmpty() ? List.of(candidate) : items;
  }

  // Two sentences that differ in their condition only ("monthly plan", "annual plan") answer
  // together.
  private static boolean parallel(Candidate top, Candidate candidate) {
    if (candidate.score() < PARALLEL * top.score() || candidate.sentence().bullet()) {
      return false;
    }
    Set<String> a = new HashSet<>(top.sentence().terms());
    Set<String> b = new HashSet<>(candidate.sentence().terms());
    Set<String> common = new HashSet<>(a);
    common.retainAll(b);
    a.addAll(b);
    return common.size() >= 0.6 * a.size();
  }

  // A sentence that speaks of what the question says and nothing chosen so far does.
  private boolean supplements(
      Question question, List<Candidate> chosen, Candidate candidate, Candidate top) {
    if (candidate.score() < SUPPLEMENT * top.score()) {
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
      double weight = retriever.weight(term);
      total += weight;
      if (!covered.contains(term) && candidate.sentence().terms().contains(term)) {
        gained += weight;
      }
    }
    return gained >= NEW_WORDS * total;
  }

  private static boolean follows(Candidate top, Candidate candidate) {
    return candidate.chunk() == top.chunk() && candidate.score() >= NEAR * top.score();
  }
}

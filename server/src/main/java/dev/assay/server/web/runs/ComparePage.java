package dev.assay.server.web.runs;

import dev.assay.core.comparison.Amount;
import dev.assay.core.comparison.Compared;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.ComparisonWords;
import dev.assay.core.report.SharedExample;
import dev.assay.server.pair.PairDesk;
import dev.assay.server.pair.PairSet;
import dev.assay.server.run.StoredRun;
import dev.assay.server.run.StoredRuns;
import dev.assay.server.web.page.Shell;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.session.Role;
import dev.assay.server.web.view.Unit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Two runs side by side.
 *
 * @param shell the frame
 * @param base what is compared with
 * @param candidate what is compared
 * @param pair what came of it
 * @param change which examples are shown; empty for all
 * @param examples those, what got worse first
 * @param pairs what there is for people to judge
 */
record ComparePage(
    Shell shell,
    StoredRun base,
    StoredRun candidate,
    StoredRuns.SideBySide pair,
    String change,
    Slab<PairRow> examples,
    Pairs pairs) {

  /**
   * What there is for people to judge.
   *
   * @param pool the answers there are
   * @param judges evaluators of the candidate's that compared its answers with others
   * @param drawn how many sets were drawn from these two
   */
  record Pairs(PairSet.Pool pool, List<String> judges, long drawn) {

    static Pairs of(PairDesk desk, StoredRun base, StoredRun candidate) {
      long drawn =
          desk.all().stream()
              .map(PairSet::source)
              .filter(each -> each.base().equals(base.folder()))
              .filter(each -> each.candidate().equals(candidate.folder()))
              .count();
      return new Pairs(desk.pool(base, candidate), desk.judges(candidate), drawn);
    }

    /** How many to draw unless somebody says otherwise. */
    int size() {
      return Math.min(STANDARD, pool.differing());
    }

    int most() {
      return Math.min(PairDesk.MOST, pool.differing());
    }
  }

  private static final int STANDARD = 50;

  /** Of each answer, in the list. */
  static final int SHORT = 4_000;

  private static final int PAGE = 20;

  static ComparePage of(
      Visit visit, StoredRun base, StoredRun candidate, StoredRuns.SideBySide pair, Pairs pairs) {
    String change = visit.text("change").orElse("");
    List<String> keys =
        Arrays.stream(SharedExample.Change.values()).map(SharedExample.Change::key).toList();
    if (!change.isEmpty() && !keys.contains(change)) {
      throw new InvalidInputException(Problem.of("change", change, String.join(", ", keys)));
    }
    List<PairRow> rows =
        pair.examples().stream()
            .filter(each -> change.isEmpty() || each.change().key().equals(change))
            .map(PairRow::new)
            .toList();
    return new ComparePage(
        visit.shell("Two runs side by side"),
        base,
        candidate,
        pair,
        change,
        Slab.of(rows, visit.whole("page", 1, Slab.MOST_PAGES, 1), PAGE),
        pairs);
  }

  String decision() {
    return ComparisonWords.decision(pair.comparison());
  }

  String counts() {
    return ComparisonWords.counts(pair.comparison());
  }

  Words.State state() {
    return switch (ComparisonWords.kind(pair.comparison())) {
      case FAIL -> Words.State.bad("block");
      case PASS -> Words.State.good("proceed");
      case UNSCORED -> Words.State.warn("cannot be told");
    };
  }

  boolean mayDraw() {
    var person = shell.visitor().person();
    return person != null && person.may(Role.EDITOR);
  }

  /** How many examples became what. */
  Map<SharedExample.Change, Integer> changes() {
    Map<SharedExample.Change, Integer> counts = new EnumMap<>(SharedExample.Change.class);
    pair.examples().forEach(each -> counts.merge(each.change(), 1, Integer::sum));
    return counts;
  }

  static Unit unit(Compared compared) {
    return Words.unit(compared.measure(), compared.unit());
  }

  static Unit unit(Amount amount) {
    return Words.unit(amount.name(), amount.unit());
  }

  String run(StoredRun run) {
    return Links.run(shell.view(), run.folder());
  }

  /** The same two, the other way round. */
  String turned() {
    return Links.compare(shell.view(), candidate.folder(), base.folder());
  }

  /** What got worse, or better, is what people came to see. */
  boolean open(PairRow row) {
    return row.shared().change() == SharedExample.Change.NEWLY_FAILING
        || row.shared().change() == SharedExample.Change.NEWLY_PASSING;
  }

  private Links here() {
    return Links.to(shell.view(), "/ui/runs/compare")
        .with("baseline", base.folder())
        .with("candidate", candidate.folder());
  }

  String showing(String key) {
    return here().with("change", key) + "#examples";
  }

  String at(int page) {
    return here().with("change", change).page(page) + "#examples";
  }

  String whole(PairRow row) {
    return Links.to(shell.view(), "/ui/runs/compare/example")
        .with("baseline", base.folder())
        .with("candidate", candidate.folder())
        .with("example", row.id())
        .toString();
  }
}

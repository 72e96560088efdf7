package dev.assay.server.web.failure;

import dev.assay.core.problem.Problem;
import dev.assay.monitor.failure.CaseStatus;
import dev.assay.monitor.failure.FailureCase;
import dev.assay.server.store.CaseFilter;
import dev.assay.server.web.page.Shell;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which other cases are the same failure.
 *
 * @param shell the frame
 * @param into the case that others are put into
 * @param cards of this page, itself among them
 * @param total on all pages
 * @param find in the title
 * @param all whether cases of other features are offered
 * @param page from 1 on
 * @param problems why they were not merged
 */
record MergePage(
    Shell shell,
    FailureCase into,
    List<CaseCard> cards,
    long total,
    String find,
    boolean all,
    int page,
    List<Problem> problems) {

  static final int SIZE = 25;

  static CaseFilter filter(FailureCase into, @Nullable String find, boolean all) {
    return new CaseFilter(
        Set.of(CaseStatus.NEW.key(), CaseStatus.ACCEPTED.key()),
        all ? null : new CaseFilter.Value(into.feature()),
        null,
        find);
  }

  /** Why a case cannot be put into this one; null if it can. */
  @Nullable String refusal(CaseCard card) {
    if (card.value().id().equals(into.id())) {
      return "this case";
    }
    return Objects.equals(card.value().app(), into.app()) ? null : "of another application";
  }

  String at(String below) {
    return shell.view().at(FailureRoom.PATH + "/" + CaseWords.part(into.id()) + below);
  }

  String at(int other) {
    String own =
        "?page="
            + other
            + (find.isEmpty() ? "" : "&find=" + CaseWords.part(find))
            + (all ? "&all=yes" : "");
    return at("/merge" + own);
  }

  long from() {
    return (long) (page - 1) * SIZE + 1;
  }

  long to() {
    return from() + cards.size() - 1;
  }

  List<FailuresPage.Choice> kept() {
    return FailureRoom.kept(shell.view());
  }
}

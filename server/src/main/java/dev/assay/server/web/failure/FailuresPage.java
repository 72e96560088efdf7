package dev.assay.server.web.failure;

import dev.assay.server.web.page.Shell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The list of cases.
 *
 * @param shell the frame
 * @param query which are shown
 * @param cards of this page
 * @param total on all pages
 * @param any whether there is any case at all
 * @param standings to choose a status by
 * @param modes to choose a failure mode by
 * @param features to choose a feature by, as slices
 * @param elsewhere that part of the view's slice by which cases are not told apart; null for none
 */
record FailuresPage(
    Shell shell,
    CaseQuery query,
    List<CaseCard> cards,
    long total,
    boolean any,
    List<Choice> standings,
    List<Choice> modes,
    List<Choice> features,
    @Nullable String elsewhere) {

  static final int SIZE = 24;

  /**
   * Something to choose.
   *
   * @param value as the address has it
   * @param label as people say it
   * @param chosen whether it is
   * @param href where it leads
   */
  record Choice(String value, String label, boolean chosen, String href) {}

  long from() {
    return (long) (query.page() - 1) * SIZE + 1;
  }

  long to() {
    return from() + cards.size() - 1;
  }

  @Nullable String newer() {
    return query.page() == 1 ? null : query.onPage(query.page() - 1).at(shell.view());
  }

  @Nullable String older() {
    return to() >= total ? null : query.onPage(query.page() + 1).at(shell.view());
  }

  /** What else of the view stays where the form is submitted. */
  List<Choice> kept() {
    return FailureRoom.kept(shell.view());
  }
}

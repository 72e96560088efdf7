package dev.assay.server.web.review;

import dev.assay.server.pair.PairState;
import dev.assay.server.web.page.Shell;
import dev.assay.server.web.session.Role;
import java.util.List;

/**
 * Sets of pairs, latest first, as this person has come along.
 *
 * @param shell the frame
 * @param sets those of this page
 * @param away whether these are the ones that were put away
 * @param others how many there are of the other kind
 * @param page which, from 1
 * @param perPage how many a page has
 * @param total how many there are
 */
record PairsPage(
    Shell shell, List<PairState> sets, boolean away, int others, int page, int perPage, int total) {

  /** Where a set is. */
  static String set(String id) {
    return PairPages.PATH + "/" + id;
  }

  String at(PairState state) {
    return shell.view().at(set(state.set().id()));
  }

  String at(PairState state, String part) {
    return shell.view().at(set(state.set().id()) + "/" + part);
  }

  String at(int other) {
    return shell.view().at(PairPages.PATH + "?page=" + other + (away ? "&away=yes" : ""));
  }

  boolean more() {
    return page * perPage < total;
  }

  /** Those that were put away, or those that were not. */
  String otherwise() {
    return shell.view().at(PairPages.PATH + (away ? "" : "?away=yes"));
  }

  boolean edits() {
    return may(Role.EDITOR);
  }

  private String name() {
    var person = shell.visitor().person();
    return person == null ? "" : person.name();
  }

  private boolean may(Role role) {
    var person = shell.visitor().person();
    return person != null && person.may(role);
  }

  int open(PairState state) {
    return state.open(name()).size();
  }

  int done(PairState state) {
    return state.done(name()).size();
  }

  boolean opened(PairState state) {
    return state.set().openedBy(name());
  }

  boolean judges() {
    return may(Role.REVIEWER);
  }

  /** Whether there is something to be settled that this person may settle. */
  boolean settles(PairState state) {
    return edits() && !state.disputed().isEmpty();
  }
}

package dev.assay.server.web.explore;

import dev.assay.server.web.page.Shell;
import dev.assay.server.web.panel.Panel;
import dev.assay.server.web.session.Person;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Last;
import dev.assay.server.web.view.View;
import gg.jte.Content;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The list of interactions.
 *
 * @param shell the frame
 * @param query what is asked for
 * @param columns what is shown
 * @param evaluators that there are to choose from
 * @param saved views that people keep
 * @param panel how many there are over time
 * @param soFar shows what is known before any is looked for
 * @param finding looks for them, which may take a while
 */
record ExplorePage(
    Shell shell,
    ExploreQuery query,
    List<Column> columns,
    List<String> evaluators,
    List<SavedView> saved,
    Panel panel,
    Content soFar,
    Supplier<Found> finding) {

  /**
   * What was found.
   *
   * @param rows a page of them
   * @param total how many there are on all pages
   * @param newer where newer ones are; null if there are none
   * @param older where older ones are; null if there are none
   */
  record Found(List<Listing.Row> rows, long total, @Nullable String newer, @Nullable String older) {

    /** What is said of the number of rows. */
    String counted(Formats formats) {
      if (total == 0) {
        return "No interaction is like this.";
      }
      if (rows.size() == total) {
        return total == 1 ? "1 interaction." : formats.count(total) + " interactions.";
      }
      return formats.count(rows.size())
          + " of "
          + formats.count(total)
          + " interactions, latest first.";
    }
  }

  View view() {
    return shell.view();
  }

  /** The page's own address, of its first page. */
  String address(String path) {
    return ExploreRoom.address(path, view(), query.ordered());
  }

  /** A part of the list. */
  String page(String cursor, String direction) {
    Map<String, String> more = new LinkedHashMap<>(query.ordered());
    more.put("cursor", cursor);
    more.put("direction", direction);
    return ExploreRoom.address(ExploreRoom.PATH, view(), more);
  }

  /** Without one of the conditions. */
  String without(String name) {
    Map<String, String> fewer = new LinkedHashMap<>(query.ordered());
    fewer.remove(name);
    if (name.equals(ExploreQuery.EVALUATOR)) {
      List.of(ExploreQuery.PASSED, ExploreQuery.MIN_SCORE, ExploreQuery.MAX_SCORE)
          .forEach(fewer::remove);
    }
    return ExploreRoom.address(ExploreRoom.PATH, view(), fewer);
  }

  /** What a saved view keeps: all of the address but the place in the list. */
  String kept() {
    String address = address(ExploreRoom.PATH);
    int query = address.indexOf('?');
    return query < 0 ? "" : address.substring(query + 1);
  }

  /** The view's own parameters, for forms. */
  Map<String, String> viewFields() {
    Map<String, String> fields = new LinkedHashMap<>();
    if (view().chosen() != null) {
      fields.put("from", view().chosen().from().toString());
      fields.put("to", view().chosen().to().toString());
    } else if (view().last() != null && !view().last().equals(Last.DAY)) {
      fields.put("last", view().last().text());
    }
    if (!view().slice().parts().isEmpty()) {
      fields.put("slice", view().slice().key());
    }
    if (!view().comparison().key().equals("none")) {
      fields.put("compare", view().comparison().key());
    }
    if (view().zoneChosen()) {
      fields.put("zone", view().zone().getId());
    }
    return fields;
  }

  boolean shows(Column column) {
    return columns.contains(column);
  }

  boolean mine(SavedView view) {
    Person person = shell.visitor().person();
    return person != null && SavedViews.mayDelete(view, person);
  }
}

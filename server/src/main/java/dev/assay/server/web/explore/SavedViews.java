package dev.assay.server.web.explore;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.Deed;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Batch;
import dev.assay.server.store.DocumentKey;
import dev.assay.server.store.Store;
import dev.assay.server.web.session.Person;
import dev.assay.server.web.session.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The views that people keep; everybody sees them all, and removes their own. */
final class SavedViews {

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_QUERY = 4_000;
  private static final int MOST = 500;

  private final Store store;

  SavedViews(Store store) {
    this.store = store;
  }

  /** All of them, by name. */
  List<SavedView> all() {
    return store.records().documents(SavedView.COLLECTION).stream()
        .map(SavedView::of)
        .sorted(
            Comparator.comparing((SavedView view) -> view.name().toLowerCase(Locale.ROOT))
                .thenComparing(SavedView::at))
        .toList();
  }

  /**
   * Keeps a view, in place of one's own of the same name.
   *
   * @throws InvalidInputException if the name or the query is too long, or there are too many
   */
  SavedView save(String name, String query, Deed deed) {
    check("name", name, LONGEST_NAME);
    check("query", query, LONGEST_QUERY);
    List<SavedView> all = all();
    String id =
        all.stream()
            .filter(view -> view.owner().equals(deed.actor()) && view.name().equals(name))
            .findFirst()
            .map(SavedView::id)
            .orElseGet(() -> UUID.randomUUID().toString());
    if (all.size() >= MOST && all.stream().noneMatch(view -> view.id().equals(id))) {
      throw new InvalidInputException(
          Problem.of("views", all.size(), "at most " + MOST).next("delete some first"));
    }
    SavedView view = new SavedView(id, name, deed.actor(), query, deed.at());
    store.commit(Batch.builder().put(view.document()).put(entry(deed, "view.save", name)).build());
    return view;
  }

  private static void check(String name, String value, int longest) {
    if (value.length() > longest) {
      throw new InvalidInputException(
          Problem.of(name, value.length() + " characters", "at most " + longest));
    }
  }

  /**
   * Removes a view.
   *
   * @throws ApiException if there is none, or it is another's
   */
  SavedView delete(String id, Person person, Deed deed) {
    SavedView view =
        store
            .records()
            .document(new DocumentKey(SavedView.COLLECTION, id))
            .map(SavedView::of)
            .orElseThrow(() -> ApiException.notFound("view", id));
    if (!mayDelete(view, person)) {
      throw ApiException.of(
          403, Problem.of("view", view.name(), "one of your own").next("ask " + view.owner()));
    }
    store.commit(
        Batch.builder()
            .removeDocument(new DocumentKey(SavedView.COLLECTION, id))
            .put(entry(deed, "view.delete", view.name()))
            .build());
    return view;
  }

  static boolean mayDelete(SavedView view, Person person) {
    return view.owner().equals(person.name()) || person.may(Role.ADMIN);
  }

  private static AuditEntry entry(Deed deed, String action, String name) {
    return new AuditEntry(
        UUID.randomUUID().toString(), deed.at(), deed.actor(), action, name, deed.note());
  }
}

package dev.assay.server.web.datasets;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.ExampleJson;
import dev.assay.core.dataset.LoadedDataset;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.dataset.DatasetFolder;
import dev.assay.server.golden.GoldenDesk;
import dev.assay.server.golden.Proposal;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Cursor;
import dev.assay.server.store.Page;
import dev.assay.server.store.PageRequest;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.page.PageRoute;
import dev.assay.server.web.page.Room;
import dev.assay.server.web.page.Visit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Datasets: what is in them, and what lint, people and the audit log say of it.
 *
 * @since 0.1
 */
public final class DatasetsRoom implements Room {

  private static final int FILES = 50;
  private static final int EXAMPLES = 25;
  private static final int ENTRIES = 15;
  private static final int MOST_ENTRIES = 200;
  private static final int FINDINGS = 40;

  private final Desks desks;
  private final Library library;
  private final GoldenDesk golden;
  private final ProposalPages proposals;

  /** Over these services. */
  public DatasetsRoom(Desks desks) {
    this.desks = desks;
    this.library = new Library(desks.folders().datasets(), desks.store(), desks.clock());
    this.golden = desks.folders().golden();
    this.proposals = new ProposalPages(golden, library);
  }

  @Override
  public List<PageRoute> routes() {
    List<PageRoute> all = new ArrayList<>(proposals.routes());
    all.add(PageRoute.page("/ui/datasets", this::all));
    all.add(PageRoute.page("/ui/datasets/{name}", this::one));
    all.add(PageRoute.page("/ui/datasets/{name}/findings", this::findings));
    all.add(PageRoute.page("/ui/datasets/{name}/example", this::example));
    return List.copyOf(all);
  }

  private void all(Visit visit) {
    List<Path> files = library.folder().files();
    int page = visit.whole("page", 1, DatasetFolder.MOST_FILES, 1);
    Pager<Path> some =
        Pager.of(files, page, FILES, to -> visit.view().at("/ui/datasets", "page", "" + to));
    visit.show(
        "datasets/all.jte",
        new Pages.All(
            visit.shell("Datasets"),
            new Pager<>(
                some.items().stream().map(library::known).toList(),
                some.first(),
                some.total(),
                some.earlier(),
                some.later()),
            golden.all().stream().filter(each -> each.state().isOpen()).toList(),
            library.folder().path().toString()));
  }

  private void one(Visit visit) {
    Known known = library.known(visit.path("name"));
    String path = Pages.dataset(known.name());
    Pages.Filter filter = Pages.filter(visit);
    int page = visit.whole("page", 1, 1_000_000, 1);
    String query =
        (filter.partition() == null ? "" : "&partition=" + filter.partition().key())
            + (filter.text().isEmpty() ? "" : "&text=" + Pages.encoded(filter.text()));
    Page<AuditEntry> audit = audit(visit, GoldenDesk.subject(known.name(), ""));
    visit.show(
        "datasets/one.jte",
        new Pages.One(
            visit.shell(known.name()),
            known,
            golden.of(known.name()).stream().filter(each -> each.state().isOpen()).toList(),
            Pager.of(
                matching(known, filter),
                page,
                EXAMPLES,
                to -> visit.view().at(path, "page", "" + to) + query + "#examples"),
            filter,
            audit.items(),
            audit.older() == null
                ? null
                : visit.view().at(path, "before", audit.older().toString()) + "#audit",
            visit.text("before").isEmpty() ? null : visit.view().at(path) + "#audit"));
  }

  private Page<AuditEntry> audit(Visit visit, String subject) {
    Cursor before = null;
    String given = visit.text("before").orElse(null);
    if (given != null) {
      try {
        before = Cursor.parse(given);
      } catch (IllegalArgumentException e) {
        throw new InvalidInputException(Problem.of("before", given, "as a link gave it"), e);
      }
    }
    return desks
        .store()
        .records()
        .audit(
            subject,
            before == null ? PageRequest.first(ENTRIES) : PageRequest.olderThan(before, ENTRIES));
  }

  private static List<Example> matching(Known known, Pages.Filter filter) {
    LoadedDataset loaded = known.loaded();
    if (loaded == null) {
      return List.of();
    }
    String wanted = filter.text().toLowerCase(Locale.ROOT);
    return loaded.dataset().examples().stream()
        .filter(each -> filter.partition() == null || each.partition() == filter.partition())
        .filter(each -> wanted.isEmpty() || holds(each, wanted))
        .toList();
  }

  private static boolean holds(Example example, String wanted) {
    return example.id().toLowerCase(Locale.ROOT).contains(wanted)
        || example.tags().stream().anyMatch(tag -> tag.toLowerCase(Locale.ROOT).contains(wanted))
        || example.inputText().toLowerCase(Locale.ROOT).contains(wanted)
        || Json.write(Objects.requireNonNull(ExampleJson.write(example)))
            .toLowerCase(Locale.ROOT)
            .contains(wanted);
  }

  private void findings(Visit visit) {
    Known known = library.known(visit.path("name"));
    LoadedDataset loaded = known.loaded();
    if (loaded == null) {
      visit.context().status(204);
      return;
    }
    boolean every = visit.text("all").isPresent();
    visit.show(
        "datasets/findings.jte",
        new Pages.Findings(
            known,
            library.lint(loaded),
            Pages.dataset(known.name()),
            every ? Integer.MAX_VALUE : FINDINGS));
  }

  private void example(Visit visit) {
    Known known = library.known(visit.path("name"));
    String id = visit.text("id").orElse("");
    Example example = find(known, id).orElseThrow(() -> ApiException.notFound("example", id));
    List<Proposal> about =
        golden.of(known.name()).stream().filter(each -> each.exampleId().equals(id)).toList();
    String subject = GoldenDesk.subject(known.name(), id);
    List<AuditEntry> audit =
        desks.store().records().audit(subject, PageRequest.first(MOST_ENTRIES)).items().stream()
            .filter(entry -> subject.equals(entry.subject()))
            .toList();
    Library.Linted linted = library.lint(Objects.requireNonNull(known.loaded()));
    visit.show(
        "datasets/example.jte",
        new Pages.OneExample(
            visit.shell(id),
            known,
            example,
            linted.about(id),
            !linted.prompts().isEmpty(),
            Happening.of(example, known, about, audit),
            about.stream().filter(each -> each.state().isOpen()).findFirst().orElse(null)));
  }

  static Optional<Example> find(Known known, @Nullable String id) {
    LoadedDataset loaded = known.loaded();
    return loaded == null
        ? Optional.empty()
        : loaded.dataset().examples().stream().filter(each -> each.id().equals(id)).findFirst();
  }
}

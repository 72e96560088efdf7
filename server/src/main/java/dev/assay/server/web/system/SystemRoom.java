package dev.assay.server.web.system;

import dev.assay.server.api.metrics.Reading;
import dev.assay.server.store.WorkItem;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.page.PageRoute;
import dev.assay.server.web.page.Room;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.session.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How the server itself does, and evaluation that was given up.
 *
 * @since 0.1
 */
public final class SystemRoom implements Room {

  private static final String PATH = "/ui/system";
  private static final int MOST = 10_000;

  private final Desks desks;

  /** Over these services. */
  public SystemRoom(Desks desks) {
    this.desks = desks;
  }

  @Override
  public List<PageRoute> routes() {
    return List.of(
        PageRoute.page(PATH, this::show),
        PageRoute.deed(PATH + "/retry", Role.EDITOR, this::retry));
  }

  private void show(Visit visit) {
    List<Reading> readings = desks.machinery().metrics().readings();
    visit.show(
        "system/system.jte",
        new SystemPage(
            visit.shell("System"),
            desks.checks().stream()
                .map(check -> new SystemPage.Part(check.name(), check.state()))
                .toList(),
            Numbers.of(readings),
            storage(readings),
            givenUp()));
  }

  private SystemPage.Storage storage(List<Reading> readings) {
    Path data = desks.folders().data();
    long journal =
        readings.stream()
            .filter(each -> each.name().equals("assay.journal.bytes"))
            .mapToLong(each -> (long) each.value())
            .sum();
    return new SystemPage.Storage(
        data.toAbsolutePath().toString(), free(data), journal, desks.store().upkeep().sizes());
  }

  private static long free(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return -1;
    }
  }

  private GivenUp givenUp() {
    long total = desks.store().records().workCounts().getOrDefault(WorkItem.State.DEAD, 0L);
    return GivenUp.of(total == 0 ? List.of() : desks.store().records().deadWork(MOST), total);
  }

  private void retry(Visit visit) {
    String evaluator = visit.needed("evaluator");
    int retried =
        desks
            .operation()
            .retry(
                item -> item.evaluator().equals(evaluator),
                evaluator,
                visit.deed(visit.field("note").orElse(null)));
    visit.tell(
        retried == 0
            ? "Nothing of " + evaluator + " was given up any more."
            : retried + " of " + evaluator + (retried == 1 ? " is" : " are") + " tried again.");
    visit.go(visit.view().at(PATH));
  }
}

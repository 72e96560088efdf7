package dev.assay.server.web.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.watch.Alert;
import dev.assay.monitor.watch.AlertJson;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.server.api.MonitorDesk;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.estimate.WindowReader;
import dev.assay.server.store.StoredAlert;
import dev.assay.server.watch.KeptMonitor;
import dev.assay.server.watch.Replayed;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.page.PageRoute;
import dev.assay.server.web.page.Room;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.session.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Monitors: what is watched, and an editor.
 *
 * @since 0.1
 */
public final class MonitorsRoom implements Room {

  private static final String PATH = "/ui/monitors";
  private static final String ONE = PATH + "/{name}";
  private static final String NEW = "-";
  private static final int LONGEST = 20_000;
  private static final Duration LOOKED_AT = Duration.ofDays(7);
  private static final SliceSummary.Needs SCORES =
      new SliceSummary.Needs(Set.of(SliceSummary.Part.SCORES), Set.of());
  private static final String BEGINNING =
      """
      name: errors-high
      severity: high
      threshold: {measure: "error:rate", above: 0.05, least: 50}
      """;

  private final Desks desks;

  /** Over these services. */
  public MonitorsRoom(Desks desks) {
    this.desks = desks;
  }

  @Override
  public List<PageRoute> routes() {
    return List.of(
        PageRoute.page(PATH, this::list),
        PageRoute.page(ONE, this::one),
        PageRoute.page(ONE + "/edit", Role.EDITOR, this::edit),
        PageRoute.deed(PATH, Role.EDITOR, this::submit),
        PageRoute.deed(ONE + "/remove", Role.EDITOR, this::remove));
  }

  private void list(Visit visit) {
    visit.show(
        "monitor/monitors.jte",
        new MonitorsPage(
            visit.shell("Monitors"),
            desks.monitors().watched(),
            desks.monitors().kept().stream().filter(KeptMonitor::removed).toList(),
            open()));
  }

  private List<Alert> open() {
    List<Alert> open = new ArrayList<>();
    for (StoredAlert stored : desks.store().records().openAlerts()) {
      open.add(AlertJson.read(stored.json()));
    }
    return open;
  }

  private Optional<KeptMonitor> kept(String name) {
    return desks.monitors().kept().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  private void one(Visit visit) {
    String name = visit.path("name");
    Optional<MonitorDesk.Watched> found = desks.monitors().watched(name);
    KeptMonitor kept = kept(name).orElse(null);
    MonitorDesk.@Nullable Watched watched = found.orElse(null);
    String yaml;
    if (watched != null && (kept == null || !watched.kept())) {
      yaml = MonitorYaml.of(watched.definition());
    } else if (kept != null) {
      yaml = kept.latest().yaml();
    } else {
      throw ApiException.notFound("monitor", name);
    }
    visit.show(
        "monitor/monitor.jte",
        new MonitorPage(
            visit.shell(name),
            name,
            watched,
            kept,
            yaml,
            open().stream().filter(alert -> alert.monitor().equals(name)).toList()));
  }

  private void edit(Visit visit) {
    String name = visit.path("name");
    String yaml = CommonMonitor.write(visit).orElseGet(() -> beginning(visit, name));
    editor(visit, name, yaml, List.of(), null, null);
  }

  private String beginning(Visit visit, String name) {
    if (name.equals(NEW)) {
      Optional<String> like = visit.text("like");
      return like.flatMap(desks.monitors()::watched)
          .map(watched -> MonitorYaml.of(watched.definition()))
          .map(yaml -> yaml.replaceFirst("name: .*", "name: my-" + like.get()))
          .orElse(BEGINNING);
    }
    KeptMonitor kept = kept(name).orElseThrow(() -> ApiException.notFound("monitor", name));
    int version = visit.whole("version", 1, Integer.MAX_VALUE, kept.latest().number());
    return kept.versions().stream()
        .filter(each -> each.number() == version)
        .findFirst()
        .orElseThrow(() -> ApiException.notFound("version", String.valueOf(version)))
        .yaml();
  }

  // What was not tried is tried first: nobody saves what they have not seen.
  private void submit(Visit visit) {
    String yaml = visit.field("yaml").orElse("");
    if (yaml.length() > LONGEST) {
      throw new InvalidInputException(
          Problem.of("yaml", yaml.length() + " characters", "at most " + LONGEST));
    }
    try {
      MonitorDefinition monitor = desks.monitors().read(yaml);
      boolean save = visit.field("save").isPresent();
      if (save && visit.field("proof").orElse("").equals(proof(yaml))) {
        desks.monitors().save(yaml, visit.deed(visit.field("note").orElse(null)));
        visit.tell("The monitor is saved and watches from now on.");
        visit.go(visit.view().at(PATH + "/" + monitor.name()));
        return;
      }
      editor(visit, NEW, yaml, List.of(), monitor, desks.monitors().replay(monitor));
    } catch (InvalidInputException e) {
      visit.context().status(422);
      editor(visit, NEW, yaml, e.problems(), null, null);
    }
  }

  private void editor(
      Visit visit,
      String name,
      String yaml,
      List<Problem> problems,
      @Nullable MonitorDefinition monitor,
      @Nullable Replayed tried) {
    visit.show(
        "monitor/editor.jte",
        new EditorPage(
            visit.shell(name.equals(NEW) ? "A monitor" : "Edit " + name),
            yaml,
            problems,
            monitor,
            tried,
            proof(yaml),
            visit.field("note").orElse(""),
            measures(visit),
            dimensions(visit)));
  }

  private static String proof(String yaml) {
    return UUID.nameUUIDFromBytes(yaml.getBytes(UTF_8)).toString();
  }

  private WindowReader.Range lately(Visit visit) {
    return WindowReader.Range.of(visit.now().minus(LOOKED_AT), visit.now(), null);
  }

  private List<String> measures(Visit visit) {
    Set<String> names =
        new TreeSet<>(
            Set.of(
                "completion:rate",
                "error:rate",
                "latency:p95",
                "ttft:p95",
                "cost:mean",
                "cache-hit:rate",
                "signal:negative:rate",
                "mode:hallucinated:rate"));
    desks
        .reader()
        .over(lately(visit), Slice.ALL, SCORES)
        .values()
        .forEach(
            summary -> {
              for (ScoreKey key : summary.scoreKeys()) {
                names.add("score:" + key.evaluator() + ":pass");
              }
            });
    return List.copyOf(names);
  }

  private List<String> dimensions(Visit visit) {
    Set<String> found = new TreeSet<>();
    for (String key : desks.reader().keys(lately(visit))) {
      List<Slice.Part> parts = Slice.ofKey(key).parts();
      if (parts.size() == 1) {
        found.add(parts.get(0).dimension());
      }
    }
    return List.copyOf(found);
  }

  private void remove(Visit visit) {
    String name = visit.path("name");
    if (!desks.monitors().remove(name, visit.deed(visit.needed("note")))) {
      throw ApiException.notFound("monitor", name);
    }
    visit.tell("The monitor is watched no longer; its alerts are resolved.");
    visit.go(visit.view().at(PATH));
  }
}

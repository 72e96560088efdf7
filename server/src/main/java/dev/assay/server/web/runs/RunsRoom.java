package dev.assay.server.web.runs;

import dev.assay.core.evaluation.EvaluationResult;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.ExampleOutcome;
import dev.assay.core.report.ReportFormat;
import dev.assay.core.trend.RunHistory;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.run.StoredRun;
import dev.assay.server.run.StoredRuns;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.page.PageRoute;
import dev.assay.server.web.page.Room;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.panel.Panel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The runs: the history of a suite, one run, two runs side by side.
 *
 * @since 0.1
 */
public final class RunsRoom implements Room {

  private static final String PATH = "/ui/runs";

  private final Desks desks;
  private final StoredRuns runs;
  private final Panel trend;

  /** Over these services. */
  public RunsRoom(Desks desks) {
    this.desks = desks;
    this.runs = desks.folders().runs();
    this.trend =
        new Panel(
            RunTrend.ID,
            "Run by run",
            "How has this suite come out, and is the change more than chance?",
            new RunTrend(runs));
  }

  @Override
  public List<PageRoute> routes() {
    return List.of(
        PageRoute.page(PATH, this::history),
        PageRoute.page(PATH + "/measures", this::measures),
        PageRoute.page(PATH + "/active", this::active),
        PageRoute.page(PATH + "/compare", this::compare),
        PageRoute.page(PATH + "/compare/example", this::pair),
        PageRoute.page(PATH + "/{id}", this::one),
        PageRoute.page(PATH + "/{id}/example", this::example),
        PageRoute.page(PATH + "/{id}/report/{format}", this::report));
  }

  @Override
  public List<Panel> panels() {
    return List.of(trend);
  }

  private void history(Visit visit) {
    StoredRuns.Listing all = runs.list();
    Suite suite = Suite.of(all, visit.text("suite").orElse(""));
    if (suite.runs().isEmpty() && !all.runs().isEmpty()) {
      throw ApiException.notFound("suite", suite.name());
    }
    visit.show(
        "runs/runs.jte",
        new RunsPage(
            visit.shell("Runs"),
            all,
            suite,
            suite.page(page(visit)),
            visit.text("measure").orElse(""),
            trend,
            startable(visit)));
  }

  private static int page(Visit visit) {
    return visit.whole("page", 1, Slab.MOST_PAGES, 1);
  }

  private Startable startable(Visit visit) {
    return Startable.of(visit, Starts.rows(desks), runs);
  }

  private void active(Visit visit) {
    visit.show("runs/active.jte", startable(visit));
  }

  private void measures(Visit visit) {
    Suite suite = Suite.of(runs.list(), visit.text("suite").orElse(""));
    List<StoredRun> shown = suite.traced(page(visit));
    RunHistory history = shown.isEmpty() ? null : runs.history(shown);
    visit.show("runs/measures.jte", MeasuresPage.of(visit, suite, history));
  }

  private StoredRun run(String id) {
    return runs.find(id).orElseThrow(() -> ApiException.notFound("run", id));
  }

  private void one(Visit visit) {
    StoredRun run = run(visit.path("id"));
    Suite suite = Suite.of(runs.list(), run.header().suite());
    // What is there of a run that goes on are the examples that came first.
    boolean waits = run.running() && !visit.text("so-far").isPresent();
    EvaluationResult result = waits ? null : runs.results(run);
    visit.show(
        "runs/run.jte", RunPage.of(visit, run, suite, result, waits ? runs.written(run) : 0));
  }

  private void example(Visit visit) {
    StoredRun run = run(visit.path("id"));
    String id = visit.text("example").orElse("");
    ExampleOutcome found =
        ExampleOutcome.of(runs.results(run).reportInput()).stream()
            .filter(each -> each.example().id().equals(id))
            .findFirst()
            .orElseThrow(() -> ApiException.notFound("example", id));
    ExampleRow row = new ExampleRow(found);
    visit.show("runs/example.jte", new ExamplePage(visit.shell(row.id()), run, row));
  }

  private void report(Visit visit) {
    StoredRun run = run(visit.path("id"));
    String key = visit.path("format");
    ReportFormat format =
        ReportFormat.ofKey(key)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        Problem.of("format", key, String.join(", ", ReportFormat.keys()))));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      format.write(runs.results(run).reportInput(format), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // A page of its own, of texts of others: it is a file, and if a browser shows it, it may
    // nothing.
    visit
        .context()
        .header("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'")
        .header(
            "Content-Disposition",
            "attachment; filename=\""
                + run.folder().replaceAll("[^A-Za-z0-9._-]", "_")
                + "-"
                + format.fileName()
                + "\"")
        .contentType(type(format))
        .result(out.toByteArray());
  }

  private static String type(ReportFormat format) {
    return switch (format) {
      case HTML -> "text/html; charset=utf-8";
      case JUNIT -> "application/xml";
      case MARKDOWN -> "text/markdown; charset=utf-8";
      case JSON, SARIF -> "application/json";
      case CSV -> "text/csv; charset=utf-8";
    };
  }

  private void compare(Visit visit) {
    StoredRun base = run(needed(visit, "baseline"));
    StoredRun candidate = run(needed(visit, "candidate"));
    visit.show(
        "runs/compare.jte",
        ComparePage.of(
            visit,
            base,
            candidate,
            runs.compare(base, candidate),
            ComparePage.Pairs.of(desks.pairs(), base, candidate)));
  }

  private void pair(Visit visit) {
    StoredRun base = run(needed(visit, "baseline"));
    StoredRun candidate = run(needed(visit, "candidate"));
    String id = visit.text("example").orElse("");
    PairRow found =
        runs.compare(base, candidate).examples().stream()
            .filter(each -> each.candidate().id().equals(id))
            .findFirst()
            .map(PairRow::new)
            .orElseThrow(() -> ApiException.notFound("example", id));
    visit.show(
        "runs/pair-page.jte",
        new PairPage(visit.shell("Example in both runs"), base, candidate, found));
  }

  private static String needed(Visit visit, String name) {
    return visit
        .text(name)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    Problem.of(name, "missing", "a run's folder")
                        .next("choose two runs on the page of runs")));
  }
}

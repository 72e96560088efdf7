package dev.assay.server.web.overview;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.server.estimate.WindowReader;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.panel.AxisMarks;
import dev.assay.server.web.panel.Ink;
import dev.assay.server.web.panel.LineSpec;
import dev.assay.server.web.panel.Panel;
import dev.assay.server.web.panel.PanelRequest;
import dev.assay.server.web.panel.SeriesSource;
import dev.assay.server.web.view.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The panels of the overview. */
final class OverviewPanels {

  private static final int MOST_EVALUATORS = 4;
  private static final int MOST_MODES = 5;

  private final WindowReader reader;
  private final AxisMarks marks;

  OverviewPanels(Desks desks) {
    this.reader = desks.reader();
    this.marks = desks.marks();
  }

  List<Panel> all() {
    return List.of(
        new Panel(
            "completion",
            "Task completion",
            "Do people get done what they came for?",
            of(LineSpec.of("completion:rate", "Completed", Ink.MAIN))),
        new Panel(
            "scores",
            "Passed by evaluator",
            "What do the evaluators say of the answers?",
            SeriesSource.found(reader, marks, Unit.SHARE, this::evaluators)),
        new Panel(
            "hallucination",
            "Hallucination",
            "How many answers say what their context does not?",
            of(LineSpec.of("mode:hallucinated:rate", "Hallucinated", Ink.HALLUCINATED))),
        new Panel(
            "modes",
            "Failure modes",
            "How do answers fail?",
            SeriesSource.found(reader, marks, Unit.SHARE, this::modes)),
        new Panel(
            "signals",
            "Users against evaluators",
            "Do users and evaluators say the same?",
            SeriesSource.found(reader, marks, Unit.SHARE, this::signals)
                .remarked(OverviewRemarks::apart)),
        new Panel(
            "latency",
            "Latency",
            "How long do people wait for the whole answer?",
            of(
                LineSpec.of("latency:p50", "p50", Ink.P50),
                LineSpec.of("latency:p95", "p95", Ink.P95),
                LineSpec.of("latency:p99", "p99", Ink.P99))),
        new Panel(
            "ttft",
            "Time to first token",
            "How long until something is to be read?",
            of(LineSpec.of("ttft:p50", "p50", Ink.P50), LineSpec.of("ttft:p95", "p95", Ink.P95))),
        new Panel(
            "speed",
            "Tokens per second",
            "How fast does the answer come?",
            of(LineSpec.of("tokens-per-second:p50", "p50", Ink.P50))),
        new Panel(
            "cost",
            "Cost per answer",
            "What does an answer cost?",
            of(LineSpec.of("cost:mean", "Mean cost", Ink.COST)).remarked(OverviewRemarks::total)),
        new Panel(
            "cache",
            "Cache hits",
            "How often does the provider's cache serve part of the prompt?",
            of(LineSpec.of("cache-hit:rate", "Hits", Ink.CACHE))),
        new Panel(
            "cache-saves",
            "What a hit saves",
            "How much sooner does an answer come after a hit?",
            of(
                    LineSpec.of("latency-cache-hit:p50", "p50 with a hit", Ink.CACHE),
                    LineSpec.of("latency-cache-miss:p50", "p50 without", Ink.P50))
                .remarked(OverviewRemarks::sooner)),
        new Panel(
            "traffic",
            "Traffic",
            "How much is asked?",
            of(LineSpec.of("count", "Interactions", Ink.MAIN))));
  }

  private SeriesSource of(LineSpec... lines) {
    return SeriesSource.of(reader, marks, lines);
  }

  /** The evaluators that decided most, by name. */
  private List<LineSpec> evaluators(PanelRequest request) {
    List<LineSpec> lines = new ArrayList<>();
    List<String> names = mostScored(request);
    for (String name : names) {
      lines.add(LineSpec.of("score:" + name + ":pass", name, Ink.ofScore(lines.size())));
    }
    return lines;
  }

  private List<String> mostScored(PanelRequest request) {
    SliceSummary whole = whole(request, SliceSummary.Part.SCORES);
    Map<String, Long> decided = new TreeMap<>();
    for (ScoreKey key : whole.scoreKeys()) {
      whole
          .scores(key)
          .flatMap(scores -> scores.passRate(0.95))
          .ifPresent(rate -> decided.merge(key.evaluator(), rate.n(), Long::sum));
    }
    return decided.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(MOST_EVALUATORS)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** The modes that there were most of, in the order in which they are graver. */
  private List<LineSpec> modes(PanelRequest request) {
    SliceSummary whole = whole(request, SliceSummary.Part.OUTCOMES);
    List<FailureMode> found = new ArrayList<>();
    for (FailureMode mode : FailureMode.values()) {
      if (whole.modeCount(mode.key()) > 0) {
        found.add(mode);
      }
    }
    found.sort((a, b) -> Long.compare(whole.modeCount(b.key()), whole.modeCount(a.key())));
    return found.stream()
        .limit(MOST_MODES)
        .map(
            mode ->
                LineSpec.of(
                    "mode:" + mode.key() + ":rate", mode.key().replace('-', ' '), Ink.of(mode)))
        .toList();
  }

  private List<LineSpec> signals(PanelRequest request) {
    List<LineSpec> lines = new ArrayList<>();
    lines.add(LineSpec.of("signal:negative:rate", "Users: a signal against", Ink.SIGNAL));
    mostScored(request).stream()
        .limit(2)
        .forEach(
            name ->
                lines.add(
                    LineSpec.of(
                            "score:" + name + ":pass",
                            name + ": failed",
                            Ink.ofScore(lines.size() - 1))
                        .complement()));
    return lines;
  }

  private SliceSummary whole(PanelRequest request, SliceSummary.Part part) {
    WindowReader.Range range =
        WindowReader.Range.of(request.period().from(), request.period().to(), null);
    SliceSummary whole = new SliceSummary();
    reader
        .over(range, request.view().slice(), new SliceSummary.Needs(Set.of(part), Set.of()))
        .values()
        .forEach(whole::merge);
    return whole;
  }
}

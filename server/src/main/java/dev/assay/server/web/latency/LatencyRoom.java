package dev.assay.server.web.latency;

import dev.assay.server.web.page.Desks;
import dev.assay.server.web.page.PageRoute;
import dev.assay.server.web.page.Room;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.panel.Ink;
import dev.assay.server.web.panel.LineSpec;
import dev.assay.server.web.panel.Panel;
import dev.assay.server.web.panel.SeriesSource;
import java.util.ArrayList;
import java.util.List;

/**
 * How long people wait, and what for.
 *
 * @since 0.1
 */
public final class LatencyRoom implements Room {

  private final List<Panel> overTime;
  private final List<Panel> compared;

  /** Over these services. */
  public LatencyRoom(Desks desks) {
    this.overTime = overTime(desks);
    this.compared = compared(desks);
  }

  @Override
  public List<PageRoute> routes() {
    return List.of(PageRoute.page(LatencyPage.PATH, this::show));
  }

  @Override
  public List<Panel> panels() {
    List<Panel> all = new ArrayList<>(overTime);
    all.addAll(compared);
    return all;
  }

  private void show(Visit visit) {
    Quantile quantile = Quantile.parse(visit.text(Quantile.PARAMETER));
    List<Panel> shown = new ArrayList<>();
    shown.add(visit.panel("latency"));
    shown.addAll(overTime);
    visit.show(
        "latency/latency.jte",
        new LatencyPage(visit.filtered("Latency"), quantile, shown, compared));
  }

  private static List<Panel> overTime(Desks desks) {
    return List.of(
        panel(
            desks,
            "latency-first-token",
            "First token against the whole answer",
            "Of the time people wait, how much is before anything is to be read?",
            LineSpec.of("latency:p50", "whole answer, p50", Ink.P50),
            LineSpec.of("ttft:p50", "first token, p50", Ink.MAIN),
            LineSpec.of("latency:p95", "whole answer, p95", Ink.P95),
            LineSpec.of("ttft:p95", "first token, p95", Ink.P99)),
        panel(
            desks,
            "latency-cache",
            "Cache hits against misses",
            "How much sooner does an answer come where the provider's cache had part of the prompt?",
            LineSpec.of("latency-cache-hit:p50", "hit, p50", Ink.CACHE),
            LineSpec.of("latency-cache-miss:p50", "miss, p50", Ink.P50),
            LineSpec.of("latency-cache-hit:p95", "hit, p95", Ink.CACHE),
            LineSpec.of("latency-cache-miss:p95", "miss, p95", Ink.P95)),
        panel(
            desks,
            "latency-speed",
            "Tokens per second",
            "How fast does the answer come, once it begins?",
            LineSpec.of("tokens-per-second:p50", "p50", Ink.P50),
            LineSpec.of("tokens-per-second:p5", "one in 20 is slower (p5)", Ink.P95)),
        panel(
            desks,
            "latency-tokens",
            "Length of input and answer",
            "Do answers take longer because they are longer?",
            LineSpec.of("input-tokens:p50", "input tokens, p50", Ink.MAIN),
            LineSpec.of("output-tokens:p50", "output tokens, p50", Ink.SCORE)));
  }

  private static Panel panel(
      Desks desks, String id, String title, String question, LineSpec... lines) {
    return new Panel(id, title, question, SeriesSource.of(desks.reader(), desks.marks(), lines));
  }

  private static List<Panel> compared(Desks desks) {
    return List.of(
        new Panel(
            "latency-by-template",
            "By prompt template",
            "Which prompt do people wait for?",
            new LatencyBars(desks.reader(), Dimension.TEMPLATE)),
        new Panel(
            "latency-by-model",
            "By model",
            "Which model do people wait for?",
            new LatencyBars(desks.reader(), Dimension.MODEL)),
        new Panel(
            "latency-by-length",
            "By length of the input and template",
            "What does a longer prompt cost in time?",
            new LengthMap(desks.reader(), Dimension.TEMPLATE)),
        new Panel(
            "latency-by-length-and-model",
            "By length of the input and model",
            "Which model is slowed most by long prompts?",
            new LengthMap(desks.reader(), Dimension.MODEL)));
  }
}

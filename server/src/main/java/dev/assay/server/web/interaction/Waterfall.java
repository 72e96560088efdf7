package dev.assay.server.web.interaction;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Step;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.ListedInteraction;
import dev.assay.server.web.explore.InteractionAddress;
import dev.assay.server.web.page.Words;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Unit;
import dev.assay.server.web.view.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trace in time: its interactions, and the steps of the one that is looked at.
 *
 * @param bars from the first to the last
 * @param millis from the left to the right end
 * @param stepsPlaced whether steps stand one behind the other for want of the times they began at
 * @param total how many interactions the trace has
 */
record Waterfall(List<Bar> bars, double millis, boolean stepsPlaced, int total) {

  private static final int MOST_BARS = 200;
  private static final int LONGEST_LABEL = 80;

  Waterfall {
    bars = List.copyOf(bars);
  }

  /**
   * One of them.
   *
   * @param label what it is; hostile
   * @param kind such as {@code llm}
   * @param href where it is shown; null for itself and steps
   * @param start after how many milliseconds it began
   * @param length for how long it lasted; null where nobody said
   * @param first after how many of these the first token came; null where nobody said
   * @param error how it failed; null if it did not
   * @param here whether it is what is looked at
   * @param step whether it is a step of that
   */
  record Bar(
      String label,
      String kind,
      @Nullable String href,
      double start,
      @Nullable Double length,
      @Nullable Double first,
      @Nullable String error,
      boolean here,
      boolean step) {

    double end() {
      return start + (length == null ? 0 : length);
    }

    String took(Formats formats) {
      return length == null ? "not told" : formats.of(Unit.MILLIS, length);
    }

    /** The class of its bar. */
    String ink() {
      return error != null ? "fall-error" : step ? "fall-step" : here ? "fall-here" : "fall-other";
    }
  }

  /**
   * A trace.
   *
   * @param trace its interactions, oldest first, the one looked at among them
   * @param said what was said in the one looked at, which has its steps; null where not kept
   */
  static Waterfall of(
      List<ListedInteraction> trace, InteractionKey here, @Nullable Interaction said, View view) {
    List<Bar> bars = new ArrayList<>();
    boolean placed = false;
    ListedInteraction first = trace.get(0);
    for (ListedInteraction each : trace) {
      boolean is = each.row().key().id().equals(here.id());
      if (bars.size() >= MOST_BARS && !is) {
        continue;
      }
      double start =
          Duration.between(first.row().key().startedAt(), each.row().key().startedAt()).toNanos()
              / 1e6;
      bars.add(bar(each, is, start, view));
      if (is && said != null) {
        placed = steps(said.steps(), start, bars);
      }
    }
    double end = bars.stream().mapToDouble(Bar::end).max().orElse(0);
    return new Waterfall(bars, end, placed, trace.size());
  }

  private static Bar bar(ListedInteraction each, boolean here, double start, View view) {
    String feature = each.row().dimensions().feature();
    String template = each.row().dimensions().promptTemplate();
    String label = template != null ? template : feature != null ? feature : each.row().key().id();
    return new Bar(
        Words.line(label, LONGEST_LABEL),
        here ? "this interaction" : "interaction",
        here ? null : InteractionAddress.of(view, each.row().key()),
        Math.max(0, start),
        each.row().operation().latencyMillis(),
        each.row().operation().ttftMillis(),
        each.row().operation().errorKind(),
        here,
        false);
  }

  private static boolean steps(List<Step> steps, double begun, List<Bar> bars) {
    double at = begun;
    for (Step step : steps) {
      if (bars.size() >= MOST_BARS) {
        break;
      }
      Double length = step.latencyMillis();
      String name = step.name().isBlank() ? step.kind() : step.name();
      bars.add(
          new Bar(
              Words.line(name, LONGEST_LABEL),
              Words.line(step.kind(), LONGEST_LABEL),
              null,
              at,
              length == null || length < 0 ? null : length,
              null,
              step.error(),
              false,
              true));
      at += length == null || length < 0 ? 0 : length;
    }
    return !steps.isEmpty();
  }

  /** How far along a time lies, in percent. */
  String along(double at) {
    double share = millis <= 0 ? 0 : Math.max(0, Math.min(1, at / millis));
    return String.valueOf(Math.round(share * 10_000) / 100.0);
  }

  /** How long a bar is, in percent: what lasted shortly is still to be seen. */
  String wide(Bar bar) {
    double share = millis <= 0 || bar.length() == null ? 0 : bar.length() / millis;
    return String.valueOf(Math.max(0.4, Math.round(Math.min(1, share) * 10_000) / 100.0));
  }
}

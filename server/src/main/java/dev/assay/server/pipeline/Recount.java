package dev.assay.server.pipeline;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.Windows;
import dev.assay.server.store.Decision;
import dev.assay.server.store.Evaluation;
import java.util.EnumSet;
import java.util.Set;

/**
 * Puts right what the windows count of an interaction that is told again. What they counted is what
 * its row, its evaluations and its signals said up to now: no more is remembered. For one thread.
 */
final class Recount {

  private final Windows windows;
  private long recounted;

  Recount(Windows windows) {
    this.windows = windows;
  }

  /**
   * Takes back what was counted, and counts what is known now.
   *
   * @param known with the row that was counted
   * @param before as it was counted
   * @param now of the same minute; where its texts were counted before and are held no more, it has
   *     none either
   */
  void again(Known known, ObservedInteraction before, ObservedInteraction now) {
    if (!known.counts()) {
      return;
    }
    recounted++;
    windows.takeBack(before);
    windows.addAgain(now);
    if (!windows.sliceAlike(before, now)) {
      move(known, before, now);
    }
  }

  private void move(Known known, ObservedInteraction from, ObservedInteraction to) {
    for (Decision each : known.row.decisions()) {
      if (!Told.concerns(each)) {
        windows.takeBackDecision(from, each.evaluator(), each.selected(), each.probability());
        windows.decided(to, each.evaluator(), each.selected(), each.probability());
      }
    }
    for (Evaluation each : known.evaluations.all()) {
      ScoreKey key = new ScoreKey(each.evaluator(), each.version());
      windows.withdraw(from, key, Reactions.score(each), each.probability());
      windows.score(to, key, Reactions.score(each), each.probability());
    }
    Told told = Told.of(known.row.decisions());
    told.takeBack(windows, from);
    told.count(windows, to);
    Set<Signal.Kind> kinds = EnumSet.noneOf(Signal.Kind.class);
    for (Signal each : known.signals()) {
      Signal.Kind kind = each.kind();
      boolean negative = kind.negative() && kinds.stream().noneMatch(Signal.Kind::negative);
      boolean first = kinds.add(kind);
      windows.takeBackSignal(from, kind, first, negative);
      windows.signal(to, kind, first, negative);
    }
  }

  /** How many interactions were counted anew. */
  long recounted() {
    return recounted;
  }
}

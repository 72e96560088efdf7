package dev.assay.server.web.overview;

import dev.assay.monitor.window.Slice;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Unit;
import dev.assay.stats.interval.Estimate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that changed by more than chance.
 *
 * @param measured what
 * @param slice where
 * @param before what it was
 * @param now what it is
 * @param difference now less before
 * @param since since when, as far as can be told; null where it cannot
 * @param along what changed at about that time, such as {@code support-answer version 4}
 */
record Change(
    Measured measured,
    Slice slice,
    Estimate before,
    Estimate now,
    Estimate difference,
    @Nullable Instant since,
    List<String> along) {

  /**
   * What is looked at.
   *
   * @param name the measure's, of one version of an evaluator
   * @param words what people call it
   * @param unit what its numbers are
   * @param better 1 where more is better, -1 where less is, 0 where neither
   */
  record Measured(String name, String words, Unit unit, int better) {}

  String direction() {
    return difference.value() > 0 ? "up" : "down";
  }

  /** Whether it is a change for the better, for the worse, or neither. */
  String verdict() {
    double sign = Math.signum(difference.value()) * measured.better();
    return sign == 0 ? "changed" : sign > 0 ? "better" : "worse";
  }

  String state() {
    return switch (verdict()) {
      case "better" -> "state-good";
      case "worse" -> "state-bad";
      default -> "state-quiet";
    };
  }

  String before(Formats formats) {
    return formats.of(measured.unit(), before);
  }

  String now(Formats formats) {
    return formats.of(measured.unit(), now);
  }

  /** How many times as wide as its interval is the difference is: what to say first. */
  double strength() {
    double half = (difference.high() - difference.low()) / 2;
    return Double.isFinite(half) && half > 0 ? Math.abs(difference.value()) / half : 0;
  }
}

package dev.assay.monitor.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Alerts from alerts. */
final class Alerts {

  private Alerts() {}

  /** With other numbers. */
  static Alert told(Alert a, AlertBook.Report report, Instant at) {
    return new Alert(
        a.id(),
        a.monitor(),
        a.kind(),
        a.slice(),
        a.group(),
        a.severity(),
        a.state(),
        a.silenced(),
        a.acknowledgedBy(),
        report.title(),
        report.before(),
        report.now(),
        report.change(),
        report.since(),
        a.openedAt(),
        at,
        a.resolvedAt(),
        a.resolution(),
        report.count(),
        a.concentrations(),
        a.examples(),
        a.marks(),
        report.wrong());
  }

  /** Firing. */
  static Alert opened(Alert a, AlertBook.Filling filling, Instant at) {
    return new Alert(
        a.id(),
        a.monitor(),
        a.kind(),
        a.slice(),
        a.group(),
        a.severity(),
        AlertState.FIRING,
        a.silenced(),
        a.acknowledgedBy(),
        a.title(),
        a.before(),
        a.now(),
        a.change(),
        a.since(),
        a.openedAt(),
        at,
        a.resolvedAt(),
        a.resolution(),
        a.count(),
        filling.concentrations(),
        filling.examples(),
        filling.marks(),
        a.wrong());
  }

  /** Over. */
  static Alert resolved(Alert a, String reason, Instant at) {
    return new Alert(
        a.id(),
        a.monitor(),
        a.kind(),
        a.slice(),
        a.group(),
        a.severity(),
        AlertState.RESOLVED,
        a.silenced(),
        a.acknowledgedBy(),
        a.title(),
        a.before(),
        a.now(),
        a.change(),
        a.since(),
        a.openedAt(),
        at,
        at,
        reason,
        a.count(),
        a.concentrations(),
        a.examples(),
        a.marks(),
        a.wrong());
  }

  /** Told of, or not. */
  static Alert silenced(Alert a, boolean silenced, Instant at) {
    return new Alert(
        a.id(),
        a.monitor(),
        a.kind(),
        a.slice(),
        a.group(),
        a.severity(),
        a.state(),
        silenced,
        a.acknowledgedBy(),
        a.title(),
        a.before(),
        a.now(),
        a.change(),
        a.since(),
        a.openedAt(),
        at,
        a.resolvedAt(),
        a.resolution(),
        a.count(),
        a.concentrations(),
        a.examples(),
        a.marks(),
        a.wrong());
  }

  /** Taken on. */
  static Alert acknowledged(Alert a, String by, Instant at) {
    return new Alert(
        a.id(),
        a.monitor(),
        a.kind(),
        a.slice(),
        a.group(),
        a.severity(),
        a.state(),
        a.silenced(),
        by,
        a.title(),
        a.before(),
        a.now(),
        a.change(),
        a.since(),
        a.openedAt(),
        at,
        a.resolvedAt(),
        a.resolution(),
        a.count(),
        a.concentrations(),
        a.examples(),
        a.marks(),
        a.wrong());
  }

  /** Worse by one. */
  static Alert escalated(Alert a, Instant at) {
    return new Alert(
        a.id(),
        a.monitor(),
        a.kind(),
        a.slice(),
        a.group(),
        a.severity().worse(),
        a.state(),
        a.silenced(),
        a.acknowledgedBy(),
        a.title(),
        a.before(),
        a.now(),
        a.change(),
        a.since(),
        a.openedAt(),
        at,
        a.resolvedAt(),
        a.resolution(),
        a.count(),
        a.concentrations(),
        a.examples(),
        a.marks(),
        a.wrong());
  }

  /** With these examples. */
  static Alert withExamples(Alert a, List<String> examples) {
    return new Alert(
        a.id(),
        a.monitor(),
        a.kind(),
        a.slice(),
        a.group(),
        a.severity(),
        a.state(),
        a.silenced(),
        a.acknowledgedBy(),
        a.title(),
        a.before(),
        a.now(),
        a.change(),
        a.since(),
        a.openedAt(),
        a.updatedAt(),
        a.resolvedAt(),
        a.resolution(),
        a.count(),
        a.concentrations(),
        examples,
        a.marks(),
        a.wrong());
  }

  /** With one example more, the oldest making room. */
  static Alert withExample(Alert a, String example) {
    List<String> examples = new ArrayList<>(a.examples());
    examples.remove(example);
    examples.add(example);
    while (examples.size() > Examples.MOST) {
      examples.remove(0);
    }
    return withExamples(a, examples);
  }

  /** Whether nothing is different that people see. */
  static boolean same(Alert a, Alert b) {
    return Objects.equals(a.change(), b.change())
        && a.title().equals(b.title())
        && a.count() == b.count();
  }
}

package dev.assay.monitor.watch;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.window.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Waits for single interactions of which something is found. */
final class ImmediateWatcher implements Watcher {

  private static final int MOST_GROUPS = 1_000;

  private record Group(Instant first, Instant last, long count) {}

  private final MonitorDefinition monitor;
  private final Condition.Immediate condition;
  private final TreeMap<String, Group> groups = new TreeMap<>();

  ImmediateWatcher(MonitorDefinition monitor, Condition.Immediate condition) {
    this.monitor = monitor;
    this.condition = condition;
  }

  @Override
  public void finding(Finding finding, Turn turn) {
    if (!condition.matches(finding) || !within(finding)) {
      return;
    }
    Slice slice = slice(finding);
    String key = slice.key();
    if (groups.size() >= MOST_GROUPS && !groups.containsKey(key)) {
      slice = Slice.ALL;
      key = "more";
    }
    Group before = groups.get(key);
    Group group =
        before == null
            ? new Group(finding.at(), turn.now(), 1)
            : new Group(earlier(before.first, finding.at()), turn.now(), before.count + 1);
    groups.put(key, group);
    AlertBook.Report report = report(finding, group);
    Alert alert = turn.book().open(monitor, key);
    if (alert != null && alert.state() == AlertState.FIRING) {
      turn.book().again(monitor, key, report, finding.interactionId(), turn.now());
    } else {
      turn.book()
          .raise(
              monitor,
              key,
              slice,
              report,
              turn.now(),
              () ->
                  new AlertBook.Filling(
                      List.of(),
                      List.of(finding.interactionId()),
                      turn.marks().about(group.first, slice(finding))));
    }
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private boolean within(Finding finding) {
    for (Slice.Part part : monitor.slices().slice().parts()) {
      if (part.kind() != Slice.Kind.VALUE
          || !part.value().equals(finding.dimensions().get(part.dimension()))) {
        return false;
      }
    }
    return true;
  }

  private Slice slice(Finding finding) {
    List<Slice.Part> parts = new ArrayList<>(monitor.slices().slice().parts());
    List<String> by =
        monitor.slices().each().isEmpty() ? monitor.handling().groupBy() : monitor.slices().each();
    for (String dimension : by) {
      String value = finding.dimensions().get(dimension);
      parts.add(
          new Slice.Part(
              dimension,
              value == null ? Slice.Kind.NONE : Slice.Kind.VALUE,
              value == null ? "" : value));
    }
    return new Slice(parts);
  }

  private AlertBook.Report report(Finding finding, Group group) {
    FailureMode mode = condition.mode() == null ? finding.mode() : condition.mode();
    String what = mode == null ? "found by " + finding.evaluator() : mode.key() + " answer";
    return new AlertBook.Report(
        group.count == 1 ? what : group.count + " times: " + what,
        null,
        null,
        null,
        group.first,
        group.first,
        group.count,
        finding.evaluator().equals(Finding.RULES)
            ? "Each is what the exchange said of itself, or how long it took: no estimate."
            : "Each finding is the word of "
                + finding.evaluator()
                + " about one interaction and as often wrong as that evaluator is: look at the"
                + " examples, and at its calibration.");
  }

  @Override
  public void tick(Turn turn) {
    List<String> over = new ArrayList<>();
    groups.forEach(
        (key, group) -> {
          if (!group.last.plus(condition.quiet()).isAfter(turn.now())) {
            turn.book().clear(monitor, key, "none for " + Words.of(condition.quiet()), turn.now());
            over.add(key);
          }
        });
    over.forEach(groups::remove);
  }

  @Override
  public void write(StateWriter out) {
    out.count(groups.size());
    groups.forEach(
        (key, group) -> {
          out.text(key);
          out.text(group.first.toString());
          out.text(group.last.toString());
          out.count(group.count);
        });
  }

  @Override
  public void read(StateReader in) {
    int size = in.size(MOST_GROUPS + 1, 4);
    for (int i = 0; i < size; i++) {
      groups.put(
          in.text(StateReader.LONGEST_TEXT),
          new Group(States.time(in), States.time(in), in.count(Long.MAX_VALUE)));
    }
  }
}

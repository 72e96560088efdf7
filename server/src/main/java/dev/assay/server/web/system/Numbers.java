package dev.assay.server.web.system;

import dev.assay.server.api.metrics.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The server's own numbers, sorted by what people ask of them.
 *
 * @param queues what waits, and is in work
 * @param times how long things take, each a timer
 * @param ages how old the oldest of something is, in seconds
 * @param losses what was dropped, refused or given up, by reason; those that happened
 * @param quiet how many kinds of loss there are that did not happen
 * @param troubles what is wrong at this moment
 */
record Numbers(
    List<Reading> queues,
    List<Reading> times,
    List<Reading> ages,
    List<Reading> losses,
    int quiet,
    List<Reading> troubles) {

  // What grows while all is well. Whatever else is counted, is a loss until somebody says it is
  // not.
  private static final Set<String> HARMLESS =
      Set.of(
          "assay.collector.bytes",
          "assay.collector.accepted",
          "assay.api.requests",
          "assay.api.accepted",
          "assay.redaction.replaced",
          "assay.redaction.users.hashed",
          "assay.pipeline.interactions",
          "assay.pipeline.again",
          "assay.pipeline.content.released",
          "assay.pipeline.interactions.late",
          "assay.pipeline.interactions.recounted",
          "assay.evaluation.done",
          "assay.evaluation.cost",
          "assay.evaluation.repeated",
          "assay.delivery.sent",
          "assay.emission.sent",
          "assay.export.sent");

  private static final Set<String> QUEUES =
      Set.of(
          "assay.collector.in.flight.bytes",
          "assay.journal.waiting.bytes",
          "assay.pipeline.lag.bytes",
          "assay.pipeline.open.traces",
          "assay.pipeline.open.spans",
          "assay.pipeline.waiting",
          "assay.pipeline.outcomes",
          "assay.evaluation.waiting",
          "assay.evaluation.running",
          "assay.evaluation.unbound",
          "assay.evaluation.waiting.in.store",
          "assay.evaluation.uncommitted",
          "assay.delivery.waiting",
          "assay.emission.waiting",
          "assay.schedules.running",
          "assay.schedules.pending",
          "assay.api.listeners");

  // Shown where they are not zero.
  private static final Set<String> TROUBLES =
      Set.of(
          "assay.journal.full",
          "assay.pipeline.store.failing",
          "assay.pipeline.broken",
          "assay.pipeline.set.aside",
          "assay.pipeline.rules.off",
          "assay.evaluation.postponed",
          "assay.evaluation.store.failing",
          "assay.evaluation.circuit.open",
          "assay.emission.failing",
          "assay.delivery.failing",
          "assay.schedules.trouble");

  Numbers {
    queues = List.copyOf(queues);
    times = List.copyOf(times);
    ages = List.copyOf(ages);
    losses = List.copyOf(losses);
    troubles = List.copyOf(troubles);
  }

  static Numbers of(List<Reading> readings) {
    List<Reading> queues = new ArrayList<>();
    List<Reading> times = new ArrayList<>();
    List<Reading> ages = new ArrayList<>();
    List<Reading> losses = new ArrayList<>();
    List<Reading> troubles = new ArrayList<>();
    int quiet = 0;
    for (Reading each : readings) {
      boolean something = each.value() != 0;
      if (each.kind() == Reading.Kind.TIMER) {
        times.add(each);
      } else if (each.kind() == Reading.Kind.COUNTER) {
        if (!HARMLESS.contains(each.name()) && something) {
          losses.add(each);
        } else if (!HARMLESS.contains(each.name())) {
          quiet++;
        }
      } else if (each.name().endsWith(".seconds")) {
        ages.add(each);
      } else if (QUEUES.contains(each.name())) {
        queues.add(each);
      } else if (TROUBLES.contains(each.name()) && something) {
        troubles.add(each);
      }
    }
    losses.sort(Comparator.comparingDouble(Reading::value).reversed());
    return new Numbers(queues, times, ages, losses, quiet, troubles);
  }
}

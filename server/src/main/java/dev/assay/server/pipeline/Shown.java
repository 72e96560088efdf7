package dev.assay.server.pipeline;

import dev.assay.monitor.watch.Mark;
import dev.assay.monitor.watch.Silence;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What people are shown of the watch, besides alerts: as it was stored last.
 *
 * @param marks changes of prompt templates, the latest last
 * @param silences that are not over
 * @param looks until when monitors that look at buckets of time have looked, by their name
 * @since 0.1
 */
public record Shown(List<Mark> marks, List<Silence> silences, Map<String, Instant> looks) {

  /** Copies the lists. */
  public Shown {
    marks = List.copyOf(marks);
    silences = List.copyOf(silences);
    looks = Map.copyOf(looks);
  }
}

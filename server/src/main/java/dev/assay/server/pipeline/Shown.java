package dev.assay.server.pipeline;

import dev.assay.monitor.watch.Mark;
import dev.assay.monitor.watch.Silence;
import java.util.List;

/**
 * What people are shown of the watch, besides alerts: as it was stored last.
 *
 * @param marks changes of prompt templates, the latest last
 * @param silences that are not over
 * @since 0.1
 */
public record Shown(List<Mark> marks, List<Silence> silences) {

  /** Copies the lists. */
  public Shown {
    marks = List.copyOf(marks);
    silences = List.copyOf(silences);
  }
}

package dev.assay.server.web.panel;

import dev.assay.monitor.window.Slice;
import dev.assay.server.web.view.Period;
import java.util.List;

/**
 * Knows what happened.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AxisMarks {

  /** What happened to a slice, oldest first. */
  List<AxisMark> in(Period period, Slice slice);
}

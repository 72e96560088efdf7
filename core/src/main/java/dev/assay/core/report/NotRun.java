package dev.assay.core.report;

import dev.assay.core.dataset.Partition;
import dev.assay.core.run.RunHeader;
import dev.assay.core.run.RunStatus;
import dev.assay.core.summary.RunSummary;
import dev.assay.core.summary.SliceSummary;
import java.util.Arrays;

/** How many examples a run did not need, for it was decided before. */
final class NotRun {

  private NotRun() {}

  /** Of one partition; 0 for a run that was not decided early. */
  static int of(RunHeader header, RunSummary summary, Partition partition) {
    if (header.status() != RunStatus.DECIDED) {
      return 0;
    }
    int ran = summary.of(partition).map(SliceSummary::planned).orElse(0);
    return Math.max(0, header.planned().getOrDefault(partition, 0) - ran);
  }

  /** Of all. */
  static int of(RunHeader header, RunSummary summary) {
    return Arrays.stream(Partition.values()).mapToInt(p -> of(header, summary, p)).sum();
  }
}

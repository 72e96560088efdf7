package dev.assay.monitor.watch;

import java.time.Instant;

/** What a watcher works with at a commit. */
record Turn(Instant now, AlertBook book, History history, Examples examples, Marks marks) {}

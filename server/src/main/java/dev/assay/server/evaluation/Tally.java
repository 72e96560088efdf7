package dev.assay.server.evaluation;

/** Counts of one evaluator. Guarded by the lock of its {@link Schedule}'s owner. */
final class Tally {
  long done;
  long unscored;
  long retried;
  long dead;
  long expired;
  long repeated;
  long running;
  long unpriced;
  double cost;
}

package dev.assay.stats.summary;

/** What a binary form holds. The codes are part of the form: they never change. */
enum SummaryKind {
  MOMENTS(1),
  WEIGHTED_MEAN(2),
  STRATIFIED_MEAN(3),
  QUANTILES(4),
  FREQUENT(5),
  COUNTS(6),
  WEIGHTED_COUNTS(7),
  WEIGHTED_QUANTILES(8);

  private final int code;

  SummaryKind(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}

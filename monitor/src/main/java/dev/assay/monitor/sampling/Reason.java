package dev.assay.monitor.sampling;

/**
 * Why a probability was what it was.
 *
 * @since 0.1
 */
public enum Reason {
  /** The stratum's rate. */
  RATE(1),
  /** The stratum's floor raised it. */
  FLOOR(2),
  /** The budget lowered it. */
  BUDGET(3),
  /** A rule held; below 1 where the budget could not pay for all that rules held for. */
  RULE(4),
  /** Everything is looked at. */
  EVERYTHING(5),
  /** Lowered, because the machine could not keep up. */
  LOAD(6);

  private final int code;

  Reason(int code) {
    this.code = code;
  }

  /** What stands for it in the binary form; never changes. */
  int code() {
    return code;
  }
}

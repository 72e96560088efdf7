package dev.assay.stats.sequential;

/** What a binary form holds. The codes are part of the form: they never change. */
enum StateKind {
  E_PROCESS(1),
  BETTING_SEQUENCE(2),
  BERNSTEIN_SEQUENCE(3),
  SEQUENTIAL_RATE(4),
  DIFFERENCE_SEQUENCE(5),
  CHANGE_DETECTOR(6),
  E_DETECTOR(7);

  private final int code;

  StateKind(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static StateKind of(int code) {
    for (StateKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException("state: kind " + code + " (expected: 1 to 7)");
  }
}

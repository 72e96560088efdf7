package dev.assay.benchmarks.load;

/**
 * The ids of a run of load: a function of its seed and a running number, so that who knows the seed
 * knows every id. No two traces of a run, and no two spans, share one.
 */
final class Ids {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final int TRACES_OF_A_CONVERSATION = 3;
  private static final int CONVERSATIONS_OF_A_USER = 4;

  private final long traces;
  private final long spans;
  private final long conversations;
  private final long users;

  Ids(long seed) {
    traces = mix(seed);
    spans = mix(traces + GOLDEN);
    conversations = mix(spans + GOLDEN);
    users = mix(conversations + GOLDEN);
  }

  // SplitMix64's finaliser: a bijection, so that different numbers stay different.
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  long traceHigh(long trace) {
    return mix(traces ^ mix(trace + GOLDEN));
  }

  long traceLow(long trace) {
    return mix(trace + traces);
  }

  /** Never zero, which would be no id, but for one number in 2^64. */
  long span(long span) {
    return mix(span + spans);
  }

  long conversation(long trace) {
    return mix(trace / TRACES_OF_A_CONVERSATION + conversations);
  }

  long user(long trace) {
    return mix(trace / TRACES_OF_A_CONVERSATION / CONVERSATIONS_OF_A_USER + users);
  }
}

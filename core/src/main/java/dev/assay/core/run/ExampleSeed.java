package dev.assay.core.run;

/**
 * One seed per example and repetition, by hash: it depends on nothing else, so that an example gets
 * the same whatever else runs, and in whatever order.
 */
final class ExampleSeed {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private ExampleSeed() {}

  static long of(long seed, String exampleId, int repeat) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < exampleId.length(); i++) {
      hash = (hash ^ exampleId.charAt(i)) * FNV_PRIME;
    }
    return mix(mix(mix(seed) ^ hash) + repeat);
  }

  // The finalizer of SplitMix64: G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number
  // Generators", OOPSLA 2014.
  private static long mix(long z) {
    long a = z + 0x9e3779b97f4a7c15L;
    long b = (a ^ (a >>> 30)) * 0xbf58476d1ce4e5b9L;
    long c = (b ^ (b >>> 27)) * 0x94d049bb133111ebL;
    return c ^ (c >>> 31);
  }
}

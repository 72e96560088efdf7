package dev.assay.core.evaluator.grounding;

/** What two sequences of numbers share in order; 0 is equal to nothing. */
final class Sequences {

  private static final int LONGEST = 400;

  private Sequences() {}

  /** The length of the longest common subsequence, of the first {@value #LONGEST} of each. */
  static int subsequence(int[] a, int[] b) {
    int n = Math.min(a.length, LONGEST);
    int m = Math.min(b.length, LONGEST);
    int[] row = new int[m + 1];
    for (int i = 0; i < n; i++) {
      int diagonal = 0;
      for (int j = 1; j <= m; j++) {
        int above = row[j];
        row[j] = a[i] != 0 && a[i] == b[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1]);
        diagonal = above;
      }
    }
    return row[m];
  }

  /** The length of the longest common run, of the first {@value #LONGEST} of each. */
  static int run(int[] a, int[] b) {
    int n = Math.min(a.length, LONGEST);
    int m = Math.min(b.length, LONGEST);
    int[] row = new int[m + 1];
    int best = 0;
    for (int i = 0; i < n; i++) {
      int diagonal = 0;
      for (int j = 1; j <= m; j++) {
        int above = row[j];
        row[j] = a[i] != 0 && a[i] == b[j - 1] ? diagonal + 1 : 0;
        best = Math.max(best, row[j]);
        diagonal = above;
      }
    }
    return best;
  }
}

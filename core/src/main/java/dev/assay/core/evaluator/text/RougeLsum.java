package dev.assay.core.evaluator.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * ROUGE-Lsum: of each line of the reference the words that are on a longest common subsequence with
 * any line of the output, each counted at most as often as both texts have it.
 */
final class RougeLsum {

  private final List<TokenList> said;
  private final List<TokenList> expected;

  private RougeLsum(List<TokenList> said, List<TokenList> expected) {
    this.said = said;
    this.expected = expected;
  }

  static PrecisionRecall compare(
      String output, String reference, boolean stem, LongTokens longTokens)
      throws TooLargeException {
    return new RougeLsum(lines(output, stem, longTokens), lines(reference, stem, longTokens))
        .compare();
  }

  private static List<TokenList> lines(String text, boolean stem, LongTokens longTokens) {
    List<TokenList> lines = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      TokenList tokens = RougeText.tokens(text.substring(start, end), stem, longTokens);
      if (tokens.size() > 0) {
        lines.add(tokens);
      }
      start = end + 1;
    }
    return lines;
  }

  private PrecisionRecall compare() throws TooLargeException {
    TokenList allExpected = joined(expected);
    TokenList allSaid = joined(said);
    checkWork();
    Vocabulary vocabulary = new Vocabulary(allExpected);
    int[] expectedIds = vocabulary.ids();
    int[] saidIds = vocabulary.idsOf(allSaid);
    int[] leftExpected = counts(expectedIds, vocabulary.size());
    int[] leftSaid = counts(saidIds, vocabulary.size());
    LongestCommonSubsequence lcs = new LongestCommonSubsequence(vocabulary.size());
    int shared = 0;
    int start = 0;
    for (TokenList line : expected) {
      int[] ids = Arrays.copyOfRange(expectedIds, start, start + line.size());
      start += line.size();
      for (int i : union(ids, saidIds, lcs).stream().toArray()) {
        if (leftSaid[ids[i]] > 0 && leftExpected[ids[i]] > 0) {
          leftSaid[ids[i]]--;
          leftExpected[ids[i]]--;
          shared++;
        }
      }
    }
    return PrecisionRecall.of(shared, allSaid.size(), allExpected.size());
  }

  private BitSet union(int[] line, int[] saidIds, LongestCommonSubsequence lcs)
      throws TooLargeException {
    BitSet marked = new BitSet(line.length);
    int start = 0;
    for (TokenList other : said) {
      TooLargeException.checkMemory("words in a line", other.size(), line.length);
      int[] ids = Arrays.copyOfRange(saidIds, start, start + other.size());
      start += other.size();
      lcs.mark(line, ids, marked);
    }
    return marked;
  }

  // Short lines cost more than their cells: a strip of 64 rows, and what each pair of lines takes.
  private void checkWork() throws TooLargeException {
    long rows = expected.stream().mapToLong(line -> (line.size() + 63L) / 64 * 64).sum();
    long columns = said.stream().mapToLong(line -> line.size() + 16L).sum();
    TooLargeException.check("words, line by line,", columns, rows);
  }

  private static TokenList joined(List<TokenList> lines) {
    int size = lines.stream().mapToInt(TokenList::size).sum();
    TokenList all = new TokenList(size);
    for (TokenList line : lines) {
      for (int i = 0; i < line.size(); i++) {
        all.add(line.get(i));
      }
    }
    return all;
  }

  private static int[] counts(int[] ids, int symbols) {
    int[] counts = new int[symbols + 1];
    for (int id : ids) {
      counts[id]++;
    }
    return counts;
  }
}

package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.assay.core.report.WordDiff.Piece;
import dev.assay.core.report.WordDiff.Side;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WordDiffTest {

  @Test
  void of_aWordThatDiffers_marksThatWordAlone() {
    assertThat(diff("up to 2 GB a file", "up to 5 GB a file"))
        .containsExactly(
            new Piece(Side.BOTH, "up to "),
            new Piece(Side.BASE, "2"),
            new Piece(Side.CANDIDATE, "5"),
            new Piece(Side.BOTH, " GB a file"));
  }

  @Test
  void of_wordsPutBetween_keepsWhatIsAround() {
    assertThat(
            diff("a b c d e", "a b x c d y e").stream()
                .filter(piece -> piece.side() != Side.BOTH)
                .map(piece -> piece.text().strip()))
        .containsExactly("x", "y");
  }

  @Test
  void of_equalOrEmptyTexts_hasNoDifference() {
    assertThat(diff("same", "same")).containsExactly(new Piece(Side.BOTH, "same"));
    assertThat(diff("", "")).isEmpty();
    assertThat(diff("", "x y")).containsExactly(new Piece(Side.CANDIDATE, "x y"));
    assertThat(diff("x y", "")).containsExactly(new Piece(Side.BASE, "x y"));
  }

  @Test
  void of_textWithoutGaps_comparesCharacters() {
    assertThat(diff("\u4eca\u5929\u5929\u6c14", "\u660e\u5929\u5929\u6c14"))
        .containsExactly(
            new Piece(Side.BASE, "\u4eca"),
            new Piece(Side.CANDIDATE, "\u660e"),
            new Piece(Side.BOTH, "\u5929\u5929\u6c14"));
  }

  @Test
  void of_anyTexts_piecesMakeUpBoth() {
    Random random = new Random(11);
    for (int i = 0; i < 300; i++) {
      String base = text(random, random.nextInt(60));
      String candidate = text(random, random.nextInt(60));
      check(base, candidate);
    }
    for (String text : HostileTexts.ALL) {
      check(text, HostileTexts.ALL.get(0) + text.toLowerCase(java.util.Locale.ROOT));
    }
  }

  @Test
  void of_tenMegabytesRewritten_isQuickAndWhole() {
    String base = "word ".repeat(2_000_000);
    String candidate = "start " + "other, ".repeat(1_400_000) + "end";
    assertThatCode(() -> check(base, candidate)).doesNotThrowAnyException();
  }

  @Test
  void of_moreThanTheStepsLeft_takesAllBetweenAsDifferent() {
    WordDiff.Steps steps = new WordDiff.Steps(30);
    assertThat(WordDiff.of("a b c", "a x c", steps)).hasSize(4);
    assertThat(WordDiff.of("1 a b 2 c d 3", "9 a b 8 c d 7", steps))
        .containsExactly(
            new Piece(Side.BASE, "1 a b 2 c d 3"), new Piece(Side.CANDIDATE, "9 a b 8 c d 7"));
  }

  private static List<Piece> diff(String base, String candidate) {
    return WordDiff.of(base, candidate, new WordDiff.Steps(Long.MAX_VALUE));
  }

  private static void check(String base, String candidate) {
    List<Piece> pieces = diff(base, candidate);
    assertThat(joined(pieces, Side.CANDIDATE).equals(base)).isTrue();
    assertThat(joined(pieces, Side.BASE).equals(candidate)).isTrue();
    for (int i = 1; i < pieces.size(); i++) {
      assertThat(pieces.get(i).side()).isNotEqualTo(pieces.get(i - 1).side());
    }
  }

  private static String joined(List<Piece> pieces, Side without) {
    return pieces.stream()
        .filter(piece -> piece.side() != without)
        .map(Piece::text)
        .collect(Collectors.joining());
  }

  private static String text(Random random, int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append((char) ('a' + random.nextInt(4))).append(random.nextInt(3) == 0 ? ", " : " ");
    }
    return text.toString();
  }
}

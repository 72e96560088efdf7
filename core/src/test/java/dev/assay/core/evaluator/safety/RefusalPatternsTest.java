package dev.assay.core.evaluator.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evaluator.safety.RefusalPatterns.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RefusalPatternsTest {

  private static boolean plain(Kind kind, String sentence) {
    return RefusalPatterns.patterns(kind).stream()
        .anyMatch(pattern -> pattern.matcher(sentence).find());
  }

  /** Writes what an expression matches, most of the time. */
  private static final class Writer {

    private final String expression;
    private final Random random;
    private int at;

    Writer(String expression, Random random) {
      this.expression = expression;
      this.random = random;
    }

    String alternatives() {
      StringBuilder chosen = new StringBuilder(sequence());
      for (int n = 2; at < expression.length() && expression.charAt(at) == '|'; n++) {
        at++;
        String other = sequence();
        if (random.nextInt(n) == 0) {
          chosen.setLength(0);
          chosen.append(other);
        }
      }
      return chosen.toString();
    }

    private String sequence() {
      StringBuilder text = new StringBuilder();
      while (at < expression.length() && "|)".indexOf(expression.charAt(at)) < 0) {
        String atom = atom();
        for (int i = times(); i > 0; i--) {
          text.append(atom);
        }
      }
      return text.toString();
    }

    private String atom() {
      char c = expression.charAt(at++);
      if (c == '(') {
        at += 2;
        String inner = alternatives();
        at++;
        return inner;
      }
      if (c == '[') {
        boolean not = expression.charAt(at) == '^';
        String first = not ? " so " : expression.substring(at, at + 1);
        at = expression.indexOf(']', at) + 1;
        return first;
      }
      if (c == '\\') {
        return switch (expression.charAt(at++)) {
          case 'w' -> "e";
          case 'W', 's' -> " ";
          default -> "";
        };
      }
      return c == '^' ? "" : String.valueOf(c);
    }

    private int times() {
      if (at >= expression.length()) {
        return 1;
      }
      char c = expression.charAt(at);
      if (c == '{') {
        int low = expression.charAt(at + 1) - '0';
        at = expression.indexOf('}', at) + 1;
        at += at < expression.length() && expression.charAt(at) == '?' ? 1 : 0;
        return low + random.nextInt(2);
      }
      at += "?*+".indexOf(c) >= 0 ? 1 : 0;
      return switch (c) {
        case '?', '*' -> random.nextInt(2);
        case '+' -> 1 + random.nextInt(2);
        default -> 1;
      };
    }
  }

  @Test
  void find_textsMadeFromThePhrases_asEachPatternByItself() {
    Random random = new Random(1);
    int matched = 0;
    int tried = 0;
    for (Kind kind : Kind.values()) {
      for (Pattern pattern : RefusalPatterns.patterns(kind)) {
        for (int i = 0; i < 60; i++) {
          String text = new Writer(pattern.pattern(), random).alternatives();
          String varied =
              switch (i % 4) {
                case 0 -> text;
                case 1 -> text.toUpperCase(Locale.ROOT);
                // The long s and the sign of Kelvin are an s and a k where case is no matter.
                case 2 -> text.replace('s', '\u017f').replace('k', '\u212a');
                default -> "Well, " + text + ", and I would know.";
              };
          matched += pattern.matcher(varied).find() ? 1 : 0;
          tried++;
          for (Kind each : Kind.values()) {
            assertThat(RefusalPatterns.find(each, varied))
                .as(varied)
                .isEqualTo(plain(each, varied));
          }
        }
      }
    }
    assertThat(matched).isGreaterThan(tried / 2);
  }

  @Test
  void find_hostileText_asEachPatternByItself() {
    Random random = new Random(2);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(60); j > 0; j--) {
        text.append((char) (random.nextInt(10) == 0 ? random.nextInt(0x10000) : 32 + j));
      }
      for (Kind each : Kind.values()) {
        assertThat(RefusalPatterns.find(each, text.toString()))
            .isEqualTo(plain(each, text.toString()));
      }
    }
  }

  @Test
  void anchors_ofAnExpression_areWhatItCannotDoWithout() {
    assertThat(Anchors.of("\\bI must (?:really )?(?:decline|refuse)\\b"))
        .containsExactly(Set.of("i must "), Set.of("decline", "refuse"));
    assertThat(Anchors.of("colou?r(?:ed|ing)+"))
        .containsExactly(Set.of("colo"), Set.of("ed", "ing"));
    assertThat(Anchors.of("(?:a|b)c*|de")).isEmpty();
    for (String odd :
        List.of("(?i)abc", "(?=abc)x", "\\Qabc\\E", "[a&&[b]]c", "abc)", "(abc", "ab\\")) {
      assertThat(Anchors.of(odd)).as(odd).isEmpty();
    }
  }
}

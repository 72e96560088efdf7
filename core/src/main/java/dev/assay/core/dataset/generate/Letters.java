package dev.assay.core.dataset.generate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Changes to a text letter by letter. */
final class Letters {

  private static final String LATIN = "aceijopsxyABCEHIKMOPSTXYvnu";
  private static final String ALIKE = "асеіјорѕхуАВСЕНІКМОРЅТХΥνпυ";

  private static final List<String> INVISIBLE =
      List.of("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff");
  private static final List<String> CONTROLS =
      List.of("\u0000", "\u0007", "\b", "\u001b[31m", "\u001b[2J", "\u007f", "\u0085");
  private static final List<String> EMOJI =
      List.of("😀", "🔥", "👩‍👩‍👧‍👦", "🏳️‍🌈", "❤️", "🇩🇪", "👍🏽", "🤖");

  private static final Map<Character, String> LEET =
      Map.of('a', "4", 'e', "3", 'i', "1", 'o', "0", 's', "5", 't', "7", 'l', "|", 'b', "8");

  private static final List<String> KEYBOARD = List.of("qwertyuiop", "asdfghjkl", "zxcvbnm");

  private Letters() {}

  static String homoglyphs(String text, Random random) {
    int sure = random.nextInt(Math.max(1, text.length()));
    StringBuilder mutated = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int at = LATIN.indexOf(text.charAt(i));
      boolean change = at >= 0 && (random.nextInt(2) == 0 || i >= sure);
      mutated.append(change ? ALIKE.charAt(at) : text.charAt(i));
      sure = change ? Integer.MAX_VALUE : sure;
    }
    return mutated.toString();
  }

  static String zeroWidth(String text, Random random) {
    return afterEach(text, c -> random.nextInt(3) == 0 ? Phrases.pick(INVISIBLE, random) : "")
        + "\u200b";
  }

  static String combining(String text, Random random) {
    return afterEach(
        text,
        c -> {
          StringBuilder marks = new StringBuilder();
          for (int i = Character.isLetter(c) ? 1 + random.nextInt(3) : 0; i > 0; i--) {
            marks.append((char) (0x0300 + random.nextInt(0x70)));
          }
          return marks.toString();
        });
  }

  static String controls(String text, Random random) {
    return Phrases.pick(CONTROLS, random)
        + afterEach(text, c -> random.nextInt(8) == 0 ? Phrases.pick(CONTROLS, random) : "");
  }

  static String emoji(String text, Random random) {
    return afterEach(
            text,
            c ->
                Character.isWhitespace(c) && random.nextInt(2) == 0
                    ? Phrases.pick(EMOJI, random) + " "
                    : "")
        + " "
        + Phrases.pick(EMOJI, random);
  }

  // Overrides and isolates around some words: they are shown reversed and read as before.
  static String bidi(String text, Random random) {
    String[] words = text.split(" ", -1);
    int sure = random.nextInt(words.length);
    for (int i = 0; i < words.length; i++) {
      if (i == sure || random.nextInt(3) == 0) {
        words[i] =
            random.nextBoolean() ? "\u202e" + words[i] + "\u202c" : "\u2067" + words[i] + "\u2069";
      }
    }
    return "\u200f" + String.join(" ", words);
  }

  static String fullWidth(String text) {
    return each(text, c -> c > 0x20 && c < 0x7f ? Character.toString(c + 0xfee0) : null);
  }

  static String changedCase(String text, Random random) {
    int start = random.nextInt(3);
    for (int i = 0; i < 3; i++) {
      String mutated =
          switch ((start + i) % 3) {
            case 0 -> text.toUpperCase(Locale.ROOT);
            case 1 -> alternating(text);
            default -> inverted(text);
          };
      if (!mutated.equals(text)) {
        return mutated;
      }
    }
    return text;
  }

  private static String alternating(String text) {
    StringBuilder mutated = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      mutated.append(i % 2 == 0 ? Character.toLowerCase(c) : Character.toUpperCase(c));
    }
    return mutated.toString();
  }

  private static String inverted(String text) {
    StringBuilder mutated = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      mutated.append(
          Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c));
    }
    return mutated.toString();
  }

  /** A mistake in about one word of four, and in one at least, unless no word has four letters. */
  static String typos(String text, Random random) {
    String[] words = text.split(" ", -1);
    List<Integer> long4 = new ArrayList<>();
    for (int i = 0; i < words.length; i++) {
      if (words[i].chars().filter(c -> c < 0x80 && Character.isLetter(c)).count() >= 4) {
        long4.add(i);
      }
    }
    if (long4.isEmpty()) {
      return text;
    }
    int sure = Phrases.pick(long4, random);
    for (int i : long4) {
      if (i == sure || random.nextInt(4) == 0) {
        words[i] = typo(words[i], random);
      }
    }
    return String.join(" ", words);
  }

  private static String typo(String word, Random random) {
    List<Integer> letters = new ArrayList<>();
    for (int i = 1; i < word.length(); i++) {
      if (word.charAt(i) < 0x80 && Character.isLetter(word.charAt(i))) {
        letters.add(i);
      }
    }
    int at = Phrases.pick(letters, random);
    String before = word.substring(0, at);
    String after = word.substring(at + 1);
    char c = word.charAt(at);
    boolean swappable = word.charAt(at - 1) != c;
    return switch (random.nextInt(swappable ? 4 : 3)) {
      case 0 -> before + after;
      case 1 -> before + c + c + after;
      case 2 -> before + beside(c, random) + after;
      default -> word.substring(0, at - 1) + c + word.charAt(at - 1) + after;
    };
  }

  private static char beside(char c, Random random) {
    char lower = Character.toLowerCase(c);
    for (String row : KEYBOARD) {
      int at = row.indexOf(lower);
      if (at >= 0) {
        boolean left = at == row.length() - 1 || (at > 0 && random.nextBoolean());
        return row.charAt(left ? at - 1 : at + 1);
      }
    }
    return 'x';
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  static String rot13(String text) {
    return each(
        text,
        c -> {
          int base = c >= 'a' && c <= 'z' ? 'a' : c >= 'A' && c <= 'Z' ? 'A' : -1;
          return base < 0 ? null : Character.toString(base + (c - base + 13) % 26);
        });
  }

  static String urlEscaped(String text) {
    HexFormat hex = HexFormat.of().withUpperCase();
    StringBuilder escaped = new StringBuilder(text.length() * 3);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      escaped.append('%').append(hex.toHexDigits(b));
    }
    return escaped.toString();
  }

  static String htmlEntities(String text) {
    return each(text, c -> "&#" + c + ";");
  }

  static String unicodeEscapes(String text) {
    StringBuilder escaped = new StringBuilder(text.length() * 6);
    HexFormat hex = HexFormat.of();
    for (int i = 0; i < text.length(); i++) {
      escaped.append("\\u").append(hex.toHexDigits(text.charAt(i)));
    }
    return escaped.toString();
  }

  static String leetspeak(String text) {
    return each(text, c -> LEET.get(c < 0x80 ? (char) Character.toLowerCase(c) : '\0'));
  }

  static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  private static String afterEach(String text, IntFunction<String> more) {
    StringBuilder mutated = new StringBuilder(text.length() * 2);
    text.codePoints().forEach(c -> mutated.appendCodePoint(c).append(more.apply(c)));
    return mutated.toString();
  }

  // Null leaves the character as it is.
  private static String each(String text, IntFunction<@Nullable String> replacement) {
    StringBuilder mutated = new StringBuilder(text.length() * 2);
    text.codePoints()
        .forEach(
            c -> {
              String instead = replacement.apply(c);
              if (instead == null) {
                mutated.appendCodePoint(c);
              } else {
                mutated.append(instead);
              }
            });
    return mutated.toString();
  }
}

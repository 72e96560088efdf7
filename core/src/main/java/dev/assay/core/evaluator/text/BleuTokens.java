package dev.assay.core.evaluator.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokenizers of sacrebleu, which decide what BLEU counts.
 *
 * <p>Source: {@code sacrebleu.tokenizers}, version 2; {@code 13a} is that of NIST's {@code
 * mteval-v13a}, {@code intl} that of {@code mteval-v14}. Each expression looks at two characters at
 * most: time is linear.
 */
enum BleuTokens {
  /** Punctuation set apart, as for Western languages. */
  WESTERN("13a") {
    @Override
    String separate(String text) {
      String line = text.replace("<skipped>", "").replace("-\n", "").replace("\n", " ");
      if (line.indexOf('&') >= 0) {
        line = line.replace("&quot;", "\"").replace("&amp;", "&");
        line = line.replace("&lt;", "<").replace("&gt;", ">");
      }
      return WESTERN_RULES.apply(" " + line + " ");
    }
  },
  /** Punctuation and symbols of any script set apart. */
  INTERNATIONAL("intl") {
    @Override
    String separate(String text) {
      return INTERNATIONAL_RULES.apply(text);
    }
  },
  /** Every character by itself, for languages without spaces. */
  CHARACTERS("char") {
    @Override
    String separate(String text) {
      StringBuilder spaced = new StringBuilder(2 * text.length());
      int i = 0;
      while (i < text.length()) {
        int c = text.codePointAt(i);
        spaced.appendCodePoint(c).append(' ');
        i += Character.charCount(c);
      }
      return spaced.toString();
    }
  },
  /** What white space separates. */
  NONE("none") {
    @Override
    String separate(String text) {
      return text;
    }
  };

  private static final Rules WESTERN_RULES =
      new Rules(
          List.of(
              new Rule("([{-~\\[-` -&(-+:-@/])", " $1 "),
              new Rule("([^0-9])([.,])", "$1 $2 "),
              new Rule("([.,])([^0-9])", " $1 $2"),
              new Rule("([0-9])(-)", "$1 $2 ")));
  private static final Rules INTERNATIONAL_RULES =
      new Rules(
          List.of(
              new Rule("(\\P{N})(\\p{P})", "$1 $2 "),
              new Rule("(\\p{P})(\\P{N})", " $1 $2"),
              new Rule("(\\p{S})", " $1 ")));

  private final String key;

  BleuTokens(String key) {
    this.key = key;
  }

  /** Their names in suites. */
  static String[] keys() {
    return new String[] {WESTERN.key, INTERNATIONAL.key, CHARACTERS.key, NONE.key};
  }

  static BleuTokens of(String key) {
    for (BleuTokens tokens : values()) {
      if (tokens.key.equals(key)) {
        return tokens;
      }
    }
    throw new IllegalArgumentException("tokenizer: " + key + " (expected: one that exists)");
  }

  /** The tokens of {@code text}. */
  List<String> of(String text, boolean lowercase) {
    String line = PythonText.stripEnd(lowercase ? PythonText.lower(text) : text);
    return PythonText.words(separate(line));
  }

  abstract String separate(String text);

  private record Rules(List<Rule> rules) {

    String apply(String text) {
      String line = text;
      for (Rule rule : rules) {
        line = rule.apply(line);
      }
      return line;
    }
  }

  private record Rule(Pattern pattern, String replacement) {

    Rule(String pattern, String replacement) {
      this(Pattern.compile(pattern, Pattern.DOTALL), replacement);
    }

    String apply(String text) {
      Matcher matcher = pattern.matcher(text);
      return matcher.replaceAll(replacement);
    }
  }
}

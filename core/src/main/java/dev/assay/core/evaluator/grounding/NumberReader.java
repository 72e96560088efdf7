package dev.assay.core.evaluator.grounding;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the numbers of a sentence, in digits of several styles or in English words. */
final class NumberReader {

  private final Lexicon lexicon = Lexicon.instance();
  private final List<Token> tokens;

  NumberReader(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** Whether a number may start there. */
  boolean startsAt(int at) {
    return tokens.get(at).isNumber() || lexicon.numbers().containsKey(tokens.get(at).lower());
  }

  /** The number that starts at {@code at}, if one does. */
  @Nullable WrittenNumber at(int at) {
    Token token = tokens.get(at);
    if (token.isNumber()) {
      return scaled(digits(at));
    }
    return token.isWord() ? inWords(at) : null;
  }

  private WrittenNumber digits(int at) {
    String digits = tokens.get(at).lower();
    int after = at + 1;
    // Tokenised text writes 5 , 000.
    while (after + 1 < tokens.size()
        && tokens.get(after).is(",")
        && tokens.get(after).start() > tokens.get(after - 1).end()
        && tokens.get(after + 1).isNumber()
        && tokens.get(after + 1).lower().length() == 3
        && digits.length() <= 12) {
      digits = digits + tokens.get(after + 1).lower();
      after += 2;
    }
    if (after + 1 < tokens.size()
        && tokens.get(after).is(".")
        && tokens.get(after).start() > tokens.get(after - 1).end()
        && tokens.get(after + 1).isNumber()) {
      digits = digits + "." + tokens.get(after + 1).lower();
      after += 2;
    }
    return new WrittenNumber(Numbers.parse(digits), after, false);
  }

  private WrittenNumber scaled(WrittenNumber number) {
    double value = number.value();
    int after = number.after();
    while (after < tokens.size()) {
      Token token = tokens.get(after);
      Double scale = lexicon.scales().get(token.lower());
      if (scale == null || (token.lower().length() == 1 && !token.glued())) {
        break;
      }
      // 5m may be metres or minutes; with a unit after it, it is neither.
      value *= scale;
      after++;
    }
    return new WrittenNumber(value, after, false);
  }

  // twenty-five, one hundred and fifty, two million
  private @Nullable WrittenNumber inWords(int at) {
    Map<String, Double> names = lexicon.numbers();
    if (!names.containsKey(tokens.get(at).lower())) {
      return null;
    }
    double total = 0;
    double current = 0;
    int i = at;
    boolean any = false;
    while (i < tokens.size()) {
      String word = tokens.get(i).lower();
      Double value = names.get(word);
      Double scale = word.length() > 2 ? lexicon.scales().get(word) : null;
      if (value != null && fits(any, current, value)) {
        current += value;
      } else if (scale != null && any && scale == 100) {
        current *= 100;
      } else if (scale != null && any) {
        total += current * scale;
        current = 0;
      } else if (any && i + 1 < tokens.size() && joins(i, current)) {
        i++;
        continue;
      } else {
        break;
      }
      any = true;
      i++;
    }
    return new WrittenNumber(total + current, i, true);
  }

  private static boolean fits(boolean any, double current, double value) {
    return !any
        || current == 0
        || (current % 100 == 0 && value < 100)
        || (current % 100 >= 20 && current % 10 == 0 && value < 10);
  }

  private boolean joins(int i, double current) {
    Double next = lexicon.numbers().get(tokens.get(i + 1).lower());
    if (next == null) {
      return false;
    }
    boolean hyphen = tokens.get(i).is("-") && current % 100 >= 20 && current % 10 == 0 && next < 10;
    boolean and = tokens.get(i).is("and") && current >= 100 && next < 100;
    return hyphen || and;
  }
}

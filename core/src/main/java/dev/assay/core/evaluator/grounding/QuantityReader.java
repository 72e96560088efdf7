package dev.assay.core.evaluator.grounding;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the quantities of a sentence: money, percentages, durations, sizes, counts, dates, times,
 * in digits of several styles or in English words.
 */
final class QuantityReader {

  private static final Set<String> RANGE = Set.of("-", "\u2013", "\u2014", "to", "and", "through");
  private static final Set<String> QUALIFIERS =
      Set.of(
          "business",
          "working",
          "calendar",
          "consecutive",
          "full",
          "whole",
          "additional",
          "extra",
          "more",
          "us",
          "u.s",
          "american",
          "british",
          "square",
          "cubic",
          "long",
          "short");
  private static final Set<String> DATING =
      Set.of("in", "since", "by", "from", "until", "till", "during", "early", "late", "mid", "(");
  private static final int MOST_NOUNS = 3;

  private final Lexicon lexicon = Lexicon.instance();
  private final List<Token> tokens;
  private final NumberReader numbers;
  private final Limits limits;
  private final List<Token> merged = new ArrayList<>();

  private QuantityReader(List<Token> tokens) {
    this.tokens = tokens;
    this.numbers = new NumberReader(tokens);
    this.limits = new Limits(tokens);
  }

  /** The tokens, with those of each quantity made one. */
  static List<Token> merge(List<Token> tokens) {
    QuantityReader reader = new QuantityReader(tokens);
    int at = 0;
    while (at < tokens.size()) {
      int next = reader.readAt(at);
      if (next <= at) {
        throw new IllegalStateException("token " + at + " (expected: progress)");
      }
      at = next;
    }
    return List.copyOf(reader.merged);
  }

  private int skip(int from, int to) {
    merged.addAll(tokens.subList(from, to));
    return to;
  }

  private void add(int first, int last, Quantity quantity) {
    merged.add(Token.of(tokens.get(first), tokens.get(last), quantity));
  }

  private int readAt(int at) {
    int date = readDate(at);
    if (date > at) {
      return date;
    }
    int first = at;
    Lexicon.Unit before = currency(at);
    int numberAt = at;
    if (before != null && at + 1 < tokens.size() && numbers.startsAt(at + 1)) {
      numberAt = at + 1;
    } else {
      before = null;
    }
    WrittenNumber number = numbers.at(numberAt);
    if (number == null) {
      return skip(at, at + 1);
    }
    if (number.after() + 1 < tokens.size() && isTime(numberAt, number)) {
      return addTime(first, numberAt);
    }
    return add(first, numberAt, number, before);
  }

  private int add(int first, int numberAt, WrittenNumber number, Lexicon.@Nullable Unit before) {
    double low = number.value();
    double high = low;
    int after = number.after();
    int second =
        after < tokens.size() && RANGE.contains(tokens.get(after).lower()) ? after + 1 : -1;
    if (second > 0 && second < tokens.size() && tokens.get(second).is("to")) {
      second++;
    }
    if (second > 0 && isRange(numberAt, after)) {
      if (second < tokens.size() && before != null && currency(second) != null) {
        second++;
      }
      WrittenNumber upper = second < tokens.size() ? numbers.at(second) : null;
      if (upper != null && upper.value() > low && !sameUnitBetween(after)) {
        high = upper.value();
        after = upper.after();
      }
    }
    Unit unit =
        before != null
            ? new Unit("money:" + before.dimension(), before.size(), after - 1, Set.of())
            : unit(after, number);
    if (number.words()
        && low <= 1
        && (unit.dimension().equals("number") || unit.dimension().equals("count"))) {
      return skip(first, number.after());
    }
    int last = Math.max(unit.last(), after - 1);
    String dimension = unit.dimension();
    if (dimension.equals("number") && isYear(numberAt, number)) {
      dimension = "year";
    }
    add(
        first,
        last,
        new Quantity(
            dimension,
            low * unit.size(),
            high * unit.size(),
            unit.size(),
            unit.nouns(),
            limits.of(first, last),
            limits.isRough(first)));
    return last + 1;
  }

  // "between 5 and 10", "5 to 10", "5-10"; "and" alone joins two numbers that have their own nouns.
  private boolean isRange(int numberAt, int joiner) {
    return !tokens.get(joiner).is("and")
        || (numberAt > 0 && tokens.get(numberAt - 1).is("between"));
  }

  private boolean sameUnitBetween(int joiner) {
    return joiner + 2 < tokens.size()
        && tokens.get(joiner).is("-")
        && joiner + 3 < tokens.size()
        && tokens.get(joiner + 2).is("-")
        && tokens.get(joiner + 3).isNumber();
  }

  private record Unit(String dimension, double size, int last, Set<String> nouns) {}

  private Unit unit(int after, WrittenNumber number) {
    int i = after;
    if (i < tokens.size() && tokens.get(i).is("-")) {
      i++;
    }
    if (i < tokens.size() && isOrdinal(i)) {
      return new Unit("ordinal", 1, i, Set.of());
    }
    if (i < tokens.size()
        && (tokens.get(i).is("%") || tokens.get(i).lower().startsWith("percent"))) {
      return new Unit("percent", 1, i, Set.of());
    }
    if (i + 1 < tokens.size() && tokens.get(i).is("per") && tokens.get(i + 1).is("cent")) {
      return new Unit("percent", 1, i + 1, Set.of());
    }
    int q = i;
    while (q < tokens.size() && q < i + 2 && QUALIFIERS.contains(tokens.get(q).lower())) {
      q++;
    }
    for (int j = q; j >= i; j--) {
      Unit unit = measure(j);
      if (unit != null) {
        return unit;
      }
    }
    Set<String> nouns = nouns(i);
    boolean bare = nouns.isEmpty() || (isYear(after - 1, number) && isDated(after - 1));
    return new Unit(bare ? "number" : "count", 1, after - 1, bare ? Set.of() : nouns);
  }

  // "in 1998", "(1998": a year whatever follows.
  private boolean isDated(int at) {
    return at > 0 && DATING.contains(tokens.get(at - 1).lower());
  }

  private @Nullable Unit measure(int i) {
    if (i >= tokens.size()) {
      return null;
    }
    Token token = tokens.get(i);
    Lexicon.Unit currency = lexicon.currencies().get(token.lower());
    if (currency != null) {
      return new Unit("money:" + currency.dimension(), currency.size(), i, Set.of());
    }
    Lexicon.Unit unit = lexicon.units().get(token.lower());
    if (token.is("second") && !tokens.get(i - 1).is("-")) {
      return null;
    }
    return unit == null ? null : new Unit(unit.dimension(), unit.size(), i, Set.of());
  }

  private Set<String> nouns(int from) {
    Set<String> nouns = new LinkedHashSet<>();
    for (int i = from; i < tokens.size() && i < from + 5 && nouns.size() < MOST_NOUNS; i++) {
      Token token = tokens.get(i);
      if (token.isContent()) {
        nouns.add(token.stem());
      } else if (!token.is("-") && !token.is("more") && !token.is("other")) {
        break;
      }
    }
    return nouns;
  }

  private boolean isOrdinal(int i) {
    String s = tokens.get(i).lower();
    return tokens.get(i).glued()
        && (s.equals("st") || s.equals("nd") || s.equals("rd") || s.equals("th"));
  }

  private boolean isYear(int at, WrittenNumber number) {
    String digits = tokens.get(at).lower();
    return digits.length() == 4
        && tokens.get(at).isNumber()
        && number.value() >= 1000
        && number.value() <= 2100
        && number.value() == Math.rint(number.value())
        && digits.chars().allMatch(Character::isDigit);
  }

  private Lexicon.@Nullable Unit currency(int at) {
    Token token = tokens.get(at);
    return token.kind() == Token.Kind.NUMBER ? null : lexicon.currencies().get(token.lower());
  }

  // 17:30, 9 am, 9:00 p.m.
  private boolean isTime(int at, WrittenNumber number) {
    int after = number.after();
    Token next = tokens.get(after);
    if (!tokens.get(at).isNumber() || number.value() > 24) {
      return false;
    }
    boolean clock =
        next.is(":")
            && next.start() == tokens.get(after - 1).end()
            && after + 1 < tokens.size()
            && tokens.get(after + 1).isNumber()
            && tokens.get(after + 1).lower().length() == 2
            && tokens.get(after + 1).start() == next.end();
    return clock || isHalf(after) != null;
  }

  private @Nullable String isHalf(int i) {
    if (i >= tokens.size()) {
      return null;
    }
    String word = tokens.get(i).lower();
    boolean verb = i + 1 < tokens.size() && tokens.get(i + 1).isContent();
    if (word.equals("pm") || (word.equals("am") && (tokens.get(i).glued() || !verb))) {
      return word;
    }
    boolean points =
        (word.equals("a") || word.equals("p"))
            && i + 2 < tokens.size()
            && tokens.get(i + 1).is(".")
            && tokens.get(i + 2).is("m");
    return points ? word + "m" : null;
  }

  private int addTime(int first, int at) {
    double minutes = Numbers.parse(tokens.get(at).lower()) * 60;
    int last = at;
    if (at + 2 < tokens.size() && tokens.get(at + 1).is(":")) {
      minutes += Numbers.parse(tokens.get(at + 2).lower());
      last = at + 2;
    }
    String half = isHalf(last + 1);
    if (half != null) {
      boolean points = tokens.get(last + 1).lower().length() == 1;
      last += points ? 3 : 1;
      if (half.equals("pm") && minutes < 720) {
        minutes += 720;
      } else if (half.equals("am") && minutes >= 720) {
        minutes -= 720;
      }
    }
    add(first, last, quantity(first, last, "time", minutes));
    return last + 1;
  }

  private Quantity quantity(int first, int last, String dimension, double value) {
    return new Quantity(dimension, value, value, 1, Set.of(), limits.of(first, last), false);
  }

  // 3 March 2026, March 3, 2026, 2026-03-03; a month alone is a word.
  private int readDate(int at) {
    Integer month = month(at);
    if (month != null) {
      return monthFirst(at, month);
    }
    Token token = tokens.get(at);
    if (!token.isNumber() || token.lower().length() > 4) {
      return at;
    }
    int next = at + 1;
    if (next < tokens.size() && isOrdinal(next)) {
      next++;
    }
    if (next < tokens.size() && tokens.get(next).is("of")) {
      next++;
    }
    month = next < tokens.size() ? month(next) : null;
    double day = Numbers.parse(token.lower());
    if (month != null && day >= 1 && day <= 31 && day == Math.rint(day)) {
      return addDate(at, next + 1, month, day);
    }
    return isoDate(at);
  }

  private int isoDate(int at) {
    if (at + 4 >= tokens.size()
        || tokens.get(at).lower().length() != 4
        || !tokens.get(at + 1).is("-")
        || !tokens.get(at + 2).isNumber()
        || !tokens.get(at + 3).is("-")
        || !tokens.get(at + 4).isNumber()) {
      return at;
    }
    double month = Numbers.parse(tokens.get(at + 2).lower());
    double day = Numbers.parse(tokens.get(at + 4).lower());
    double year = Numbers.parse(tokens.get(at).lower());
    add(at, at, quantity(at, at + 4, "year", year));
    add(at + 2, at + 4, quantity(at, at + 4, "date", month * 100 + day));
    return at + 5;
  }

  private int monthFirst(int at, int month) {
    int i = at + 1;
    if (i < tokens.size() && tokens.get(i).is(".")) {
      i++;
    }
    if (i < tokens.size() && tokens.get(i).isNumber()) {
      double day = Numbers.parse(tokens.get(i).lower());
      if (tokens.get(i).lower().length() <= 2 && day >= 1 && day <= 31) {
        int after = i + 1 < tokens.size() && isOrdinal(i + 1) ? i + 2 : i + 1;
        return addDate(at, after, month, day);
      }
    }
    return at;
  }

  private int addDate(int first, int after, int month, double day) {
    add(first, after - 1, quantity(first, after - 1, "date", month * 100 + day));
    int i = after < tokens.size() && tokens.get(after).is(",") ? after + 1 : after;
    if (i < tokens.size()
        && isYear(i, new WrittenNumber(Numbers.parse(digitsOf(i)), i + 1, false))) {
      skip(after, i);
      add(i, i, quantity(i, i, "year", Numbers.parse(tokens.get(i).lower())));
      return i + 1;
    }
    return after;
  }

  private String digitsOf(int i) {
    return tokens.get(i).isNumber() ? tokens.get(i).lower() : "0";
  }

  // "may" and "mar" are months only with a capital letter.
  private @Nullable Integer month(int at) {
    Token token = tokens.get(at);
    Integer month = lexicon.months().get(token.lower());
    return month != null && (token.capital() || token.lower().length() > 3) ? month : null;
  }
}

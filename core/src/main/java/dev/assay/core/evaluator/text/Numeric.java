package dev.assay.core.evaluator.text;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.evaluator.quantity.DecimalMark;
import dev.assay.core.evaluator.quantity.Quantities;
import dev.assay.core.evaluator.quantity.Quantity;
import dev.assay.core.evaluator.quantity.Unit;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Printable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Whether the numbers of the output are those of a reference. */
final class Numeric implements Evaluator {

  private static final String WHICH = "which";
  private static final String ABSOLUTE = "absolute";
  private static final String RELATIVE = "relative";
  private static final String UNITS = "units";
  private static final String DECIMAL = "decimal";
  private static final String FIRST = "first";
  private static final String LAST = "last";
  private static final String ANY = "any";
  private static final String STRICT = "strict";
  private static final String IGNORE = "ignore";

  private static final int MOST_IN_OUTPUT = 200_000;
  private static final int MOST_EXPECTED = 100;
  // What converting and reading in binary may add.
  private static final double ROUNDING = 1e-9;
  private static final MathContext SHOWN = new MathContext(12);

  private final String which;
  private final double absolute;
  private final double relative;
  private final String units;
  private final DecimalMark mark;

  private Numeric(Parameters parameters) {
    this.which = parameters.string(WHICH);
    this.absolute = parameters.number(ABSOLUTE);
    this.relative = parameters.number(RELATIVE);
    this.units = parameters.string(UNITS);
    this.mark = DecimalMark.valueOf(parameters.string(DECIMAL).toUpperCase(Locale.ROOT));
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "numeric",
            "1",
            "Passes when the numbers of the expected output are in the output, with tolerance, units"
                + " and currencies.")
        .documentation(
            "Finds the numbers in output and expected output and compares them. With `which: any`"
                + " every number of the expected output must be in the output, with `first` or"
                + " `last` the first or last of one must be the first or last of the other. They"
                + " are equal within the greater of `absolute` (in the expected unit) and"
                + " `relative` (a share of the expected number). Read are signs, `1e6`, thousands"
                + " separators (`1,234.56`, `1.234,56`, `1 234,56`, `1'234.56`), `5 million` and"
                + " `2.5k`. A single comma before exactly three digits groups thousands and a"
                + " single point is a decimal point, unless `decimal` says which custom the texts"
                + " follow. Units of length, mass, volume, time, temperature and data convert into"
                + " each other (`km m cm mm mi yd ft in`, `kg g mg t lb oz`, `l ml`, `ms s min h day"
                + " week`, `month year`, `°C °F`, `B kB MB GB TB KiB MiB GiB TiB`); other words are no units,"
                + " and neither are rates such as `km/h`."
                + " Currencies are known by symbol, ISO code or name and never convert: `$5` is not"
                + " `5 EUR`. A number without a unit equals one with any, unless `units` is"
                + " `strict`; `50%` equals `50` and `0.5`.")
        .example("- numeric: {which: last, relative: 0.01}")
        .parameter(
            Parameter.string(WHICH, "Which numbers are compared: the first, the last, or any.")
                .oneOf(ANY, FIRST, LAST)
                .withDefault(ANY))
        .parameter(
            Parameter.number(ABSOLUTE, "How far apart they may be, in the expected unit.")
                .between(0, Double.MAX_VALUE)
                .withDefault(0))
        .parameter(
            Parameter.number(RELATIVE, "How far apart they may be, as a share of the expected one.")
                .between(0, 1)
                .withDefault(0))
        .parameter(
            Parameter.string(
                    UNITS,
                    "Whether units must agree where both have one (lenient), always (strict), or do"
                        + " not count (ignore).")
                .oneOf("lenient", STRICT, IGNORE)
                .withDefault("lenient"))
        .parameter(
            Parameter.string(
                    DECIMAL,
                    "What marks decimals where a number can be read two ways: the number's look"
                        + " (auto), point or comma.")
                .oneOf("auto", "point", "comma")
                .withDefault("auto"))
        .needs(Need.EXPECTED)
        .decidesItself()
        .createdBy((parameters, context) -> new Numeric(parameters));
  }

  @Override
  public Score evaluate(Subject subject) {
    List<Quantity> found = Quantities.in(subject.output(), mark, MOST_IN_OUTPUT + 1);
    if (found.size() > MOST_IN_OUTPUT) {
      return Score.unscored("more than " + MOST_IN_OUTPUT + " numbers in the output");
    }
    Comparison shown = null;
    for (String reference : subject.references()) {
      List<Quantity> expected = Quantities.in(reference, mark, MOST_EXPECTED + 1);
      if (expected.size() > MOST_EXPECTED) {
        return Score.unscored("more than " + MOST_EXPECTED + " numbers in the expected output");
      }
      if (!expected.isEmpty()) {
        Comparison comparison = compare(found, expected);
        if (comparison.equal()) {
          return comparison.score();
        }
        shown = shown == null ? comparison : shown;
      }
    }
    return shown == null ? Score.unscored("no number in the expected output") : shown.score();
  }

  private Comparison compare(List<Quantity> found, List<Quantity> expected) {
    if (found.isEmpty()) {
      return new Comparison(false, null, expected.get(0), "no number in the output");
    }
    if (!which.equals(ANY)) {
      Quantity one = which.equals(FIRST) ? found.get(0) : found.get(found.size() - 1);
      Quantity other = which.equals(FIRST) ? expected.get(0) : expected.get(expected.size() - 1);
      return compare(one, other);
    }
    Comparison last = null;
    for (Quantity wanted : expected) {
      last = closest(found, wanted);
      if (!last.equal()) {
        return last;
      }
    }
    return requireNonNull(last);
  }

  private Comparison closest(List<Quantity> found, Quantity wanted) {
    Quantity closest = found.get(0);
    double least = Double.POSITIVE_INFINITY;
    for (Quantity one : found) {
      OptionalDouble value = comparable(one, wanted);
      if (equal(one, wanted, value)) {
        return compare(one, wanted);
      }
      double distance =
          value.isPresent()
              ? Math.abs(value.getAsDouble() - wanted.value())
              : Double.POSITIVE_INFINITY;
      if (distance < least) {
        least = distance;
        closest = one;
      }
    }
    return compare(closest, wanted);
  }

  private Comparison compare(Quantity found, Quantity wanted) {
    OptionalDouble value = comparable(found, wanted);
    if (value.isEmpty()) {
      return new Comparison(false, found, wanted, why(found, wanted));
    }
    boolean near = equal(found, wanted, value);
    String difference =
        near ? "" : "differs by " + shown(Math.abs(value.getAsDouble() - wanted.value()));
    return new Comparison(near, found, wanted, difference);
  }

  private boolean equal(Quantity found, Quantity wanted, OptionalDouble value) {
    return value.isPresent()
        && (near(value.getAsDouble(), wanted.value()) || nearAsShare(found, wanted));
  }

  // The found number in the unit of the wanted one; empty if the units forbid a comparison.
  private OptionalDouble comparable(Quantity found, Quantity wanted) {
    Unit unit = wanted.unit();
    if (units.equals(IGNORE)) {
      return OptionalDouble.of(found.value());
    }
    if (unit != null && found.unit() != null) {
      return found.in(unit);
    }
    boolean both = unit == null && found.unit() == null;
    return units.equals(STRICT) && !both
        ? OptionalDouble.empty()
        : OptionalDouble.of(found.value());
  }

  private boolean near(double value, double wanted) {
    double rounding = ROUNDING * Math.max(Math.abs(value), Math.abs(wanted));
    double allowed = Math.max(absolute, relative * Math.abs(wanted)) + rounding;
    return Math.abs(value - wanted) <= allowed;
  }

  // 50% is 0.5 too.
  private boolean nearAsShare(Quantity found, Quantity wanted) {
    if (units.equals(STRICT)) {
      return false;
    }
    boolean foundPercent = found.unit() != null && found.unit().isPercent();
    boolean wantedPercent = wanted.unit() != null && wanted.unit().isPercent();
    if (foundPercent && wanted.unit() == null) {
      return near(found.value() / 100, wanted.value());
    }
    return wantedPercent && found.unit() == null && near(found.value() * 100, wanted.value());
  }

  private static String why(Quantity found, Quantity wanted) {
    Unit one = found.unit();
    Unit other = wanted.unit();
    if (one == null || other == null) {
      return one == null ? "without the unit" : "with a unit that is not expected";
    }
    return one.isCurrency() && other.isCurrency()
        ? "another currency"
        : one.name() + " does not convert to " + other.name();
  }

  private static String shown(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.valueOf((long) value);
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(SHOWN).stripTrailingZeros();
    boolean plain = Math.abs(value) >= 1e-6 && Math.abs(value) < 1e15;
    return plain ? rounded.toPlainString() : rounded.toString();
  }

  /** Two numbers, and what their comparison came to. */
  private record Comparison(
      boolean equal, @Nullable Quantity found, Quantity wanted, String difference) {

    Score score() {
      ObjectNode evidence = Json.object();
      evidence.set("expected", json(wanted));
      if (found != null) {
        evidence.set("found", json(found));
      }
      String compared =
          found == null
              ? difference + " (expected: " + shown(wanted) + ")"
              : shown(found)
                  + (equal ? " equals " : " is not ")
                  + shown(wanted)
                  + (difference.isEmpty() ? "" : ": " + difference);
      return new Score.Scored(equal ? 1 : 0, equal, null, compared, evidence);
    }

    private static ObjectNode json(Quantity quantity) {
      ObjectNode json = Json.object().put("value", quantity.value());
      json.put("unit", quantity.unit() == null ? null : quantity.unit().name());
      return json.put("text", quantity.text());
    }

    private static String shown(Quantity quantity) {
      Unit unit = quantity.unit();
      String number = Numeric.shown(quantity.value()) + (unit == null ? "" : " " + unit.name());
      return number + " (\"" + Printable.line(quantity.text(), 60) + "\")";
    }
  }
}

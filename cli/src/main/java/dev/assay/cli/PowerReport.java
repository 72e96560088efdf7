package dev.assay.cli;

import dev.assay.core.json.Json;
import dev.assay.core.plan.PowerPlan;
import dev.assay.core.plan.PowerQuestion;
import dev.assay.core.plan.Variation;
import dev.assay.core.problem.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answers of {@code assay power}.
 *
 * @param question what was asked
 * @param plan answers it
 * @param variation what a run showed; null without one
 * @param assumed whether the correlation is a guess of Assay's
 * @param examples how many examples there are; null if that is the question
 * @param effect the drop that is to be found
 * @param margin by how much a change may be worse
 */
record PowerReport(
    PowerQuestion question,
    PowerPlan plan,
    @Nullable Variation variation,
    boolean assumed,
    @Nullable Long examples,
    OptionalDouble effect,
    OptionalDouble margin) {

  private static final int LONGEST = 120;
  private static final List<Long> USUAL = List.of(50L, 100L, 200L, 400L, 800L, 1600L, 3200L);

  ObjectNode json() {
    ObjectNode json = Json.object();
    ObjectNode asked = json.putObject("question");
    asked.put("measure", question.kind().key());
    if (rate()) {
      asked.put("rate", question.rate());
    } else {
      asked.put("standard_deviation", question.standardDeviation());
    }
    asked.put("paired", question.paired()).put("repeats", question.repeats());
    asked.put("correlation", question.correlation()).put("correlation_from", source());
    asked.put("alpha", question.alpha()).put("power", question.power());
    asked.put("examples", examples).put("test", plan.test(margin.isPresent()));
    effect.ifPresent(value -> asked.put("effect", value));
    margin.ifPresent(value -> asked.put("margin", value));
    ObjectNode answers = json.putObject("answers");
    if (examples != null) {
      put(answers, "minimum_detectable_effect", plan.detectable(examples));
      put(answers, "minimum_margin", plan.margin(examples));
    }
    if (asked()) {
      OptionalLong needed = plan.needed(drop(), margin.orElse(0));
      answers.put("needed_examples", needed.isPresent() ? (Long) needed.getAsLong() : null);
      if (examples != null) {
        answers.put("power", plan.power(examples, drop(), margin.orElse(0)));
      }
    }
    for (long n : rows()) {
      ObjectNode row = json.withArray("by_examples").addObject().put("examples", n);
      put(row, "minimum_detectable_effect", plan.detectable(n));
      put(row, "minimum_margin", plan.margin(n));
      if (asked()) {
        row.put("power", plan.power(n, drop(), margin.orElse(0)));
      }
    }
    return json;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    String of =
        rate()
            ? "pass rate " + number("%.1f%%", question.rate() * 100)
            : "scores with a standard deviation of " + number("%.3g", question.standardDeviation());
    lines.add("Baseline   " + of);
    String sides = margin.isPresent() ? "one-sided" : "two-sided";
    lines.add(
        "Compared   "
            + (question.paired() ? "on the same examples" : "on different examples")
            + (question.repeats() > 1 ? ", " + question.repeats() + " repeats of each" : "")
            + ", by "
            + plan.test(margin.isPresent())
            + ", "
            + sides
            + " at "
            + plain(question.alpha())
            + ", to find it in "
            + plain(question.power() * 100)
            + "%"
            + " of cases");
    lines.add("Agreement  " + agreement());
    lines.add("");
    answers(lines);
    table(lines);
    return lines;
  }

  private String agreement() {
    String value = number("%.2f", question.correlation());
    String words = "two runs of one example correlate by " + value;
    if (rate() && question.paired()) {
      words += ": by chance " + number("%.1f%%", plan.discordant(0) * 100) + " of pairs differ";
    }
    return words + " (" + source() + ")";
  }

  private String source() {
    if (assumed) {
      return "assumed; a run with repeats shows it, or two runs of one system";
    }
    return variation != null && variation.correlation().isPresent()
        ? "from " + Printable.line(variation.source(), LONGEST)
        : "as given";
  }

  private void answers(List<String> lines) {
    if (examples != null && margin.isEmpty()) {
      OptionalDouble least = plan.detectable(examples);
      lines.add(
          count(examples)
              + (least.isPresent()
                  ? " find a drop of " + size(least.getAsDouble()) + " or more"
                  : " find no drop, however great"));
    }
    if (examples != null && margin.isPresent()) {
      OptionalDouble least = plan.margin(examples);
      lines.add(
          count(examples)
              + (least.isPresent()
                  ? " show an unchanged system to be no worse by " + size(least.getAsDouble())
                  : " show it for no margin"));
    }
    if (!asked()) {
      return;
    }
    String what =
        margin.isPresent()
            ? "to be no worse by "
                + size(margin.getAsDouble())
                + (effect.isPresent() ? ", where it dropped by " + size(drop()) : "")
            : "a drop of " + size(drop());
    if (examples != null) {
      double share = plan.power(examples, drop(), margin.orElse(0));
      String verb = margin.isPresent() ? " show it " : " find ";
      lines.add(
          count(examples) + verb + what + " in " + number("%.0f%%", share * 100) + " of cases");
    }
    OptionalLong needed = plan.needed(drop(), margin.orElse(0));
    String verb = margin.isPresent() ? "To show it " : "To find ";
    lines.add(
        verb
            + what
            + (needed.isPresent()
                ? " takes " + count(needed.getAsLong())
                : " no number of examples is enough"));
  }

  private void table(List<String> lines) {
    lines.add("");
    boolean margins = margin.isPresent();
    lines.add(
        String.format(
            Locale.ROOT,
            "  %10s  %14s%s",
            "examples",
            margins ? "least margin" : "least drop",
            asked() ? "   power" : ""));
    for (long n : rows()) {
      OptionalDouble least = margins ? plan.margin(n) : plan.detectable(n);
      String row =
          String.format(
              Locale.ROOT,
              "  %,10d  %14s",
              n,
              least.isPresent() ? size(least.getAsDouble()) : "none");
      if (asked()) {
        row += number("  %5.0f%%", 100 * plan.power(n, drop(), margin.orElse(0)));
      }
      lines.add(row);
    }
  }

  private Iterable<Long> rows() {
    TreeSet<Long> rows = new TreeSet<>(USUAL);
    if (examples != null) {
      rows.add(examples);
    }
    return rows;
  }

  private boolean rate() {
    return question.kind() == PowerQuestion.Kind.PASS_RATE;
  }

  private boolean asked() {
    return effect.isPresent() || margin.isPresent();
  }

  private double drop() {
    return effect.orElse(0);
  }

  private String count(long n) {
    String noun = question.paired() ? " examples" : " examples of each system";
    return number("%,d", n) + noun;
  }

  private String size(double value) {
    return rate() ? number("%.1f points", value * 100) : number("%.3g", value);
  }

  private static String plain(double value) {
    return number("%.4f", value).replaceFirst("\\.?0+$", "");
  }

  private static String number(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static void put(ObjectNode json, String name, OptionalDouble value) {
    if (value.isPresent()) {
      json.put(name, value.getAsDouble());
    } else {
      json.putNull(name);
    }
  }
}

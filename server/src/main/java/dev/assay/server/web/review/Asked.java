package dev.assay.server.web.review;

import dev.assay.core.evaluator.Guideline;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.view.Last;
import dev.assay.server.web.view.Period;
import dev.assay.server.web.view.View;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which evaluator is looked at, and what of its time.
 *
 * @param evaluator its name; null where there is none
 * @param evaluators the names there are
 * @param about what it asks, in its own words; empty if it is not known
 * @param guideline what it judges by; null where it does not say
 * @param grades the grades of its scale, least first; empty where people only pass or fail
 * @param view the time, 30 days unless the address says
 * @param period that time
 */
record Asked(
    @Nullable String evaluator,
    List<String> evaluators,
    String about,
    @Nullable Guideline guideline,
    List<Integer> grades,
    View view,
    Period period) {

  static final String EVALUATOR = "evaluator";

  private static final int MOST_GRADES = 11;
  private static final Last STANDARD =
      Last.OFFERED.stream().filter(last -> last.text().equals("30d")).findFirst().orElseThrow();

  /** What a visit asks for. */
  static Asked of(Visit visit, Desks desks) {
    boolean timed = visit.text("last").isPresent() || visit.text("from").isPresent();
    View view = timed ? visit.view() : visit.view().over(STANDARD);
    List<ObjectNode> known =
        desks.operation().evaluators().stream()
            .filter(each -> each.path("configured").asBoolean(false))
            .toList();
    List<String> names = new ArrayList<>();
    known.forEach(each -> names.add(each.path("name").asString("")));
    String wanted =
        visit
            .text(EVALUATOR)
            .or(() -> visit.field(EVALUATOR))
            .or(() -> desks.review().checked())
            .orElseGet(() -> standard(known));
    if (wanted != null && !names.contains(wanted)) {
      // One that was configured once may have scores still.
      names.add(wanted);
    }
    ObjectNode own =
        known.stream()
            .filter(each -> each.path("name").asString("").equals(wanted))
            .findFirst()
            .orElse(null);
    return new Asked(
        wanted,
        names,
        own == null ? "" : own.path("summary").asString(""),
        own == null ? null : guideline(own.path("guideline")),
        own == null ? List.of() : grades(own),
        view,
        view.period(visit.now()));
  }

  // A judge before what looks at a sample, and that before what looks at everything.
  private static @Nullable String standard(List<ObjectNode> known) {
    return known.stream()
        .filter(each -> each.path("judged").asBoolean(false))
        .findFirst()
        .or(
            () ->
                known.stream()
                    .filter(each -> each.path("looks_at").asString("").equals("sample"))
                    .findFirst())
        .or(() -> known.stream().findFirst())
        .map(each -> each.path("name").asString(""))
        .orElse(null);
  }

  private static @Nullable Guideline guideline(JsonNode json) {
    List<Guideline.Question> questions = new ArrayList<>();
    for (JsonNode each : json.path("questions")) {
      List<Guideline.Grade> grades = new ArrayList<>();
      for (JsonNode grade : each.path("grades")) {
        grades.add(
            new Guideline.Grade(grade.path("value").asInt(0), grade.path("meaning").asString("")));
      }
      questions.add(new Guideline.Question(each.path("text").asString(""), grades));
    }
    return questions.isEmpty() ? null : new Guideline(json.path("about").asString(""), questions);
  }

  // People grade in whole numbers; of a share from 0 to 1 they say whether it passes.
  private static List<Integer> grades(ObjectNode evaluator) {
    double low = evaluator.path("low").asDouble(Double.NaN);
    double high = evaluator.path("high").asDouble(Double.NaN);
    boolean whole = low == Math.rint(low) && high == Math.rint(high);
    List<Integer> grades = new ArrayList<>();
    if (whole && high - low > 1 && high - low < MOST_GRADES && low >= 0) {
      for (int grade = (int) low; grade <= high; grade++) {
        grades.add(grade);
      }
    }
    return grades;
  }

  /** The evaluator. */
  String needed() {
    if (evaluator == null) {
      throw new InvalidInputException(
          Problem.of(EVALUATOR, "none", "one that has scores")
              .next("name evaluators in the server's configuration, under evaluators"));
    }
    return evaluator;
  }

  /** The times that can be chosen. */
  List<Last> lasts() {
    return Last.OFFERED.subList(2, Last.OFFERED.size());
  }

  /** An address that keeps what is asked, with more parameters, each a name and a value. */
  String at(String path, String... more) {
    StringBuilder query = new StringBuilder(path).append("?");
    if (evaluator != null) {
      append(query, EVALUATOR, evaluator);
    }
    for (int i = 0; i + 1 < more.length; i += 2) {
      append(query, more[i], more[i + 1]);
    }
    return view.at(query.toString());
  }

  private static void append(StringBuilder query, String name, String value) {
    if (query.charAt(query.length() - 1) != '?') {
      query.append('&');
    }
    query.append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
  }
}

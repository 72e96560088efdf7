package dev.assay.core.judge;

import dev.assay.core.json.Json;
import dev.assay.core.model.ReplySchema;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks for reasoning and then one grade of a scale, and reads it from JSON or prose.
 *
 * @since 0.1
 */
public final class GradeReader implements ReplyReader<Grade> {

  private static final List<String> GRADE_KEYS =
      List.of("grade", "score", "rating", "result", "points");
  private static final List<String> REASONING_KEYS =
      List.of("reasoning", "feedback", "explanation", "reason", "rationale");

  private final Scale scale;

  /** A reader of grades of {@code scale}. */
  public GradeReader(Scale scale) {
    this.scale = scale;
  }

  @Override
  public ReplySchema schema() {
    ObjectNode schema = Json.object().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("reasoning").put("type", "string");
    ObjectNode grade = properties.putObject("grade").put("type", "integer");
    ArrayNode grades = grade.putArray("enum");
    scale.grades().forEach(grades::add);
    schema.putArray("required").add("reasoning").add("grade");
    schema.put("additionalProperties", false);
    return new ReplySchema("grade", schema);
  }

  @Override
  public String askForJson() {
    return "Answer with one JSON object and nothing else: first \"reasoning\", what speaks for and"
        + " against the text by the criteria, then \"grade\", a whole number from "
        + scale.words()
        + ".";
  }

  @Override
  public String askForText(String code) {
    return "First write your reasoning: what speaks for and against the text by the criteria. Then"
        + " end with one line of exactly this form, the grade being a whole number from "
        + scale.words()
        + ":\nRESULT "
        + code
        + ": <grade>";
  }

  @Override
  public Reading<Grade> read(Reply reply) {
    ResultText text =
        new ResultText(reply, scale.grades().stream().map(String::valueOf).toList(), scale.high());
    Echo echo = new Echo(reply.judged());
    Optional<ObjectNode> whole = ReplyJson.whole(reply.text());
    if (whole.isPresent() && echo.repeats(reply.text())) {
      return new Reading.Unread<>(Echo.WHOLE);
    }
    if (whole.isPresent()) {
      return read(whole.get(), reply);
    }
    Optional<ResultText.Found> coded = text.coded();
    if (coded.isPresent() || text.outOfRange()) {
      return reading(coded, text, reply);
    }
    Optional<ObjectNode> json =
        ReplyJson.last(reply.text(), o -> field(o, GRADE_KEYS) != null, echo::repeats);
    return json.isPresent()
        ? read(json.get(), reply)
        : reading(text.bracketed().or(text::named), text, reply);
  }

  private Reading<Grade> reading(Optional<ResultText.Found> found, ResultText text, Reply reply) {
    if (found.isEmpty()) {
      return new Reading.Unread<>(text.reason("grade", scale.words()));
    }
    int offset = found.get().offset();
    String before = reply.text().substring(0, offset);
    return new Reading.Read<>(
        new Grade(Integer.parseInt(found.get().choice()), offset, before.strip()));
  }

  private Reading<Grade> read(ObjectNode object, Reply reply) {
    JsonNode given = field(object, GRADE_KEYS);
    if (given == null) {
      return new Reading.Unread<>("the JSON of the judge's reply holds no grade");
    }
    Optional<Grade> grade = grade(object, given, scale);
    if (grade.isEmpty()) {
      String shown = given.toString();
      return new Reading.Unread<>(
          "the judge's reply gives "
              + shown.substring(0, Math.min(60, shown.length()))
              + ", and "
              + scale.words()
              + " was offered");
    }
    int value = grade.get().value();
    return new Reading.Read<>(
        new Grade(value, offset(reply.text(), value), grade.get().reasoning()));
  }

  /**
   * The grade that {@code given} is: a number, a text such as {@code 4/5}, or an object that holds
   * one; empty if it is none of the scale.
   *
   * @param object where the reasoning stands, if anywhere
   */
  static Optional<Grade> grade(@Nullable ObjectNode object, JsonNode given, Scale scale) {
    if (given instanceof ObjectNode inner) {
      JsonNode value = field(inner, GRADE_KEYS);
      return value == null || value.isObject() ? Optional.empty() : grade(inner, value, scale);
    }
    Integer grade = null;
    if (given.isNumber()) {
      double number = given.decimalValue().doubleValue();
      boolean whole = number == Math.rint(number) && Math.abs(number) < Integer.MAX_VALUE;
      grade = whole && scale.offers((int) number) ? (Integer) (int) number : null;
    } else if (given.isString()) {
      Reply alone = new Reply(given.stringValue(), "", "");
      grade =
          new ResultText(alone, offered(scale), scale.high())
              .alone(given.stringValue())
              .map(found -> Integer.parseInt(found.choice()))
              .orElse(null);
    }
    if (grade == null) {
      return Optional.empty();
    }
    JsonNode reasoning = object == null ? null : field(object, REASONING_KEYS);
    return Optional.of(new Grade(grade, -1, reasoning == null ? "" : reasoning.asString("")));
  }

  static List<String> offered(Scale scale) {
    return scale.grades().stream().map(String::valueOf).toList();
  }

  private static @Nullable JsonNode field(ObjectNode object, List<String> keys) {
    return keys.stream().filter(object::hasNonNull).findFirst().map(object::get).orElse(null);
  }

  // Where the grade stands in JSON text; the reasoning comes before it, so the last one.
  private static int offset(String text, int grade) {
    Matcher matcher =
        Pattern.compile("\"(?:grade|score|rating|result|points)\"\\s*:\\s*\"?(" + grade + ")\\b")
            .matcher(text);
    int offset = -1;
    while (matcher.find()) {
      offset = matcher.start(1);
    }
    return offset;
  }
}

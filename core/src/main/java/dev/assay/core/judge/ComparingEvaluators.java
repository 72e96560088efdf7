package dev.assay.core.judge;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorProvider;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.NotConfiguredException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Offers {@code pairwise} and {@code panel}: judges that compare answers, and judges compared with
 * each other.
 *
 * @since 0.1
 */
public final class ComparingEvaluators implements EvaluatorProvider {

  private static final String PAIRWISE = "pairwise";
  private static final String PANEL = "panel";
  private static final Set<String> NOT_SHARED =
      Set.of("model", "role", "quorum", EvaluatorDefinition.THRESHOLD);
  private static final List<String> OF_A_MEMBER =
      List.of("name", "model", "role", "preset", "temperature", "seed", "samples", "max_tokens");

  /** Made by {@link java.util.ServiceLoader}. */
  public ComparingEvaluators() {}

  @Override
  public List<EvaluatorDefinition> evaluators() {
    return List.of(pairwise(), panel());
  }

  private static EvaluatorDefinition pairwise() {
    EvaluatorDefinition.Builder definition =
        EvaluatorDefinition.builder(
                PAIRWISE,
                "1",
                "Whether a language model finds the response better than another answer, asked in both"
                    + " orders: 1 for a win, 0.5 for a tie, 0 for a loss.")
            .category(Category.JUDGE)
            .documentation(
                "A language model compares the response with another answer to the same input: the"
                    + " expected output, or those recorded in a file or an earlier run (`against`). It is"
                    + " always asked twice, with the answers in either order, for judges favour a place;"
                    + " where the two replies differ the pair is a tie and is counted as inconsistent, and"
                    + " the report shows the share of such pairs as the judge's position bias. The mean is"
                    + " the share of wins, ties counted half: above 0.5 the response is the better one."
                    + " Comparing is easier than grading, so pairs tell small differences apart; use"
                    + " `assay rank` for more than two versions, and `judge` where a level is wanted.")
            .needs(Need.INPUT)
            .parameter(
                Parameter.strings(
                        "criteria", "What makes one answer better than another, in your words.")
                    .withDefault(
                        List.of(
                            "which response answers the input more helpfully, correctly and clearly")))
            .parameter(
                Parameter.string(
                        "against",
                        "What to compare with: expected, a file of rows {id, output}, or a run's"
                            + " directory.")
                    .withDefault("expected"))
            .parameter(
                Parameter.string("preset", "The prompt format of a model made for judging.")
                    .oneOf("prometheus-2"));
    return JudgeSettings.declareModel(Material.declare(definition))
        .createdBy(ComparingEvaluators::pairwise);
  }

  private static Evaluator pairwise(Parameters parameters, EvaluatorContext context) {
    List<String> criteria = parameters.strings("criteria");
    if (criteria.isEmpty() || criteria.stream().anyMatch(String::isBlank)) {
      throw new InvalidInputException(
          Problem.of(
              PAIRWISE + ".criteria",
              Json.write(parameters.toJson().get("criteria")),
              "at least one criterion in words, none of them empty"));
    }
    String against = parameters.string("against");
    boolean expected = against.equals("expected");
    Opponents opponents =
        expected
            ? Opponents.EXPECTED
            : Opponents.read(PAIRWISE + ".against", context.baseDirectory().resolve(against));
    JudgeSettings settings = JudgeSettings.read(PAIRWISE, parameters, context, false);
    Material given = Material.read(parameters);
    // A reference that is one of the two would give the game away.
    Material material = expected ? new Material(Material.Use.NEVER, given.context()) : given;
    String words = criteria.size() == 1 ? criteria.get(0) : "- " + String.join("\n- ", criteria);
    PairJudge judge = PairJudge.of(settings.judge(), settings.limit(), words, material);
    return new PairwiseJudge(
        settings, parameters.has("preset") ? judge.inPrometheusFormat() : judge, opponents);
  }

  private static EvaluatorDefinition panel() {
    EvaluatorDefinition single = single();
    EvaluatorDefinition.Builder definition =
        EvaluatorDefinition.builder(
                PANEL,
                "1",
                "A grade by several language models, each with a role of its own: their mean, or what a"
                    + " majority reaches.")
            .category(Category.JUDGE)
            .documentation(
                "Several language models grade the response as `judge` does, each in its own `role`; models"
                    + " of different families share fewer of their biases. The value is the mean of their"
                    + " grades, or with `aggregate: majority` the highest grade that more than half of them"
                    + " give or exceed. Evidence holds every member's grade and reasoning; the report shows"
                    + " how far they agree over the run (Krippendorff's alpha). If a member gives no grade"
                    + " there is no score, unless `quorum` says how many are enough.")
            .judged()
            .range(single.low(), single.high())
            .needs(Need.INPUT)
            .parameter(
                Parameter.json(
                        "judges",
                        "The members, at least two: a list of models, or of {model, role, name, preset,"
                            + " temperature, seed, samples, max_tokens}.")
                    .asRequired())
            .parameter(
                Parameter.string("aggregate", "How their grades become one.")
                    .oneOf("mean", "majority")
                    .withDefault("mean"))
            .parameter(
                Parameter.integer("quorum", "How many members must give a grade; all unless given.")
                    .between(1, 100));
    single.parameters().stream()
        .filter(parameter -> !NOT_SHARED.contains(parameter.name()))
        .map(p -> p.name().equals("samples") ? p.withDefault(1) : p)
        .forEach(definition::parameter);
    return definition.createdBy(ComparingEvaluators::panel);
  }

  private static EvaluatorDefinition single() {
    return new JudgeEvaluators()
        .evaluators().stream().filter(d -> d.name().equals("judge")).findFirst().orElseThrow();
  }

  private static Evaluator panel(Parameters parameters, EvaluatorContext context) {
    JsonNode judges = parameters.json("judges").orElseThrow();
    if (!judges.isArray() || judges.size() < 2) {
      throw new InvalidInputException(
          Problem.of(PANEL + ".judges", Json.write(judges), "a list of at least two models"));
    }
    int quorum = parameters.has("quorum") ? parameters.integer("quorum") : judges.size();
    if (quorum > judges.size()) {
      throw new InvalidInputException(
          Problem.of(PANEL + ".quorum", quorum, "at most the number of judges, " + judges.size()));
    }
    ObjectNode shared = parameters.toJson();
    shared.remove(List.of("judges", "aggregate", "quorum", EvaluatorDefinition.THRESHOLD));
    List<PanelJudge.Member> members = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode judge : judges) {
      String subject = PANEL + ".judges[" + members.size() + "]";
      PanelJudge.Member member = member(subject, judge, shared, context);
      if (!names.add(member.name())) {
        throw new InvalidInputException(
            Problem.of(subject + ".name", member.name(), "a name of its own")
                .next("give members of the same model names that differ"));
      }
      members.add(member);
    }
    return new PanelJudge(members, parameters.string("aggregate").equals("majority"), quorum);
  }

  private static PanelJudge.Member member(
      String subject, JsonNode given, ObjectNode shared, EvaluatorContext context) {
    ObjectNode own = shared.deepCopy();
    Optional<String> name = Optional.empty();
    if (given instanceof ObjectNode object && object.has("model")) {
      for (String key : object.propertyNames()) {
        if (!OF_A_MEMBER.contains(key)) {
          throw new InvalidInputException(
              Problem.of(subject, key, "a setting of a member")
                  .next(Nearest.advice(key, OF_A_MEMBER)));
        }
      }
      object.properties().forEach(e -> own.set(e.getKey(), e.getValue()));
      JsonNode named = own.remove("name");
      name = Optional.ofNullable(named).map(JsonNode::asString);
    } else {
      own.set("model", given);
    }
    Parameters parameters = Parameters.check(subject, single().parameters(), own, null);
    AbsoluteJudge judge;
    try {
      judge = (AbsoluteJudge) JudgeEvaluators.judge(parameters, context);
    } catch (NotConfiguredException e) {
      throw new NotConfiguredException(of(subject, e));
    } catch (InvalidInputException e) {
      throw new InvalidInputException(of(subject, e));
    }
    String model = judge.settings().judge().model().name();
    return new PanelJudge.Member(name.orElse(model), model, judge);
  }

  // What is wrong with a judge, said of the member.
  private static List<Problem> of(String member, InvalidInputException e) {
    return e.problems().stream()
        .map(
            problem ->
                problem.subject().startsWith("judge.")
                    ? new Problem(
                        problem.location(),
                        member + problem.subject().substring("judge".length()),
                        problem.value(),
                        problem.expected(),
                        problem.next())
                    : problem)
        .toList();
  }
}

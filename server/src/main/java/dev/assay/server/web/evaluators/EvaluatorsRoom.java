package dev.assay.server.web.evaluators;

import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Score;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.sampling.Budget;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.evaluation.EvaluationCounts;
import dev.assay.server.evaluation.EvaluatorTrials;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.page.PageRoute;
import dev.assay.server.web.page.Room;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.session.Role;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of evaluators, those that look at traffic, and a place to try one.
 *
 * @since 0.1
 */
public final class EvaluatorsRoom implements Room {

  private static final String PATH = "/ui/evaluators";
  private static final double NANOS_A_MILLI = 1e6;

  private final Desks desks;
  private final EvaluatorTrials trials;
  private final RunningEvaluators running;

  /** Over these services. */
  public EvaluatorsRoom(Desks desks) {
    this.desks = desks;
    this.trials = desks.machinery().trials();
    this.running = new RunningEvaluators(desks);
  }

  @Override
  public List<PageRoute> routes() {
    return List.of(
        PageRoute.page(PATH, this::show),
        PageRoute.page(PATH + "/try", this::form),
        PageRoute.deed(PATH + "/try", Role.EDITOR, this::attempt));
  }

  private void show(Visit visit) {
    EvaluationCounts counts = desks.machinery().evaluation().get();
    Budget budget = desks.machinery().config().evaluation().budget();
    visit.show(
        "evaluators/evaluators.jte",
        new EvaluatorsPage(
            visit.filtered("Evaluators"),
            running.in(visit.view(), visit.now()),
            new EvaluatorsPage.Spending(
                counts.spentThisHour(),
                counts.spentThisDay(),
                budget.moneyPerHour(),
                budget.moneyPerDay(),
                counts.postponed()),
            Catalogue.of(trials.registry(), visit.text("search").orElse(""))));
  }

  private void form(Visit visit) {
    String name = visit.text("evaluator").orElse("");
    if (!name.isEmpty() && trials.registry().find(name).isEmpty()) {
      throw ApiException.notFound("evaluator", name);
    }
    page(visit, TrialForm.empty(name), null, null);
  }

  // Shows what came of it at once: nothing was changed that a reload could change twice.
  private void attempt(Visit visit) {
    TrialForm form = TrialForm.of(visit);
    try {
      if (!form.parameters().isEmpty() && !visit.person().may(Role.ADMIN)) {
        throw new InvalidInputException(
            Problem.of("parameters", form.parameters(), "left to administrators")
                .next("parameters can name files of the server"));
      }
      // Only a name: what else an expression can say is left to the parameters.
      if (trials.registry().find(form.evaluator()).isEmpty()) {
        throw ApiException.notFound("evaluator", form.evaluator());
      }
      BoundEvaluator evaluator = trials.bind(form.expression());
      long began = System.nanoTime();
      Score score = trials.score(evaluator, form.subject(), visit.deed(null));
      double millis = (System.nanoTime() - began) / NANOS_A_MILLI;
      page(visit, form, null, new TrialPage.Result(evaluator.version(), score, millis));
    } catch (InvalidInputException e) {
      page(visit, form, String.valueOf(e.getMessage()), null);
    }
  }

  private void page(
      Visit visit, TrialForm form, @Nullable String problem, TrialPage.@Nullable Result result) {
    List<EvaluatorDefinition> all =
        trials.registry().definitions().stream()
            .sorted(Comparator.comparing(EvaluatorDefinition::name))
            .toList();
    visit.show(
        "evaluators/try.jte",
        new TrialPage(visit.shell("Try an evaluator"), all, form, problem, result));
  }
}

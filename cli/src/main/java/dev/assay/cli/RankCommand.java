package dev.assay.cli;

import dev.assay.core.calibration.CalibrationJson;
import dev.assay.core.calibration.Figure;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.judge.JudgeModel;
import dev.assay.core.judge.JudgeSettings;
import dev.assay.core.judge.Material;
import dev.assay.core.judge.PairJudge;
import dev.assay.core.judge.TextLimit;
import dev.assay.core.judge.Tournament;
import dev.assay.core.model.ChatModels;
import dev.assay.core.model.ChatParameters;
import dev.assay.core.model.ModelFamily;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.NotConfiguredException;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunDirectory;
import dev.assay.stats.interval.Estimate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay rank RUN RUN…}: which version is best, by a judge of pairs. */
@Command(
    name = "rank",
    description = "Let a judge compare the answers of runs two by two, and rank the runs.",
    footer = {
      "",
      "Every pair is judged in both orders; where they differ it is a tie. Strengths are log odds: a"
          + " run beats another 1 apart in 73 of 100 comparisons.",
      "",
      "Example: assay rank runs/v1 runs/v2 runs/v3 --judge openai:gpt-4o-mini"
    })
final class RankCommand extends AssayCommand {

  private static final String CRITERIA =
      "which response answers the input more helpfully, correctly and clearly";

  @Parameters(paramLabel = "RUN", arity = "2..*", description = "The runs' directories.")
  private List<Path> runs = List.of();

  @Option(
      names = "--judge",
      paramLabel = "MODEL",
      description = "The judge, such as openai:gpt-4o-mini; ASSAY_JUDGE_MODEL unless given.")
  private @Nullable String judge;

  @Option(
      names = "--criteria",
      paramLabel = "TEXT",
      description = "What makes one answer better, in your words; may be given several times.")
  private List<String> criteria = List.of(CRITERIA);

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "The prompt format of a model made for judging: prometheus-2.")
  private @Nullable String preset;

  @Option(
      names = "--max-calls",
      paramLabel = "N",
      description = "Ask the judge at most so often; inputs are left out at random. 2000.")
  private int maxCalls = 2_000;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Comparisons at once, from 1 to 1000; 5.")
  private int concurrency = 5;

  @Option(names = "--seed", paramLabel = "N", description = "Which inputs are left out; 7.")
  private long seed = 7;

  @Option(names = "--no-cache", description = "Neither use nor keep replies of the judge.")
  private boolean noCache;

  RankCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    check();
    List<Tournament.Contender> contenders = contenders();
    ModelSettings environment = ModelSettings.ofEnvironment(terminal().environment());
    ModelSettings settings =
        noCache
            ? environment
            : environment.withCache(Path.of(".assay", "cache", "models").toAbsolutePath());
    try (ChatModels chats = ChatModels.installed(settings)) {
      JudgeModel model =
          new JudgeModel(
              chats.get("--judge", Json.array().add(model()).get(0)),
              ChatParameters.DEFAULT.withTemperature(0.0).withMaxTokens(2_048));
      PairJudge pairs =
          PairJudge.of(
              model,
              new TextLimit(40_000, false),
              criteria.size() == 1 ? criteria.get(0) : "- " + String.join("\n- ", criteria),
              new Material(Material.Use.AUTO, Material.Use.AUTO));
      Tournament tournament =
          Tournament.of(preset == null ? pairs : pairs.inPrometheusFormat(), concurrency);
      Tournament.Result result = tournament.play(contenders, maxCalls, seed);
      print(result, new Judge(model.model().name(), version(model, pairs), kin(model, contenders)));
      return result.strengths().isEmpty() ? ExitCode.INCONCLUSIVE : ExitCode.PASSED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  /**
   * Who judged.
   *
   * @param version of model and prompt: strengths by different versions are not comparable
   * @param kin the model families that it shares with runs, and which
   */
  private record Judge(String model, String version, Map<ModelFamily, List<String>> kin) {}

  private static String version(JudgeModel model, PairJudge pairs) {
    ArrayNode identity = Json.array().add(model.model().version()).add(pairs.identity());
    return "1-" + ContentHash.of(identity).substring("sha256:".length()).substring(0, 12);
  }

  private static Map<ModelFamily, List<String>> kin(
      JudgeModel judge, List<Tournament.Contender> contenders) {
    Map<ModelFamily, List<String>> kin = new EnumMap<>(ModelFamily.class);
    Optional<ModelFamily> family = ModelFamily.of(judge.model().name());
    for (Tournament.Contender contender : contenders) {
      boolean same =
          family.isPresent()
              && contender.answers().values().stream()
                  .map(answer -> Optional.ofNullable(answer.interaction().model()))
                  .anyMatch(model -> model.flatMap(ModelFamily::of).equals(family));
      if (same) {
        kin.computeIfAbsent(family.get(), f -> new ArrayList<>()).add(contender.name());
      }
    }
    return kin;
  }

  private void check() {
    if (criteria.stream().anyMatch(String::isBlank)) {
      throw new InvalidInputException(
          Problem.of("--criteria", "empty", "what makes one answer better, in words"));
    }
    if (preset != null && !preset.equals("prometheus-2")) {
      throw new InvalidInputException(Problem.of("--preset", preset, "prometheus-2"));
    }
    if (concurrency < 1 || concurrency > 1_000) {
      throw new InvalidInputException(Problem.of("--concurrency", concurrency, "1 to 1000"));
    }
  }

  private String model() {
    String named =
        judge == null
            ? terminal().environment().getOrDefault(JudgeSettings.DEFAULT_VARIABLE, "")
            : judge;
    if (named.isBlank()) {
      throw new NotConfiguredException(
          Problem.of("--judge", "no model", "a model such as openai:gpt-4o-mini")
              .next("give --judge, or set " + JudgeSettings.DEFAULT_VARIABLE));
    }
    return named;
  }

  // The first repetition of each example; answers that failed cannot be compared.
  private List<Tournament.Contender> contenders() {
    List<Tournament.Contender> contenders = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Path path : runs) {
      Map<String, Subject> answers = new LinkedHashMap<>();
      try (RunDirectory run = RunDirectory.open(path)) {
        for (ExampleResult result : run.results()) {
          if (result.repeat() == 0 && result.interaction().output() != null) {
            answers.put(result.example().id(), new Subject(result.interaction(), result.example()));
          }
        }
      }
      Path last = path.toAbsolutePath().normalize().getFileName();
      String name = last == null ? path.toString() : last.toString();
      contenders.add(new Tournament.Contender(names.add(name) ? name : path.toString(), answers));
    }
    return contenders;
  }

  private void print(Tournament.Result result, Judge by) {
    if (json()) {
      json(document(result, by));
      return;
    }
    List<String> names = result.names();
    if (result.strengths().isEmpty()) {
      terminal().line("No ranking: some of the runs could not be compared at all.");
    } else {
      terminal().line("strength                          run");
      IntStream.range(0, names.size())
          .boxed()
          .sorted(Comparator.comparingDouble(i -> -result.strengths().get(i).value()))
          .forEach(
              i ->
                  terminal()
                      .line(
                          String.format(
                              Locale.ROOT,
                              "%-33s %s",
                              shown(result.strengths().get(i)),
                              names.get(i))));
    }
    terminal().line("");
    for (Tournament.Pairing pairing : result.pairings()) {
      terminal().line(names.get(pairing.first()) + " against " + names.get(pairing.second()));
      line("wins, ties counted half", pairing.winRate(), "nothing could be compared");
      line("at answers of equal length", pairing.atEqualLength(), "lengths or results do not vary");
    }
    terminal().line("");
    terminal().line(result.compared() + " comparisons of " + result.examples() + " inputs");
    line("decided by the order", result.positionBias(), "nothing could be compared");
    judge(by);
    result.unscored().forEach((why, n) -> terminal().line("  " + n + " not compared: " + why));
    if (result.left() > 0) {
      terminal()
          .line("  " + result.left() + " inputs were left out to keep to --max-calls " + maxCalls);
    }
    Double cost = result.usage().cost();
    if (cost != null) {
      terminal().line(String.format(Locale.ROOT, "  the judge cost %.4f", cost));
    }
  }

  private void judge(Judge by) {
    terminal().line("judged by " + by.model() + ", version " + by.version());
    by.kin()
        .forEach(
            (family, kin) ->
                terminal()
                    .line(
                        "  It is of the same model family ("
                            + family.key()
                            + ") as "
                            + String.join(", ", kin)
                            + ": judges prefer what their own family writes."));
  }

  private void line(String name, Optional<Estimate> estimate, String otherwise) {
    terminal()
        .line(
            String.format(
                Locale.ROOT,
                "  %-28s %s",
                name,
                estimate.map(RankCommand::shown).orElse(otherwise)));
  }

  private static String shown(Estimate estimate) {
    return String.format(
        Locale.ROOT,
        "%.2f [%.2f, %.2f]  n %d",
        estimate.value(),
        estimate.low(),
        estimate.high(),
        estimate.n());
  }

  private ObjectNode document(Tournament.Result result, Judge by) {
    ObjectNode document = Json.object();
    ObjectNode named = document.putObject("judge").put("model", by.model());
    named.put("version", by.version());
    ArrayNode asked = named.putArray("criteria");
    criteria.forEach(asked::add);
    ObjectNode same = named.putObject("same_family");
    by.kin().forEach((family, kin) -> kin.forEach(same.putArray(family.key())::add));
    ArrayNode runs = document.putArray("runs");
    for (int i = 0; i < result.names().size(); i++) {
      ObjectNode run = runs.addObject().put("run", result.names().get(i));
      run.set(
          "strength",
          result.strengths().isEmpty()
              ? CalibrationJson.figure(Figure.none("some runs could not be compared"))
              : CalibrationJson.figure(Figure.of(result.strengths().get(i))));
    }
    ArrayNode pairs = document.putArray("pairs");
    for (Tournament.Pairing pairing : result.pairings()) {
      ObjectNode pair = pairs.addObject();
      pair.put("run", result.names().get(pairing.first()));
      pair.put("against", result.names().get(pairing.second()));
      pair.set("win_rate", figure(pairing.winRate(), "nothing could be compared"));
      pair.set(
          "at_equal_length", figure(pairing.atEqualLength(), "lengths or results do not vary"));
      pair.put("inconsistent", pairing.inconsistent());
    }
    document.set("position_bias", figure(result.positionBias(), "nothing could be compared"));
    document.put("compared", result.compared());
    document.put("examples", result.examples());
    document.put("left_out", result.left());
    ObjectNode unscored = document.putObject("unscored");
    result.unscored().forEach(unscored::put);
    document.set("usage", InteractionJson.usage(result.usage()));
    return document;
  }

  private static ObjectNode figure(Optional<Estimate> estimate, String otherwise) {
    return CalibrationJson.figure(estimate.map(Figure::of).orElseGet(() -> Figure.none(otherwise)));
  }
}

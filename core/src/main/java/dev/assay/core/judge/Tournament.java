package dev.assay.core.judge;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Example;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.interaction.Usage;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.stats.association.AdjustedMean;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.interval.MeanInterval;
import dev.assay.stats.interval.WilsonInterval;
import dev.assay.stats.ranking.BradleyTerry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Lets several versions of an application compete: a judge compares the answers of each two to
 * every input, in both orders, and Bradley and Terry's model makes strengths of who beat whom.
 *
 * @since 0.1
 */
public final class Tournament {

  private static final int CALLS = 2;

  private final PairJudge judge;
  private final int concurrency;

  private Tournament(PairJudge judge, int concurrency) {
    this.judge = judge;
    this.concurrency = concurrency;
  }

  /**
   * A tournament with this judge, who is asked so many times at once.
   *
   * @throws IllegalArgumentException if {@code concurrency < 1}
   */
  public static Tournament of(PairJudge judge, int concurrency) {
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "concurrency: " + concurrency + " (expected: concurrency >= 1)");
    }
    return new Tournament(requireNonNull(judge, "judge"), concurrency);
  }

  /**
   * A version.
   *
   * @param name what it is called
   * @param answers its answers by example id
   */
  public record Contender(String name, Map<String, Subject> answers) {

    /** Copies the map. */
    public Contender {
      requireNonNull(name, "name");
      answers = Map.copyOf(answers);
    }
  }

  /**
   * Two contenders.
   *
   * @param first the one's place among the contenders
   * @param second the other's
   * @param winRate how often the first wins, ties counted half
   * @param atEqualLength the same at answers of equal length; empty where lengths or results do not
   *     vary
   * @param inconsistent how many comparisons the order decided
   */
  public record Pairing(
      int first,
      int second,
      Optional<Estimate> winRate,
      Optional<Estimate> atEqualLength,
      int inconsistent) {}

  /**
   * What a tournament came to.
   *
   * @param names the contenders
   * @param strengths in log odds, mean 0; empty where too little could be compared
   * @param pairings each two
   * @param positionBias the share of comparisons that the order decided; empty without any
   * @param compared how many comparisons have a result
   * @param unscored how many have none, by reason
   * @param examples how many inputs were used
   * @param left how many were left out to keep within the calls allowed
   * @param usage what the judge used
   */
  public record Result(
      List<String> names,
      List<Estimate> strengths,
      List<Pairing> pairings,
      Optional<Estimate> positionBias,
      int compared,
      Map<String, Integer> unscored,
      int examples,
      int left,
      Usage usage) {}

  private record Game(int first, int second, Subject subject, String answer, String other) {}

  private record Played(Game game, PairJudge.Outcome outcome) {}

  /**
   * Compares each two contenders on every input that all have answered.
   *
   * @param maxCalls how often the judge may be asked; inputs are left out at random to keep to it
   * @param seed decides which
   * @throws InvalidInputException if there are fewer than two contenders, they share no answered
   *     input, or not one input can be compared within the calls allowed
   */
  public Result play(List<Contender> contenders, int maxCalls, long seed)
      throws InterruptedException {
    List<String> ids = shared(contenders);
    int pairs = contenders.size() * (contenders.size() - 1) / 2;
    int most = maxCalls / (CALLS * pairs);
    if (most < 1) {
      throw new InvalidInputException(
          Problem.of(
              "--max-calls",
              maxCalls,
              "at least " + CALLS * pairs + ", two calls for each pair on one input"));
    }
    List<String> chosen = new ArrayList<>(ids);
    if (ids.size() > most) {
      Collections.shuffle(chosen, new Random(seed));
      chosen = chosen.subList(0, most);
    }
    List<Game> games = new ArrayList<>();
    for (String id : chosen) {
      for (int i = 0; i < contenders.size(); i++) {
        for (int j = i + 1; j < contenders.size(); j++) {
          Subject subject = requireNonNull(contenders.get(i).answers().get(id));
          Subject other = requireNonNull(contenders.get(j).answers().get(id));
          games.add(new Game(i, j, subject, subject.output(), other.output()));
        }
      }
    }
    return result(contenders, play(games), chosen.size(), ids.size() - chosen.size());
  }

  private static List<String> shared(List<Contender> contenders) {
    if (contenders.size() < 2) {
      throw new InvalidInputException(Problem.of("runs", contenders.size(), "at least two"));
    }
    List<String> ids =
        contenders.get(0).answers().keySet().stream()
            .filter(id -> contenders.stream().allMatch(c -> c.answers().containsKey(id)))
            .sorted()
            .toList();
    if (ids.isEmpty()) {
      throw new InvalidInputException(
          Problem.of("runs", "no example that all answered", "runs of the same examples"));
    }
    ids.forEach(id -> checkInput(id, contenders));
    return ids;
  }

  // Answers to different questions cannot be compared, whatever their ids say.
  private static void checkInput(String id, List<Contender> contenders) {
    JsonNode asked = input(contenders.get(0), id);
    for (Contender contender : contenders) {
      JsonNode other = input(contender, id);
      if (asked != null && other != null && !asked.equals(other)) {
        throw new InvalidInputException(
            Problem.of(
                "runs",
                "example " + id + " asks something else in " + contender.name(),
                "runs of the same examples"));
      }
    }
  }

  private static @Nullable JsonNode input(Contender contender, String id) {
    Example example = requireNonNull(contender.answers().get(id)).example();
    return example == null ? null : example.input();
  }

  private List<Played> play(List<Game> games) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(concurrency);
    try {
      List<Callable<Played>> calls = new ArrayList<>();
      for (Game game : games) {
        calls.add(
            () -> new Played(game, judge.compare(game.subject(), game.answer(), game.other())));
      }
      List<Played> played = new ArrayList<>();
      for (Future<Played> future : pool.invokeAll(calls)) {
        played.add(future.get());
      }
      return played;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a comparison failed: " + e.getCause(), e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Result result(
      List<Contender> contenders, List<Played> played, int examples, int left) {
    int k = contenders.size();
    double[][] wins = new double[k][k];
    Map<String, Integer> unscored = new TreeMap<>();
    Usage usage = Usage.NONE;
    int compared = 0;
    int inconsistent = 0;
    for (Played one : played) {
      PairJudge.Outcome outcome = one.outcome();
      usage = usage.plus(InteractionJson.usage(outcome.evidence().get("usage"), "usage"));
      Double value = outcome.value();
      if (value == null) {
        unscored.merge(String.valueOf(outcome.reason()), 1, Integer::sum);
        continue;
      }
      compared++;
      inconsistent += outcome.consistent() ? 0 : 1;
      wins[one.game().first()][one.game().second()] += value;
      wins[one.game().second()][one.game().first()] += 1 - value;
    }
    return new Result(
        contenders.stream().map(Contender::name).toList(),
        strengths(wins),
        pairings(k, played),
        compared == 0
            ? Optional.empty()
            : Optional.of(WilsonInterval.withDefaults().of(inconsistent, compared)),
        compared,
        unscored,
        examples,
        left,
        usage);
  }

  // Everyone meets everyone, so with the prior there is always a chain of wins, unless a pair could
  // never be compared.
  private static List<Estimate> strengths(double[][] wins) {
    for (int i = 0; i < wins.length; i++) {
      for (int j = 0; j < wins.length; j++) {
        if (i != j && wins[i][j] + wins[j][i] == 0) {
          return List.of();
        }
      }
    }
    return BradleyTerry.withDefaults().of(wins);
  }

  private static List<Pairing> pairings(int k, List<Played> played) {
    List<Pairing> pairings = new ArrayList<>();
    for (int i = 0; i < k; i++) {
      for (int j = i + 1; j < k; j++) {
        int first = i;
        int second = j;
        pairings.add(
            pairing(
                first,
                second,
                played.stream()
                    .filter(p -> p.game().first() == first && p.game().second() == second)
                    .filter(p -> p.outcome().value() != null)
                    .toList()));
      }
    }
    return pairings;
  }

  private static Pairing pairing(int first, int second, List<Played> games) {
    double[] value = new double[games.size()];
    double[] longer = new double[games.size()];
    int inconsistent = 0;
    for (int g = 0; g < value.length; g++) {
      Played one = games.get(g);
      Double outcome = one.outcome().value();
      value[g] = outcome == null ? 0.5 : outcome;
      longer[g] = one.game().answer().length() - (double) one.game().other().length();
      inconsistent += one.outcome().consistent() ? 0 : 1;
    }
    Optional<Estimate> adjusted =
        vary(value)
            ? AdjustedMean.withDefaults().of(longer, value).map(Tournament::asShare)
            : Optional.empty();
    return new Pairing(first, second, rate(value), adjusted, inconsistent);
  }

  // A line through few or far-off lengths leaves what a share can be.
  private static Estimate asShare(Estimate line) {
    Interval interval = new Interval(share(line.low()), share(line.high()), line.level());
    return new Estimate(share(line.value()), interval, line.n());
  }

  private static double share(double value) {
    return Math.max(0, Math.min(1, value));
  }

  // The mean's own interval has no width where all went alike. Ties alone count as the two games
  // that each of them is, one in either order.
  private static Optional<Estimate> rate(double[] value) {
    int n = value.length;
    if (n == 0) {
      return Optional.empty();
    }
    double sum = Arrays.stream(value).sum();
    if (Arrays.stream(value).allMatch(v -> v == 0 || v == 1)) {
      return Optional.of(WilsonInterval.withDefaults().of(Math.round(sum), n));
    }
    if (vary(value)) {
      return MeanInterval.withDefaults().withBounds(0, 1).of(value);
    }
    Interval interval = WilsonInterval.withDefaults().of(Math.round(2 * sum), 2L * n).interval();
    return Optional.of(new Estimate(sum / n, interval, n));
  }

  private static boolean vary(double[] values) {
    return Arrays.stream(values).distinct().count() > 1;
  }
}

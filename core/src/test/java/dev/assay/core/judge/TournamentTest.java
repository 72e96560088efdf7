package dev.assay.core.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.model.ChatParameters;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ScriptedChatModel;
import dev.assay.stats.interval.Estimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TournamentTest {

  private static final Pattern QUALITY = Pattern.compile("quality (\\d+)");

  /** Prefers the answer of the higher quality, a tie where they are equal. */
  private static ScriptedChatModel fair() {
    return ScriptedChatModel.of(
        request -> {
          Matcher matcher = QUALITY.matcher(request.messages().get(1).text());
          matcher.find();
          int a = Integer.parseInt(matcher.group(1));
          matcher.find();
          int b = Integer.parseInt(matcher.group(1));
          if (a == 99 || b == 99) {
            throw new ModelException(ModelException.Kind.TIMEOUT, "no answer in 30 s", null);
          }
          String choice = a > b ? "A" : a < b ? "B" : "tie";
          return ChatResponse.ofText("RESULT " + ScriptedChatModel.code(request) + ": " + choice);
        });
  }

  private static Tournament.Contender contender(String name, int n, IntFunction<String> answer) {
    Map<String, Subject> answers = new LinkedHashMap<>();
    for (int i = 0; i < n; i++) {
      Example example = Example.builder("x" + i, Partition.GOLDEN, "Question " + i).build();
      answers.put("x" + i, new Subject(Interaction.ofOutput(answer.apply(i)), example));
    }
    return new Tournament.Contender(name, answers);
  }

  private static Tournament.Result play(
      ScriptedChatModel model, int maxCalls, Tournament.Contender... contenders)
      throws InterruptedException {
    PairJudge judge =
        PairJudge.of(
            new JudgeModel(model, ChatParameters.DEFAULT),
            new TextLimit(10_000, false),
            "quality",
            new Material(Material.Use.NEVER, Material.Use.NEVER));
    return Tournament.of(judge, 4).play(List.of(contenders), maxCalls, 7);
  }

  @Test
  void play_threeVersions_ranksThemByWhoBeatsWhom() throws InterruptedException {
    Tournament.Result result =
        play(
            fair(),
            1_000,
            contender("old", 20, i -> "quality " + (i % 4)),
            contender("new", 20, i -> "quality " + (i % 4 + (i % 5 == 0 ? 0 : 2))),
            contender("worst", 20, i -> "quality 0"));
    assertThat(result.names()).containsExactly("old", "new", "worst");
    assertThat(result.compared()).isEqualTo(60);
    assertThat(result.strengths().get(1).value()).isGreaterThan(result.strengths().get(0).value());
    assertThat(result.strengths().get(0).value()).isGreaterThan(result.strengths().get(2).value());
    Tournament.Pairing first = result.pairings().get(0);
    // 16 losses and 4 ties.
    assertThat(first.winRate().orElseThrow().value()).isEqualTo(0.1);
    assertThat(result.positionBias().orElseThrow().value()).isZero();
    assertThat(result.positionBias().orElseThrow().high()).isGreaterThan(0.05);
    assertThat(result.left()).isZero();
  }

  @Test
  void play_judgeWhoFavoursAPlace_isSeen() throws InterruptedException {
    ScriptedChatModel first =
        ScriptedChatModel.of(
            request -> ChatResponse.ofText("RESULT " + ScriptedChatModel.code(request) + ": A"));
    Tournament.Result result =
        play(
            first,
            1_000,
            contender("a", 10, i -> "quality 1"),
            contender("b", 10, i -> "quality 2"));
    assertThat(result.positionBias().orElseThrow().value()).isEqualTo(1);
    Estimate rate = result.pairings().get(0).winRate().orElseThrow();
    assertThat(rate.value()).isEqualTo(0.5);
    assertThat(rate.n()).isEqualTo(10);
    // Wilson's interval for 10 of 20 games: 0.5 ± 1.96 / (2 √(20 + 1.96²))
    assertThat(rate.low()).isCloseTo(0.2993, within(1e-4));
    assertThat(result.pairings().get(0).atEqualLength()).isEmpty();
    assertThat(result.strengths().get(0).value()).isEqualTo(result.strengths().get(1).value());
  }

  @Test
  void play_judgeWhoFavoursLength_isControlled() throws InterruptedException {
    // Wins where it is longer, as long as the other in the middle: nothing is left at equal length.
    ScriptedChatModel longest =
        ScriptedChatModel.of(
            request -> {
              String user = request.messages().get(1).text();
              int a = count(user, "BEGIN RESPONSE A", "END RESPONSE A");
              int b = count(user, "BEGIN RESPONSE B", "END RESPONSE B");
              String choice = a > b ? "A" : a < b ? "B" : "tie";
              return ChatResponse.ofText(
                  "RESULT " + ScriptedChatModel.code(request) + ": " + choice);
            });
    Tournament.Result result =
        play(
            longest,
            1_000,
            contender("wordy", 30, i -> "w".repeat(100 + (i % 3 == 0 ? -10 : 20))),
            contender("brief", 30, i -> "w".repeat(100)));
    Tournament.Pairing pairing = result.pairings().get(0);
    assertThat(pairing.winRate().orElseThrow().value()).isGreaterThan(0.6);
    assertThat(pairing.atEqualLength().orElseThrow().value()).isLessThan(0.4);
  }

  @Test
  void play_fewInputsOfFarOffLengths_aShareStaysOne() throws InterruptedException {
    Tournament.Result result =
        play(
            fair(),
            100,
            contender("a", 3, i -> "quality " + i + "x".repeat(500 + 90 * i)),
            contender("b", 3, i -> "quality 1"));
    Estimate equal = result.pairings().get(0).atEqualLength().orElseThrow();
    assertThat(equal.low()).isBetween(0.0, equal.value());
    assertThat(equal.high()).isBetween(equal.value(), 1.0);
  }

  private static int count(String text, String from, String to) {
    String part = text.substring(text.indexOf(from), text.indexOf(to));
    return (int) part.chars().filter(c -> c == 'w').count();
  }

  @Test
  void play_judgeFailsSometimes_isCountedNotGuessed() throws InterruptedException {
    Tournament.Result result =
        play(
            fair(),
            1_000,
            contender("a", 10, i -> "quality " + (i < 3 ? 99 : 2)),
            contender("b", 10, i -> "quality 1"));
    assertThat(result.compared()).isEqualTo(7);
    assertThat(result.unscored().values()).containsExactly(3);
  }

  @Test
  void play_callsBounded_leavesInputsOut() throws InterruptedException {
    ScriptedChatModel model = fair();
    Tournament.Result result =
        play(model, 25, contender("a", 20, i -> "quality 2"), contender("b", 20, i -> "quality 1"));
    assertThat(result.examples()).isEqualTo(12);
    assertThat(result.left()).isEqualTo(8);
    assertThat(model.requests()).hasSize(24);
  }

  @Test
  void play_nothingToCompare_saysWhatWasExpected() {
    Tournament.Contender one = contender("a", 2, i -> "quality 1");
    assertThatThrownBy(() -> play(fair(), 100, one)).hasMessage("runs: 1 (expected: at least two)");
    assertThatThrownBy(() -> play(fair(), 1, one, contender("b", 2, i -> "quality 2")))
        .hasMessageContaining("--max-calls: 1 (expected: at least 2");
    assertThatThrownBy(() -> play(fair(), 9, one, new Tournament.Contender("b", Map.of())))
        .hasMessageContaining("runs of the same examples");
  }

  @Test
  void play_sameIdsOfOtherQuestions_isRefused() {
    Subject other =
        new Subject(
            Interaction.ofOutput("quality 1"),
            Example.builder("x0", Partition.GOLDEN, "Something else").build());
    Tournament.Contender one = contender("a", 1, i -> "quality 1");
    assertThatThrownBy(
            () -> play(fair(), 9, one, new Tournament.Contender("b", Map.of("x0", other))))
        .hasMessageContaining("example x0 asks something else in b");
  }
}

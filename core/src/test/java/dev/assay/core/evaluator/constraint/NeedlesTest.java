package dev.assay.core.evaluator.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.Json;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class NeedlesTest {

  private static final String FACTS = "{'facts': {'contains-all': {'from': '/metadata/facts'}}}";

  @Test
  void containsAll_factMissing_isNamed() {
    Score score = check(FACTS, "It costs $14 a month.", "{'facts': ['$16', 'month']}");

    assertThat(score)
        .isInstanceOfSatisfying(
            Score.Scored.class,
            scored -> {
              assertThat(scored.passed()).isFalse();
              assertThat(scored.explanation())
                  .isEqualTo("facts: without \"$16\" (expected: all of \"$16\", \"month\")");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "contains-all  | {'facts': ['a', 'b']} | a b | true",
        "contains-all  | {'facts': 'a'}        | a b | true",
        "contains-any  | {'facts': ['x', 'b']} | a b | true",
        "contains-any  | {'facts': ['x', 'y']} | a b | false",
        "contains-none | {'facts': ['x', 'y']} | a b | true",
        "contains-none | {'facts': ['x', 'B']} | a b | false",
      })
  void contains_ofTheExample_decides(String kind, String metadata, String output, boolean passed) {
    Score score = check("{'a': {'" + kind + "': {'from': '/metadata/facts'}}}", output, metadata);

    assertThat(((Score.Scored) score).passed()).isEqualTo(passed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{}", "{'facts': []}", "{'facts': null}", "{'facts': ''}", "{'facts': ['']}"})
  void contains_exampleWithoutTexts_doesNotApply(String metadata) {
    Score score = check(FACTS, "anything", metadata);

    assertThat(((Score.Scored) score).label()).isEqualTo(Constraints.NOT_APPLICABLE);
    assertThat(score.evidence().at("/facts/applies").booleanValue()).isFalse();
  }

  @Test
  void contains_notTexts_isUnscored() {
    Score score = check(FACTS, "anything", "{'facts': {'price': 16}}");

    assertThat(((Score.Unscored) score).reason())
        .contains("/metadata/facts", "a text or a list of texts");
  }

  @Test
  void contains_withoutExample_doesNotApply() {
    Score score = Given.constraints(FACTS).evaluate(Given.answer("anything"));

    assertThat(((Score.Scored) score).label()).isEqualTo(Constraints.NOT_APPLICABLE);
  }

  @Test
  void contains_fromInputOrExpectedOutput_isFound() {
    Example example =
        Example.builder("1", Partition.GOLDEN, Json.object().put("plan", "Team"))
            .expectedOutput(Json.array().add("fifty").add("50"))
            .build();
    Subject subject = new Subject(Interaction.ofOutput("The Team plan has 50 GB."), example);

    Score score =
        Given.constraints(
                "{'plan': {'contains-all': {'from': '/input/plan'}},"
                    + " 'size': {'contains-any': {'from': '/expected_output'}},"
                    + " 'second': {'contains-any': {'from': '/expected_output/0'}}}")
            .evaluate(subject);

    assertThat(((Score.Scored) score).explanation())
        .isEqualTo("second: none of them (expected: at least one of \"fifty\")");
  }

  @Test
  void because_violated_standsBeforeWhatWasFound() {
    Score score =
        Given.constraints("{'tone': {'contains-none': 'sorry', 'because': 'we do not grovel'}}")
            .evaluate(Given.answer("Sorry!"));

    String expected = "we do not grovel: contains \"sorry\" (expected: none of \"sorry\")";
    assertThat(((Score.Scored) score).explanation()).isEqualTo("tone: " + expected);
    assertThat(score.evidence().at("/tone/explanation").stringValue()).isEqualTo(expected);
  }

  @Test
  void contains_fromManyThreads_saysTheSame() {
    var constraints = Given.constraints(FACTS);
    AtomicInteger wrong = new AtomicInteger();
    IntStream.range(0, 2_000)
        .parallel()
        .forEach(
            i -> {
              Score score =
                  constraints.evaluate(subject("number " + i, "{'facts': ['number " + i + "']}"));
              if (!Boolean.TRUE.equals(((Score.Scored) score).passed())) {
                wrong.incrementAndGet();
              }
            });

    assertThat(wrong).hasValue(0);
  }

  private static Score check(String constraints, String output, String metadata) {
    return Given.constraints(constraints).evaluate(subject(output, metadata));
  }

  private static Subject subject(String output, String metadata) {
    ObjectNode json = (ObjectNode) Json.parse(metadata.replace('\'', '"'), "test", 1);
    Example example = Example.builder("1", Partition.GOLDEN, "question").metadata(json).build();
    return new Subject(Interaction.ofOutput(output), example);
  }
}

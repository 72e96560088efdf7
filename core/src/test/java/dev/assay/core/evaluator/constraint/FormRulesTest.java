package dev.assay.core.evaluator.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.CpuTime;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class FormRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'paragraphs': {'max': 1}} | `a\n\nb` | 2 paragraphs (expected: at most 1)",
        "{'lines': {'min': 3}} | `a\n\nb` | 2 lines (expected: at least 3)",
        "{'list-items': {'min': 3}} | `To do:\n- a\n2) b` | 2 list items (expected: at least 3)",
        "{'starts-with': ['Dear', 'Hello']} | ` Hi there` | starts with \"Hi there\" (expected: \"Dear\" or"
            + " \"Hello\")",
        "{'starts-with': 'Dear', 'ignore_case': false} | dear you | starts with \"dear you\" (expected:"
            + " \"Dear\")",
        "{'no-repetition': {'words': 3}} | `One two three. Then: one, two THREE!` | \"one two three\" twice"
            + " (expected: no 3 words in a row again)",
        "{'date-format': 'yyyy-MM-dd'} | Due 23.11.2024. | the date \"23.11.2024\" (expected: dates as"
            + " \"yyyy-MM-dd\")",
        "{'date-format': 'yyyy-MM-dd'} | Due 2024-02-30. | the date \"2024-02-30\" (expected: dates as"
            + " \"yyyy-MM-dd\")",
        "{'date-format': 'yyyy-MM-dd'} | Due November 23rd, 2024. | the date \"November 23rd, 2024\" (expected:"
            + " dates as \"yyyy-MM-dd\")",
        "{'links-from': 'acme.com'} | See https://evil.example/acme.com | a link to \"evil.example\" (expected:"
            + " links to acme.com)",
        "{'links-from': 'acme.com'} | See https://acme.com@evil.example/ | a link to \"evil.example\" (expected:"
            + " links to acme.com)",
        "{'links-from': 'acme.com'} | [x](http://notacme.com) | a link to \"notacme.com\" (expected: links to"
            + " acme.com)",
        "{'no-pii': true, 'names': ['Jane Doe']} | Ask jane doe. | name ja…e at 4 (expected: no personal data)",
      })
  void check_broken_saysWhat(String rule, String output, String explanation) {
    assertThat(Given.broken(rule, output)).isEqualTo(explanation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'paragraphs': {'min': 2, 'max': 2}} | `\n\na\nb\n \n\nc\n`",
        "{'lines': {'max': 2}} | `a\r\n\r\nb`",
        "{'list-items': {'min': 4, 'max': 4}} | `- a\n  * b\n1. c\n2) d\n-e\n2024 f\n3.5 g`",
        "{'starts-with': 'dear'} | `  Dear you`",
        "{'no-repetition': true} | `It is what it is, and it is what it was. a a a a a a a a a`",
        "{'no-repetition': {'words': 4}} | `one two three, one two three`",
        "{'date-format': ['yyyy-MM-dd', 'd MMMM yyyy']} | `2024-11-23 and 23 November 2024`",
        "{'date-format': 'yyyy-MM-dd'} | `Version 10.2.3.4, 1/2, 192.168.1.1, in May 2024, 12-345-6789`",
        "{'links-from': ['acme.com', 'example.org']} | `https://acme.com, http://docs.ACME.com:8080/x"
            + " (https://example.org).`",
      })
  void check_kept_holds(String rule, String output) {
    Given.holds(rule, output);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'no-repetition': {'words': 1}} | (expected: true, or {words: n} with n from 2 to 100)",
        "{'no-repetition': false} | (expected: true;",
        "{'date-format': 'HH:mm'} | (expected: a format with a day, a month and a year",
        "{'date-format': 'bb'} | (expected: a format with a day, a month and a year",
        "{'links-from': 'https://acme.com/x'} | (expected: hosts such as example.com)",
        "{'lines': {'max': -1}} | rule.lines.max: -1",
        "{'expression': 'join(output)'} | undeclared reference to 'join'",
        "{'expression': 'output.replace(\\\"a\\\", \\\"aa\\\") == output'} | undeclared reference to 'replace'",
        "{'expression': 'wordz(output) > 1'} | undeclared reference to 'wordz'",
        "{'expression': 'words(output)'} | this one is of type int",
      })
  void bind_mistakes_areNamed(String rule, String message) {
    assertThatThrownBy(() -> Given.constraints("{'rule': " + rule + "}"))
        .hasMessageContaining(message);
  }

  @Test
  void bind_expressionTooLong_isRefused() {
    String expression = "words(output) > 1" + " && words(output) > 1".repeat(200);
    assertThatThrownBy(() -> Given.constraints("{'rule': {'expression': '" + expression + "'}}"))
        .hasMessageContaining("an expression of at most 4000 characters");
  }

  // Every name that docs/constraints.md lists.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "words(output) == 8 && sentences(output) == 2 && characters(output) > 20",
        "paragraphs(output) == 2 && lines(output) == 2 && listItems(output) == 0",
        "wordList(output)[0] == \\\"Pro\\\" && size(wordList(output)) == 8",
        "sentenceList(output).all(s, words(s) <= 5)",
        "context.exists(c, c.contains(\\\"Pro\\\")) ? output.contains(\\\"Pro\\\") : true",
        "words(output) > metadata.limit",
        "input.plan == \\\"Pro\\\" && question.contains(\\\"Pro\\\")",
        "context.exists(c, c.contains(\\\"$16\\\"))",
        "expected[0] == \\\"$16\\\" && \\\"price\\\" in tags && partition == \\\"golden\\\"",
        "metadata.limit == 5.0 && !has(metadata.other)",
        "output.lowerAscii().startsWith(\\\"pro\\\") && output.trim().split(\\\" \\\")[0] == \\\"Pro\\\"",
        "output.substring(0, 3) == \\\"Pro\\\" && output.indexOf(\\\"$\\\") > 0 && output.matches(\\\"(?i)PRO.*\\\")",
      })
  void expression_everyName_isThere(String expression) {
    Example example =
        Example.builder("e1", Partition.GOLDEN, "q")
            .input(Json.object().put("plan", "Pro"))
            .expectedOutput(Json.array().add("$16").get(0))
            .tags(List.of("price"))
            .metadata((ObjectNode) Json.parse("{\"limit\": 5}", "m", 1))
            .build();
    Interaction interaction =
        Interaction.builder()
            .context(List.of(Passage.of("Pro is $16.")))
            .output("Pro costs $16 a month.\n\nAnything else, friend?")
            .build();
    Score score =
        Given.constraints("{'rule': {'expression': '" + expression + "'}}")
            .evaluate(new Subject(interaction, example));
    assertThat(score)
        .isInstanceOfSatisfying(
            Score.Scored.class,
            s -> assertThat(s.passed()).as(String.valueOf(s.explanation())).isTrue());
  }

  @Test
  void expression_pastItsLimits_isUndecided() {
    String steps = "{'expression': 'wordList(output).all(w, w != \\\"zz\\\")'}";
    assertThat(Given.undecided(steps, "a ".repeat(150_000))).contains("expression:");
    assertThat(Given.undecided("{'expression': 'words(output) > 1'}", "a".repeat(1_000_001)))
        .isEqualTo("a text is over the 1000000 characters an expression may read");
    Interaction interaction =
        Interaction.builder()
            .context(List.of(Passage.of("a".repeat(1_000_001))))
            .output("x")
            .build();
    assertThat(
            Given.constraints("{'rule': {'expression': 'size(context) == 1'}}")
                .evaluate(new Subject(interaction, null)))
        .isInstanceOf(Score.Unscored.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a ", "\n", "- ", "1", "1-", "1.1.", "http://", "May 1 ", "\u0000", "\ud800"})
  void check_millionHostileCharacters_endsSoon(String unit) {
    String text = unit.repeat(1_000_000 / unit.length());
    long start = CpuTime.nanos();
    for (String rule :
        List.of(
            "{'paragraphs': {'max': 1}}",
            "{'list-items': {'max': 1}}",
            "{'no-repetition': true}",
            "{'date-format': 'yyyy-MM-dd'}",
            "{'links-from': 'acme.com'}")) {
      assertThat(Given.check(rule, text)).isNotNull();
    }
    assertThat((CpuTime.nanos() - start) / 1e9).isLessThan(15);
  }
}

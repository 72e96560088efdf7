package dev.assay.core.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every mistake that a suite can hold, and the very words it is answered with. */
class BadSuitesTest {

  private static final String VALID =
      """
      name: s
      dataset: d.jsonl
      target: {echo: here}
      evaluators: [exact-match, rouge-l]
      """;

  private static final String NO_EVALUATORS =
      """
      dataset: d.jsonl
      target: {echo: here}
      """;

  @TempDir private Path folder;

  private record Case(String name, String suite, List<String> messages) {

    Case(String name, String suite, String... messages) {
      this(name, suite, List.of(messages));
    }
  }

  private static final List<Case> CASES =
      List.of(
          new Case("empty", "", "s.yaml: suite: an empty file (expected: a suite)"),
          new Case("comment only", "# x\n", "s.yaml: suite: an empty file (expected: a suite)"),
          new Case("a list", "- a\n", "s.yaml:1:1: suite: [\"a\"] (expected: keys with values)"),
          new Case(
              "an open list",
              "a: [1, 2\nb: 3",
              "s.yaml:2:2: YAML: expected ',' or ']', but got : (expected: valid YAML)"),
          new Case(
              "a tab",
              "a:\n\t- b",
              "s.yaml:2:1: YAML: found character '\\t(TAB)' that cannot start any token. (Do not use"
                  + " \\t(TAB) for indentation) (expected: valid YAML)"),
          new Case(
              "a control character",
              "a: 1\nb: \"x\u0007y\"\n",
              "s.yaml:2:6: YAML: character U+0007 (expected: characters that YAML allows)"),
          new Case(
              "two documents",
              VALID + "---\nname: t\n",
              "s.yaml:6:1: document: a second one (expected: one document in a file)"),
          new Case(
              "a key twice",
              VALID + "name: t\n",
              "s.yaml:5:1: name (expected: each key once); it stands at s.yaml:1:1 too"),
          new Case(
              "an alias",
              VALID + "gate: &g {golden: 1.0}\npolicy: *g\n",
              "s.yaml:6:9: alias: *g (expected: no anchors and aliases); write it out"),
          new Case(
              "a tag",
              VALID + "seed: !!int '7'\n",
              "s.yaml:5:7: tag: !tag:yaml.org,2002:int (expected: no tags)"),
          new Case(
              "too deep",
              "a: " + "[".repeat(100) + "]".repeat(100),
              "s.yaml:1:67: nesting (expected: at most 64 levels)"),
          new Case(
              "an unknown key",
              VALID + "concurency: 4\n",
              "s.yaml:5:1: concurency (expected: a key of a suite); did you mean concurrency?"),
          new Case(
              "everything missing",
              "name: s\n",
              "s.yaml:1:1: dataset: missing (expected: a file, or a list of files)",
              "s.yaml:1:1: target: missing (expected: what to evaluate)",
              "s.yaml:1:1: evaluators: missing (expected: at least one evaluator)"),
          new Case(
              "several mistakes, in order",
              VALID + "repeats: 0\nseed: x\nretries: 1.5\n",
              "s.yaml:5:10: repeats: 0 (expected: a whole number from 1 to 1000)",
              "s.yaml:6:7: seed: x (expected: a whole number)",
              "s.yaml:7:10: retries: 1.5 (expected: a whole number from 0 to 100)"),
          new Case(
              "a name of two lines",
              "name: \"a\\nb\"\ndataset: d.jsonl\ntarget: {echo: x}\nevaluators: [rouge-l]\n",
              "s.yaml:1:7: name: a\uFFFDb (expected: up to 200 characters on one line)"),
          new Case(
              "a number as name",
              "name: 5\ndataset: d.jsonl\ntarget: {echo: x}\nevaluators: [rouge-l]\n",
              "s.yaml:1:7: name: 5 (expected: a string)"),
          new Case(
              "a missing dataset",
              "dataset: e.jsonl\ntarget: {echo: x}\nevaluators: [rouge-l]\n",
              "s.yaml:1:10: dataset: e.jsonl (expected: a file that exists); paths are relative to"
                  + " the suite"),
          new Case(
              "a folder as dataset",
              "dataset: [d.jsonl, .]\ntarget: {echo: x}\nevaluators: [rouge-l]\n",
              "s.yaml:1:20: dataset: . (expected: a file, not a folder); paths are relative to the"
                  + " suite"),
          new Case(
              "no dataset in the list",
              "dataset: []\ntarget: {echo: x}\nevaluators: [rouge-l]\n",
              "s.yaml:1:10: dataset: an empty list (expected: at least one file)"),
          new Case(
              "a dataset's unknown key",
              "dataset: {path: d.jsonl, maping: {}}\ntarget: {echo: x}\nevaluators: [rouge-l]\n",
              "s.yaml:1:26: dataset.maping (expected: a key of dataset); did you mean mapping?"),
          new Case(
              "a dataset's partition",
              "dataset: {path: d.jsonl, partition: gold}\ntarget: {echo: x}\nevaluators: [rouge-l]\n",
              "s.yaml:1:37: dataset.partition: gold (expected: a partition); did you mean golden?"),
          new Case(
              "a target that is text",
              "dataset: d.jsonl\ntarget: echo\nevaluators: [rouge-l]\n",
              "s.yaml:2:9: target: echo (expected: keys with values)"),
          new Case(
              "an unknown kind of target",
              "dataset: d.jsonl\ntarget: {htpt: x}\nevaluators: [rouge-l]\n",
              "s.yaml:2:10: target: htpt (expected: a kind of target that exists); did you mean"
                  + " http?"),
          new Case(
              "two targets",
              "dataset: d.jsonl\ntarget: {http: x, url: y}\nevaluators: [rouge-l]\n",
              "s.yaml:2:9: target: http, url (expected: one kind: echo, http); its settings stand"
                  + " below the kind, indented further"),
          new Case(
              "evaluators that are no list",
              NO_EVALUATORS + "evaluators: {rouge-l: {}}\n",
              "s.yaml:3:13: evaluators: {\"rouge-l\":{}} (expected: a list of evaluators)"),
          new Case(
              "no evaluators",
              NO_EVALUATORS + "evaluators: []\n",
              "s.yaml:3:13: evaluators: an empty list (expected: at least one evaluator)"),
          new Case(
              "an unknown evaluator",
              NO_EVALUATORS + "evaluators:\n  - exact-match\n  - rogue-l: {stem: true}\n",
              "s.yaml:5:5: evaluator: rogue-l (expected: an evaluator that exists); did you mean"
                  + " rouge-l?"),
          new Case(
              "an unknown evaluator by name",
              NO_EVALUATORS + "evaluators: [bleurt]\n",
              "s.yaml:3:14: evaluator: bleurt (expected: an evaluator that exists); known:"
                  + " exact-match, rouge-l, semantic-similarity, latency, constraints"),
          new Case(
              "an unknown parameter",
              NO_EVALUATORS + "evaluators:\n  - rouge-l:\n      steem: true\n",
              "s.yaml:5:7: rouge-l: steem (expected: a parameter of rouge-l); did you mean stem?"),
          new Case(
              "a parameter's type",
              NO_EVALUATORS + "evaluators:\n  - rouge-l:\n      stem: 'true'\n",
              "s.yaml:5:13: rouge-l.stem: \"true\" (expected: true or false)"),
          new Case(
              "a threshold out of range",
              NO_EVALUATORS + "evaluators:\n  - rouge-l: {threshold: 1.5, stem: true}\n",
              "s.yaml:4:26: rouge-l.threshold: 1.5 (expected: a number from 0 to 1)"),
          new Case(
              "a threshold that is no number",
              NO_EVALUATORS + "evaluators:\n  - rouge-l: {threshold: .nan}\n",
              "s.yaml:4:26: rouge-l.threshold: \".nan\" (expected: a number from 0 to 1)"),
          new Case(
              "a threshold for a rule",
              NO_EVALUATORS + "evaluators:\n  - exact-match: {threshold: 0.5}\n",
              "s.yaml:4:19: exact-match: threshold (expected: a parameter of exact-match); known:"
                  + " ignore-case"),
          new Case(
              "parameters at the wrong depth",
              NO_EVALUATORS + "evaluators:\n  - rouge-l:\n    stem: true\n",
              "s.yaml:4:5: evaluators: rouge-l, stem (expected: one evaluator in each item);"
                  + " parameters stand below the evaluator, indented further"),
          new Case(
              "parameters that are text",
              NO_EVALUATORS + "evaluators:\n  - rouge-l: stem\n",
              "s.yaml:4:14: rouge-l: stem (expected: keys with values)"),
          new Case(
              "a number as evaluator",
              NO_EVALUATORS + "evaluators: [5]\n",
              "s.yaml:3:14: evaluators: 5 (expected: an evaluator's name, alone or with its"
                  + " parameters)"),
          new Case(
              "an expression that does not end",
              NO_EVALUATORS + "evaluators: ['rouge-l(stem=true']\n",
              "s.yaml:3:14: evaluator: the end of rouge-l(stem=true (expected: ',' or ')'); text"
                  + " with brackets or quotes in it goes in quotes"),
          new Case(
              "an evaluator twice",
              NO_EVALUATORS + "evaluators:\n  - rouge-l\n  - rouge-l: {stem: true}\n",
              "s.yaml:5:5: evaluators: rouge-l (expected: names that differ, and s.yaml:4:5 has it"
                  + " too); give one of them an alias with name"),
          new Case(
              "an evaluator's partition",
              NO_EVALUATORS + "evaluators:\n  - rouge-l:\n    partitions: [golden, adversary]\n",
              "s.yaml:5:26: rouge-l.partitions: adversary (expected: a partition); did you mean"
                  + " adversarial?"),
          new Case(
              "a policy's partition",
              VALID + "policy:\n  goldn: {rouge-l: 0.5}\n",
              "s.yaml:6:3: policy.goldn (expected: a partition); did you mean golden?"),
          new Case(
              "a policy's evaluator",
              VALID + "policy:\n  golden: {rouge: 0.5}\n",
              "s.yaml:6:12: policy.golden.rouge (expected: an evaluator of this suite); did you"
                  + " mean rouge-l?"),
          new Case(
              "a policy's threshold",
              VALID + "policy:\n  default: {rouge-l: 88}\n",
              "s.yaml:6:13: policy.default.rouge-l: 88 (expected: a number from 0 to 1)"),
          new Case(
              "a policy's threshold for a rule",
              VALID + "policy:\n  golden: {exact-match: 0.5}\n",
              "s.yaml:6:12: policy.golden.exact-match: 0.5 (expected: off, or nothing: exact-match"
                  + " decides itself and takes no threshold)"),
          new Case(
              "a policy's word",
              VALID + "policy:\n  golden: {rouge-l: high}\n",
              "s.yaml:6:21: policy.golden.rouge-l: high (expected: a number, or off)"),
          new Case(
              "a gate's partition",
              VALID + "gate: {goldne: {pass_rate: 1.0}}\n",
              "s.yaml:5:8: gate.goldne (expected: a partition); did you mean golden?"),
          new Case(
              "a gate's key",
              VALID + "gate:\n  distribution: {pass-rate: 0.9}\n",
              "s.yaml:6:17: gate.distribution.pass_rate: missing (expected: a number from 0 to 1)",
              "s.yaml:6:18: gate.distribution.pass-rate (expected: a key of gate.distribution); did"
                  + " you mean pass_rate?"),
          new Case(
              "a gate in percent",
              VALID + "gate:\n  distribution: {pass_rate: 90, min_coverage: -1}\n",
              "s.yaml:6:29: gate.distribution.pass_rate: 90 (expected: a number from 0 to 1)",
              "s.yaml:6:47: gate.distribution.min_coverage: -1 (expected: a number from 0 to 1)"),
          new Case(
              "a gate that asks less of golden",
              VALID + "gate: {golden: {pass_rate: 0.9}}\n",
              "s.yaml:5:28: gate.golden.pass_rate: 0.9 (expected: 1.0: golden examples need a 100%"
                  + " pass rate); put examples that may fail into another partition"),
          new Case(
              "an empty gate",
              VALID + "gate: {}\n",
              "s.yaml:5:7: gate: {} (expected: at least one partition)"),
          new Case(
              "a duration without a unit",
              VALID + "timeout: 30\n",
              "s.yaml:5:10: timeout: 30 (expected: a duration such as 250ms, 30s, 5m or 1h)"),
          new Case(
              "a duration of nothing",
              VALID + "timeout: 0s\nbudget: {total: 5 minutes, goldn: 5m, cost: 0}\n",
              "s.yaml:5:10: timeout: 0s (expected: a duration such as 250ms, 30s, 5m or 1h)",
              "s.yaml:6:17: budget.total: 5 minutes (expected: a duration such as 250ms, 30s, 5m or"
                  + " 1h)",
              "s.yaml:6:28: budget.goldn (expected: a key of budget); did you mean golden?",
              "s.yaml:6:45: budget.cost: 0 (expected: an amount above 0)"),
          new Case(
              "a reducer",
              VALID + "reducer: median\n",
              "s.yaml:5:10: reducer: median (expected: mean, all, any or pass@k)"),
          new Case(
              "pass@k beyond the repeats",
              VALID + "repeats: 3\nreducer: pass@5\n",
              "s.yaml:6:10: reducer: pass@5 (expected: pass@k with k of at most repeats, which is"
                  + " 3)"),
          new Case(
              "a concurrency of text",
              VALID + "concurrency: many\n",
              "s.yaml:5:14: concurrency: many (expected: a whole number from 1 to 10000)"),
          new Case(
              "a huge number",
              VALID + "concurrency: 99999999999999999999999\nseed: 1e999\n",
              "s.yaml:5:14: concurrency: 99999999999999999999999 (expected: a whole number from 1 to"
                  + " 10000)",
              "s.yaml:6:7: seed: 1e999 (expected: a whole number)"),
          new Case(
              "prompts that are missing",
              VALID + "prompts: [p.txt, 5]\nfew_shot: shots.jsonl\n",
              "s.yaml:5:11: prompts: p.txt (expected: a file that exists); paths are relative to the"
                  + " suite",
              "s.yaml:5:18: prompts: 5 (expected: a string or a list of strings)",
              "s.yaml:6:11: few_shot: shots.jsonl (expected: a file that exists); paths are relative"
                  + " to the suite"),
          new Case(
              "a variable that is not set",
              VALID + "description: ${UNSET_THING}\n",
              "s.yaml:5:14: variable: UNSET_THING (expected: set in the environment); set it, or"
                  + " give a default: ${UNSET_THING:-default}"),
          new Case(
              "a variable that is malformed",
              VALID + "description: a ${not a name}\n",
              "s.yaml:5:14: variable: a ${not a name} (expected: ${NAME} or ${NAME:-default}); write"
                  + " $${ for a plain ${"),
          new Case(
              "a secret where a number belongs",
              VALID + "concurrency: ${TOKEN}\n",
              "s.yaml:5:14: concurrency: ${TOKEN} (expected: a whole number from 1 to 10000)"));

  @TestFactory
  Stream<DynamicTest> read_mistakes_namesEachWithItsPlace() {
    return CASES.stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.name(),
                    () ->
                        assertThat(messages(each.suite(), List.of()))
                            .containsExactlyElementsOf(each.messages())));
  }

  @TestFactory
  Stream<DynamicTest> read_badOverrides_nameTheOption() {
    return Stream.of(
            new Case(
                "no value",
                "repeats",
                "--set: repeats (expected: key=value, such as concurrency=10)"),
            new Case("no key", "=5", "--set: =5 (expected: key=value, such as concurrency=10)"),
            new Case(
                "an empty step",
                "gate..golden=1",
                "--set: gate..golden=1 (expected: a key such as gate.golden.min_coverage before the =)"),
            new Case(
                "an unknown key",
                "repeat=5",
                "--set repeat=5: repeat (expected: a key of a suite); did you mean repeats?"),
            new Case(
                "a bad value",
                "repeats=zero",
                "--set repeats=zero: repeats: zero (expected: a whole number from 1 to 1000)"),
            new Case(
                "below a value",
                "name.x=5",
                "--set name.x=5: name: s (expected: keys with values, for x to be set in)"),
            new Case(
                "an index too far",
                "evaluators.5=rouge-l",
                "--set evaluators.5=rouge-l: evaluators.5 (expected: an index from 0 to 2, or the name"
                    + " of one of the evaluators)"),
            new Case(
                "an evaluator that is not there",
                "evaluators.bleu.threshold=0.5",
                "--set evaluators.bleu.threshold=0.5: evaluators.bleu (expected: an index from 0 to 2,"
                    + " or the name of one of the evaluators)"),
            new Case(
                "a threshold out of range",
                "evaluators.rouge-l.threshold=5",
                "--set evaluators.rouge-l.threshold=5: rouge-l.threshold: 5 (expected: a number from 0"
                    + " to 1)"),
            new Case(
                "a gate that asks less of golden",
                "gate.golden.pass_rate=0.5",
                "--set gate.golden.pass_rate=0.5: gate.golden.pass_rate: 0.5 (expected: 1.0: golden"
                    + " examples need a 100% pass rate); put examples that may fail into another"
                    + " partition"),
            new Case(
                "YAML that does not end",
                "policy={golden: {",
                "--set policy={golden: {: YAML: expected the node content, but found '<stream end>'"
                    + " (expected: valid YAML)"))
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.name(),
                    () ->
                        assertThat(messages(VALID, List.of(each.suite())))
                            .containsExactlyElementsOf(each.messages())));
  }

  private List<String> messages(String suite, List<String> overrides) {
    Path file = folder.resolve("s.yaml");
    try {
      Files.writeString(file, suite);
      Files.writeString(folder.resolve("d.jsonl"), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    InvalidInputException e =
        catchThrowableOfType(
            InvalidInputException.class,
            () ->
                SuiteReader.of(Kinds.evaluators(), Kinds.targets())
                    .readSuite(file, overrides, Map.of("TOKEN", "s3cret-value")));
    assertThat(e).as("problems").isNotNull();
    return e.problems().stream()
        .map(Problem::message)
        .map(message -> message.replace(folder + "/", ""))
        .toList();
  }
}

package dev.assay.core.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.gate.GateConfig;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.Budget;
import dev.assay.core.run.Reducer;
import dev.assay.core.run.RunOptions;
import dev.assay.core.target.TargetSpec;
import dev.assay.core.verdict.PolicyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteReaderTest {

  @TempDir private Path folder;

  @BeforeEach
  void writeDataset() throws IOException {
    Files.writeString(folder.resolve("d.jsonl"), "");
    Files.writeString(folder.resolve("e.csv"), "");
  }

  @Test
  void read_everyKey_isBound() throws IOException {
    Files.writeString(folder.resolve("prompt.txt"), "");
    Suite suite =
        read(
            """
            name: everything
            description: all there is
            dataset:
              - d.jsonl
              - {path: e.csv, mapping: {input: question}, partition: distribution}
            target: {http: {url: "http://127.0.0.1:8080/ask", timeout: 30s}}
            evaluators:
              - exact-match
              - rouge-l: {stem: true, threshold: 0.4}
              - rouge-l: {stem: false}
                name: rouge-plain
                partitions: [golden, regression]
                tags: billing
              - semantic-similarity:
                  name: similarity
                  partitions: golden
              - constraints:
                  length: {words: {min: 2}}
                  name: {contains-any: [x]}
            policy:
              default: {rouge-plain: off}
              golden: {rouge-plain: 0.88, exact-match: off}
            gate:
              golden: {pass_rate: 1.0, min_coverage: 0.9}
              distribution: 0.9
            concurrency: 9
            repeats: 5
            reducer: pass@3
            seed: -4
            timeout: 1m30s
            retries: 0
            budget: {adversarial: 250ms, total: 2h, cost: 5.00}
            prompts: prompt.txt
            few_shot: [d.jsonl]
            """);

    assertThat(suite.name()).isEqualTo("everything");
    assertThat(suite.file()).contains(folder.resolve("s.yaml"));
    assertThat(suite.baseDirectory()).isEqualTo(folder);
    assertThat(suite.datasets())
        .extracting(DatasetSource::path)
        .containsExactly(folder.resolve("d.jsonl"), folder.resolve("e.csv"));
    assertThat(suite.datasets().get(1).partition()).isEqualTo(Partition.DISTRIBUTION);
    assertThat(suite.datasets().get(1).mapping()).isEqualTo(Json.object().put("input", "question"));
    assertThat(suite.target())
        .isEqualTo(
            new SuiteTarget.Configured(
                new TargetSpec(
                    "http",
                    Json.object().put("url", "http://127.0.0.1:8080/ask").put("timeout", "30s"),
                    new Location(folder.resolve("s.yaml").toString(), 6, 10))));
    assertThat(suite.evaluators())
        .extracting(EvaluatorSpec::alias)
        .containsExactly("exact-match", "rouge-l", "rouge-plain", "similarity", "constraints");
    EvaluatorSpec plain = suite.evaluators().get(2);
    assertThat(plain.evaluator()).isEqualTo("rouge-l");
    assertThat(plain.partitions()).containsOnly(Partition.GOLDEN, Partition.REGRESSION);
    assertThat(plain.tags()).containsOnly("billing");
    assertThat(plain.parameters()).isEqualTo(Json.object().put("stem", false));
    assertThat(suite.evaluators().get(3).partitions()).containsOnly(Partition.GOLDEN);
    assertThat(suite.evaluators().get(3).parameters()).isEmpty();
    assertThat(suite.evaluators().get(4).parameters().propertyNames())
        .containsExactly("length", "name");
    assertThat(suite.policy().settings())
        .extracting(
            PolicyConfig.Setting::partition,
            PolicyConfig.Setting::evaluator,
            PolicyConfig.Setting::threshold)
        .containsExactly(
            tuple(null, "rouge-plain", OptionalDouble.empty()),
            tuple(Partition.GOLDEN, "rouge-plain", OptionalDouble.of(0.88)),
            tuple(Partition.GOLDEN, "exact-match", OptionalDouble.empty()));
    assertThat(suite.gate())
        .isEqualTo(GateConfig.of(Partition.DISTRIBUTION, 0.9).with(Partition.GOLDEN, 1, 0.9));
    assertThat(suite.options())
        .isEqualTo(
            new RunOptions(
                9,
                5,
                new Reducer(Reducer.Kind.PASS_AT_K, 3),
                -4,
                Duration.ofSeconds(90),
                0,
                new Budget(
                    Map.of(
                        Partition.GOLDEN,
                        Duration.ofMinutes(5),
                        Partition.ADVERSARIAL,
                        Duration.ofMillis(250)),
                    Duration.ofHours(2),
                    5.0)));
    assertThat(suite.prompts()).containsExactly(folder.resolve("prompt.txt"));
    assertThat(suite.fewShot()).containsExactly(folder.resolve("d.jsonl"));
  }

  @Test
  void read_least_hasDefaults() throws IOException {
    Suite suite = read("dataset: d.jsonl\ntarget: {echo: x}\nevaluators: ['rouge-l(stem=true)']\n");

    assertThat(suite.name()).isEqualTo("s");
    assertThat(suite.gate()).isEqualTo(GateConfig.DEFAULT);
    assertThat(suite.policy()).isEqualTo(PolicyConfig.DEFAULT);
    assertThat(suite.options()).isEqualTo(RunOptions.DEFAULT);
    assertThat(suite.evaluators().get(0).parameters().get("stem").booleanValue()).isTrue();
  }

  @Test
  void read_jsonAndByteOrderMark_areUnderstood() throws IOException {
    Path file = folder.resolve("s.json");
    Files.writeString(
        file,
        "\uFEFF{\"dataset\": \"d.jsonl\",\n \"target\": {\"echo\": 1},\n \"evaluators\": [\"rouge-l\"]}");
    assertThat(reader().readSuite(file, List.of(), Map.of()).evaluators()).hasSize(1);

    Files.writeString(file, "{\"dataset\": \"d.jsonl\",\n \"targt\": 5}");
    assertThatThrownBy(() -> reader().readSuite(file, List.of(), Map.of()))
        .hasMessageContaining(
            "s.json:2:2: targt (expected: a key of a suite); did you mean target?");

    Files.writeString(file, "{\"dataset\": \n}");
    assertThatThrownBy(() -> reader().readSuite(file, List.of(), Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("s.json:2:");
  }

  @Test
  void read_notUtf8_saysWhere() throws IOException {
    Path file = folder.resolve("s.yaml");
    Files.write(file, new byte[] {'a', ':', '\n', ' ', (byte) 0xC3, '('});

    assertThatThrownBy(() -> reader().readSuite(file, List.of(), Map.of()))
        .hasMessage(file + ":2:2: encoding: byte C3 (expected: UTF-8); convert the file to UTF-8");
  }

  @Test
  void read_noFile_saysSo() {
    assertThatThrownBy(() -> SuiteReader.read(folder.resolve("none.yaml")))
        .hasMessage("suite: " + folder + "/none.yaml (expected: a suite file that exists)");
    assertThatThrownBy(() -> SuiteReader.read(folder))
        .hasMessage("suite: " + folder + " (expected: a suite file, not a folder)");
  }

  @Test
  void read_variables_areFilledInAndNeverShown() throws IOException {
    Suite suite =
        read(
            """
            dataset: ${DATA:-d.jsonl}
            target: {http: {url: "http://h/${PATH_PART}", headers: {Authorization: "Bearer ${TOKEN}"}, price: "$${5}"}}
            evaluators:
              - rouge-l: {threshold: "${THRESHOLD:-0.5}", stem: "${STEM}"}
            concurrency: ${WORKERS}
            policy: {golden: {rouge-l: "${GOLDEN}"}}
            """,
            Map.of(
                "TOKEN",
                "s3cret-token",
                "PATH_PART",
                "ask",
                "STEM",
                "true",
                "WORKERS",
                "12",
                "GOLDEN",
                "0.75",
                "DATA",
                ""));

    TargetSpec target = ((SuiteTarget.Configured) suite.target()).spec();
    assertThat(target.config().path("headers").path("Authorization").stringValue())
        .isEqualTo("Bearer s3cret-token");
    assertThat(target.config().path("price").stringValue()).isEqualTo("${5}");
    assertThat(suite.evaluators().get(0).parameters())
        .isEqualTo(Json.object().put("threshold", 0.5).put("stem", true));
    assertThat(suite.options().concurrency()).isEqualTo(12);
    assertThat(suite.policy().settings().get(0).threshold()).hasValue(0.75);
    assertThat(Json.write(suite.toJson()))
        .contains("Bearer ${TOKEN}", "$${5}")
        .doesNotContain("s3cret-token");
    assertThat(suite.toString()).doesNotContain("s3cret-token");
    assertThat(suite.withoutSecrets("GET http://h with s3cret-token failed"))
        .isEqualTo("GET http://h with ${TOKEN} failed");
    assertThat(suite.placed(Problem.of("target", "Bearer s3cret-token", "s3cret-token?")).message())
        .isEqualTo("target: Bearer ${TOKEN} (expected: ${TOKEN}?)");
  }

  @Test
  void hash_otherSecret_isTheSame() throws IOException {
    String text = "dataset: d.jsonl\ntarget: {echo: \"${TOKEN}\"}\nevaluators: [rouge-l]\n";

    String one = read(text, Map.of("TOKEN", "first")).hash();

    assertThat(read(text, Map.of("TOKEN", "second")).hash()).isEqualTo(one);
    assertThat(read(text + "seed: 8\n", Map.of("TOKEN", "first")).hash()).isNotEqualTo(one);
  }

  @Test
  void read_overrides_areAppliedInOrder() throws IOException {
    Path file = folder.resolve("s.yaml");
    Files.writeString(
        file,
        """
        dataset: d.jsonl
        target: {echo: x}
        evaluators:
          - rouge-l
          - rouge-l: {stem: true}
            name: stemmed
          - exact-match
        """);

    Suite suite =
        reader()
            .readSuite(
                file,
                List.of(
                    "repeats=3",
                    "repeats=4",
                    "gate.distribution.pass_rate=0.5",
                    "policy={golden: {stemmed: 0.7}}",
                    "evaluators.rouge-l.threshold=0.3",
                    "evaluators.stemmed.threshold=0.4",
                    "evaluators.2={latency: {threshold: 900}}",
                    "name=a=b",
                    "target.echo=${WHERE}"),
                Map.of("WHERE", "there"));

    assertThat(suite.name()).isEqualTo("a=b");
    assertThat(suite.options().repeats()).isEqualTo(4);
    assertThat(suite.gate()).isEqualTo(GateConfig.of(Partition.DISTRIBUTION, 0.5));
    assertThat(suite.policy().settings()).hasSize(1);
    assertThat(suite.evaluators())
        .extracting(EvaluatorSpec::alias)
        .containsExactly("rouge-l", "stemmed", "latency");
    assertThat(suite.evaluators().get(0).parameters())
        .isEqualTo(Json.object().put("threshold", 0.3));
    assertThat(suite.evaluators().get(1).parameters())
        .isEqualTo(Json.object().put("stem", true).put("threshold", 0.4));
    assertThat(((SuiteTarget.Configured) suite.target()).spec().config().stringValue())
        .isEqualTo("there");
    assertThat(suite.toJson().path("repeats").intValue()).isEqualTo(4);
  }

  @Test
  void placed_problemOfAnEvaluator_findsTheKeyItIsAbout() throws IOException {
    Suite suite =
        read(
            """
            dataset: d.jsonl
            target:
              http:
                url: nowhere
            evaluators:
              - constraints:
                  length:
                    words: {min: 5, max: 2}
                  polite: {expresion: x}
            """);
    Location constraints = suite.evaluators().get(0).location();
    Location target = ((SuiteTarget.Configured) suite.target()).spec().location();

    assertThat(at(suite, Problem.of("constraints.length.words.max", 2, "more"), constraints))
        .isEqualTo("8:30");
    assertThat(at(suite, Problem.of("constraints.polite", "expresion", "a rule"), constraints))
        .isEqualTo("9:16");
    assertThat(at(suite, Problem.of("something", 2, "else"), constraints)).isEqualTo("6:5");
    assertThat(at(suite, Problem.of("target.http.url", "nowhere", "a URL"), target))
        .isEqualTo("4:10");
  }

  @Test
  void builder_complete_saysTheSameAsAFile() {
    Suite suite =
        Suite.builder("built")
            .baseDirectory(folder)
            .dataset(Path.of("d.jsonl"))
            .target(new TargetSpec("echo", Json.object(), null))
            .evaluator("rouge-l(stem=true, threshold=0.5),exact-match")
            .policy(Partition.GOLDEN, "rouge-l", 0.9)
            .gate(Partition.DISTRIBUTION, 0.8)
            .gate(Partition.ADVERSARIAL, 0.7)
            .build();

    assertThat(suite.datasets().get(0).path()).isEqualTo(folder.resolve("d.jsonl"));
    assertThat(suite.gate().requirements())
        .extracting(GateConfig.Requirement::partition)
        .containsExactly(Partition.GOLDEN, Partition.ADVERSARIAL, Partition.DISTRIBUTION);
    assertThat(suite.toJson().path("policy").path("golden").path("rouge-l").doubleValue())
        .isEqualTo(0.9);
    assertThat(suite.hash()).startsWith("sha256:");
  }

  @Test
  void builder_incomplete_namesEverythingMissing() {
    EvaluatorSpec twice = EvaluatorSpec.of("rouge-l");

    assertThatThrownBy(() -> Suite.builder("x").build())
        .hasMessage(
            """
            target: missing (expected: what to evaluate)
            dataset: missing (expected: files, or a dataset)
            evaluators: none (expected: at least one evaluator)""");
    assertThatThrownBy(
            () ->
                Suite.builder("x")
                    .dataset(Path.of("d.jsonl"))
                    .target(new TargetSpec("echo", Json.object(), null))
                    .evaluator(twice)
                    .evaluator(twice)
                    .build())
        .hasMessage(
            "evaluators: rouge-l (expected: names that differ); give one of them an alias with"
                + " name");
  }

  private static String at(Suite suite, Problem problem, Location from) {
    Location found = suite.placed(problem.at(from)).location();
    return found.line() + ":" + found.column();
  }

  private Suite read(String text) throws IOException {
    return read(text, Map.of());
  }

  private Suite read(String text, Map<String, String> environment) throws IOException {
    Path file = folder.resolve("s.yaml");
    Files.writeString(file, text);
    return reader().readSuite(file, List.of(), environment);
  }

  private static SuiteReader reader() {
    return SuiteReader.of(Kinds.evaluators(), Kinds.targets());
  }
}

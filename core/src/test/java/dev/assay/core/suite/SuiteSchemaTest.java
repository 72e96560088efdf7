package dev.assay.core.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.assay.core.config.Node;
import dev.assay.core.config.NodeReader;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SuiteSchemaTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path COMMITTED = ROOT.resolve("docs/suite.schema.json");
  private static final Pattern YAML_BLOCK = Pattern.compile("(?s)```yaml\n(.*?)```");

  @TempDir private Path folder;

  @Test
  void generate_installedEvaluators_isWhatIsCommitted() throws IOException {
    String generated =
        Json.mapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(SuiteSchema.generate(EvaluatorRegistry.installed()))
            + "\n";
    if (Boolean.getBoolean("assay.update")) {
      Files.writeString(COMMITTED, generated);
    }

    assertThat(Files.readString(COMMITTED))
        .as(
            "docs/suite.schema.json; renew it: mvn -pl core -am test -Dtest=SuiteSchemaTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dassay.update=true")
        .isEqualTo(generated);
  }

  @TestFactory
  Stream<DynamicTest> schema_suitesOfTheRepository_areValid() throws IOException {
    List<Path> suites = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT.resolve("examples"), 3)) {
      files
          .filter(file -> file.getFileName().toString().matches("suite.*\\.ya?ml"))
          .forEach(suites::add);
    }
    return suites.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    ROOT.relativize(file).toString(),
                    () -> assertThat(errors(Files.readString(file))).isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> documentation_everySuite_isReadAndMeetsTheSchema() throws IOException {
    String pages =
        Files.readString(ROOT.resolve("docs/suites.md"))
            + Files.readString(ROOT.resolve("docs/constraints.md"));
    List<String> blocks =
        YAML_BLOCK
            .matcher(pages)
            .results()
            .map((MatchResult match) -> match.group(1))
            .filter(block -> block.contains("evaluators:"))
            .toList();
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(5);
    return blocks.stream()
        .map(
            block ->
                DynamicTest.dynamicTest(
                    block.substring(0, block.indexOf('\n')),
                    () -> {
                      assertThat(errors(block)).isEmpty();
                      for (String name : List.of("dataset.jsonl", "tickets.csv")) {
                        Files.writeString(folder.resolve(name), "");
                      }
                      Path file = Files.writeString(folder.resolve("suite.yaml"), block);
                      Suite suite =
                          SuiteReader.of(EvaluatorRegistry.installed(), Kinds.documentedTargets())
                              .readSuite(file, List.of(), Map.of());
                      assertThat(suite.evaluators()).isNotEmpty();
                    }));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "concurency: 4",
        "concurrency: 0",
        "concurrency: many",
        "timeout: 30",
        "reducer: median",
        "gate: {gold: 1.0}",
        "gate: {distribution: {pass_rate: 90}}",
        "gate: {distribution: {min_coverage: 0.5}}",
        "policy: {gold: {rouge-l: 0.5}}",
        "policy: {golden: {rouge-l: high}}",
        "budget: {total: 5 minutes}",
        "evaluators: []",
        "evaluators: [unheard-of]",
        "evaluators: [{semantic-similarity: {threshold: 2}}]",
        "evaluators: [{semantic-similarity: {treshold: 0.5}}]",
      })
  void schema_mistakes_areRefused(String line) {
    String valid = "evaluators: [semantic-similarity]\n";
    String rest = line.startsWith("evaluators") ? "" : valid;

    assertThat(errors("dataset: d.jsonl\ntarget: {java: X}\n" + valid)).isEmpty();
    assertThat(errors("dataset: d.jsonl\ntarget: {java: X}\n" + rest + line)).isNotEmpty();
  }

  private static List<String> errors(String yaml) {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SuiteSchema.generate(EvaluatorRegistry.installed()));
    Node node = NodeReader.read(yaml, "s.yaml", new ArrayList<>());
    JsonNode json = node == null ? Json.object() : node.written();
    return schema.validate(json).stream().map(Object::toString).toList();
  }
}

package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.Modifiers;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.suite.SuiteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

// Here, because every module's evaluators are on the class path.
class EvaluatorsCommandTest {

  // What may stand beside any evaluator must mean the same everywhere.
  private static final List<String> RESERVED =
      Stream.concat(Modifiers.NAMES.stream(), Stream.of("name", "partitions", "tags")).toList();

  private static final Path PAGE =
      Path.of("").toAbsolutePath().getParent().resolve("docs/evaluators.md");

  @TempDir private Path folder;

  @Test
  void markdown_installedEvaluators_isWhatIsCommitted() throws IOException {
    String generated = Cli.assay("evaluators", "--markdown").out();
    if (Boolean.getBoolean("assay.update")) {
      Files.writeString(PAGE, generated);
    }

    assertThat(Files.readString(PAGE))
        .as(
            "docs/evaluators.md; renew it: mvn -pl cli -am test -Dtest=EvaluatorsCommandTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dassay.update=true")
        .isEqualTo(generated);
  }

  @TestFactory
  Stream<DynamicTest> evaluator_anyInstalled_isDocumented() {
    return EvaluatorRegistry.installed().definitions().stream()
        .map(
            definition ->
                DynamicTest.dynamicTest(
                    definition.name(),
                    () -> {
                      assertThat(definition.documentation()).hasSizeGreaterThan(80).endsWith(".");
                      assertThat(definition.documentation()).doesNotContain("\n");
                      assertThat(definition.summary()).isNotBlank().endsWith(".");
                      assertThat(definition.parameters())
                          .extracting(Parameter::name)
                          .doesNotContainAnyElementsOf(RESERVED);
                      assertThat(definition.parameters())
                          .allSatisfy(p -> assertThat(p.description()).isNotBlank());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> example_anyInstalled_isReadAsPartOfASuite() {
    return EvaluatorRegistry.installed().definitions().stream()
        .filter(definition -> !definition.example().isEmpty())
        .map(d -> DynamicTest.dynamicTest(d.name(), () -> assertExampleIsRead(d)));
  }

  private void assertExampleIsRead(EvaluatorDefinition definition) throws IOException {
    Path file = folder.resolve("suite.yaml");
    Files.writeString(folder.resolve("d.jsonl"), "");
    Files.writeString(
        file,
        "dataset: d.jsonl\ntarget: {recorded: o.jsonl}\nevaluators:\n"
            + definition.example().indent(2));

    assertThat(SuiteReader.read(file).evaluators())
        .isNotEmpty()
        .allSatisfy(spec -> assertThat(spec.evaluator()).isEqualTo(definition.name()));
  }

  @Test
  void json_oneEvaluator_hasWhatACatalogueNeeds() {
    JsonNode latency = Cli.assay("evaluators", "latency", "--json").json().at("/evaluators/0");

    assertThat(latency.path("category").stringValue()).isEqualTo("operation");
    assertThat(latency.path("judged").booleanValue()).isFalse();
    assertThat(latency.path("higher_is_better").booleanValue()).isFalse();
    assertThat(latency.path("documentation").stringValue()).contains("milliseconds");
    assertThat(latency.path("example").stringValue()).contains("max");
  }

  @Test
  void text_oneEvaluator_explainsIt() {
    String text = Cli.assay("evaluators", "token-f1").out();

    assertThat(text).contains("SQuAD", "category: text", "higher is better", "needs: an expected");
  }
}

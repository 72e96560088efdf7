package dev.assay.core.dataset.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.dataset.DatasetReader;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.FieldMapping;
import dev.assay.core.dataset.lint.LintRule;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Holds docs/datasets.md to what the code does. */
class DatasetsPageTest {

  private static final Pattern JSON_BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  private String page = "";

  @BeforeEach
  void readPage() throws IOException {
    page = Files.readString(Path.of("../docs/datasets.md"));
  }

  @Test
  void page_datasetAndMapping_canBeRead() throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = JSON_BLOCK.matcher(page);
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    assertThat(blocks).hasSize(2);
    Path dataset = Files.writeString(folder.resolve("dataset.jsonl"), blocks.get(0));
    assertThat(DatasetReader.read(dataset).dataset().examples())
        .extracting(Example::id)
        .containsExactly("g-001", "r-001");
    Path faq = Files.writeString(folder.resolve("faq.csv"), "Question,Answer,Lang\nq,a,en\n");
    ObjectNode mapping = (ObjectNode) Json.parse(blocks.get(1), "mapping", 1);
    Example example =
        DatasetReader.read(faq, FieldMapping.read(mapping)).dataset().examples().get(0);
    assertThat(example.id()).isEqualTo("faq-1");
    assertThat(example.references()).containsExactly("a");
    assertThat(example.metadata().get("Lang").stringValue()).isEqualTo("en");
  }

  @Test
  void page_namesEveryFieldRuleAndMutation() {
    FieldMapping.FIELDS.forEach(field -> assertThat(page).contains("`" + field + "`"));
    for (LintRule rule : LintRule.values()) {
      assertThat(page).contains("| `" + rule.key() + "` |");
    }
    Mutation.keys().forEach(key -> assertThat(page).contains("`" + key + "`"));
    for (Mutation mutation : Mutation.values()) {
      assertThat(page).contains("| " + mutation.category() + " |");
    }
  }
}

package dev.assay.examples.support.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.suite.Suite;
import dev.assay.core.suite.SuiteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoSuiteTest {

  @TempDir private Path folder;

  @Test
  void writeTo_besideTheDatasets_canBeRead() throws IOException {
    DemoDatasets.writeTo(folder.resolve("datasets"));
    DemoSuite.writeTo(folder);
    Suite suite = SuiteReader.read(folder.resolve("suite.yaml"), List.of(), Map.of());
    assertThat(suite.name()).isEqualTo("support-assistant");
  }

  @Test
  void publishOld_changesAPage_publishTakesItBack_whatIsThereStays() throws IOException {
    DemoSuite.writeTo(folder);
    Path page = folder.resolve("knowledge/plans-and-prices.md");
    assertThat(page).content().contains("Business plan costs $16");
    DemoSuite.publishOld(folder);
    assertThat(page).content().contains("Business plan costs $14");
    DemoSuite.writeTo(folder);
    assertThat(page).content().contains("Business plan costs $14");
    DemoSuite.publish(folder);
    assertThat(page).content().contains("Business plan costs $16");
    try (Stream<Path> pages = Files.list(folder.resolve("knowledge"))) {
      assertThat(pages).hasSize(23);
    }
  }
}

package dev.assay.examples.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.dataset.Example;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionGeneratorTest {

  @Test
  void main_withItsSeed_givesTheCommittedFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("distribution.jsonl");
    DistributionGenerator.main(new String[] {file.toString()});
    assertThat(Files.readString(file))
        .as("run DistributionGenerator distribution.jsonl after changing traffic.json")
        .isEqualTo(Files.readString(Path.of("distribution.jsonl")).replace("\r\n", "\n"));
  }

  @Test
  void generate_anotherSeed_givesOtherQuestions() {
    byte[] other = DistributionGenerator.jsonLines(DistributionGenerator.generate(1, 50));
    byte[] ours =
        DistributionGenerator.jsonLines(
            DistributionGenerator.generate(DistributionGenerator.SEED, 50));
    assertThat(new String(other, StandardCharsets.UTF_8))
        .isNotEqualTo(new String(ours, StandardCharsets.UTF_8));
  }

  @Test
  void generate_theCommittedSize_isARealisticMix() {
    List<Example> examples =
        DistributionGenerator.generate(DistributionGenerator.SEED, DistributionGenerator.SIZE);
    long outside = examples.stream().filter(e -> e.tags().contains("out-of-scope")).count();
    assertThat(outside / (double) examples.size()).isBetween(0.05, 0.08);
    assertThat(examples.stream().map(Example::inputText)).doesNotHaveDuplicates();
    assertThat(examples).allSatisfy(e -> assertThat(e.references()).isNotEmpty());
  }
}

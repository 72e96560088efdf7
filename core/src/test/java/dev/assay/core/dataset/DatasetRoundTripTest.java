package dev.assay.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatasetRoundTripTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(DatasetFormat.class)
  void writtenAndRead_hostileTexts_givesEqualExamplesAndHash(DatasetFormat format) {
    for (int seed = 0; seed < 150; seed++) {
      Dataset dataset = new RandomDatasets(seed).dataset();
      Path file = folder.resolve("d." + format.key());
      DatasetWriter.write(dataset, file);
      Dataset back = DatasetReader.read(file).dataset();
      for (int i = 0; i < dataset.examples().size(); i++) {
        String expected = Json.write(ExampleJson.write(dataset.examples().get(i)));
        assertThat(Json.write(ExampleJson.write(back.examples().get(i))))
            .as("seed %d", seed)
            .isEqualTo(expected);
      }
      assertThat(back.examples()).as("seed %d", seed).isEqualTo(dataset.examples());
      assertThat(back.contentHash()).as("seed %d", seed).isEqualTo(dataset.contentHash());
      if (format == DatasetFormat.JSON || format == DatasetFormat.YAML) {
        assertThat(back.taskType()).isEqualTo(dataset.taskType());
      }
    }
  }
}

package dev.assay.benchmarks;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.ExampleJson;
import dev.assay.core.dataset.Partition;
import dev.assay.core.json.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Writes a dataset of examples whose input is some 30 words and whose expectation differs from it
 * in a few. Arguments: file, number of examples. The same arguments give the same file.
 */
public final class BenchmarkData {

  private static final String[] WORDS =
      ("plan price month year user seat team refund invoice export import limit storage file access"
              + " key token login password session report chart share link folder sync mobile"
              + " desktop alert email support answer question change cancel upgrade trial card")
          .split(" ");

  private BenchmarkData() {}

  /** Writes the dataset. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    int examples = Integer.parseInt(args[1]);
    Random random = new Random(7);
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < examples; i++) {
        out.write(Json.writeUtf8(ExampleJson.write(example(i, random))));
        out.write('\n');
      }
    }
  }

  private static Example example(int index, Random random) {
    StringBuilder input = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      String word = WORDS[random.nextInt(WORDS.length)];
      input.append(word).append(' ');
      expected.append(random.nextInt(10) == 0 ? WORDS[random.nextInt(WORDS.length)] : word);
      expected.append(' ');
    }
    return Example.builder(
            "example-" + index, Partition.DISTRIBUTION, input.append(index).toString())
        .expected(expected.toString().strip())
        .build();
  }
}

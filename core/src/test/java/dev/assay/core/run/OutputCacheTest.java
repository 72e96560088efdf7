package dev.assay.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputCacheTest {

  private static final List<Example> EXAMPLES = Runs.examples(20);

  @TempDir Path folder;

  @Test
  void anAnswer_isFoundAgainByTheNextProcess() {
    Interaction answer = answer("out\u0000put \ud800");
    Interaction other = answer.toBuilder().input(List.of(new Message("system", "x"))).build();
    try (OutputCache cache = OutputCache.open(folder)) {
      cache.put("v1", EXAMPLES.get(0), 0, answer);
      cache.put("v1", EXAMPLES.get(0), 1, other);
      assertThat(cache.get("v1", EXAMPLES.get(0), 0)).contains(answer);
    }
    try (OutputCache cache = OutputCache.open(folder)) {
      assertThat(cache.get("v1", EXAMPLES.get(0), 0)).contains(answer);
      assertThat(cache.get("v1", EXAMPLES.get(0), 1)).contains(other);
    }
  }

  @Test
  void theKey_isVersionInputMetadataAndRepeat() {
    Example example = EXAMPLES.get(0);
    try (OutputCache cache = OutputCache.open(folder)) {
      cache.put("v1", example, 0, answer("x"));
      assertThat(cache.get("v2", example, 0)).isEmpty();
      assertThat(cache.get("v1", example, 1)).isEmpty();
      assertThat(cache.get("v1", EXAMPLES.get(1), 0)).isEmpty();
      Example tagged = example.toBuilder().metadata(Json.object().put("a", 1)).build();
      assertThat(cache.get("v1", tagged, 0)).isEmpty();
      Example renamed = example.toBuilder().id("b").partition(Partition.GOLDEN).build();
      assertThat(cache.get("v1", renamed, 0)).contains(answer("x"));
    }
  }

  @Test
  void failuresAndHugeAnswers_areNotKept() {
    try (OutputCache cache = OutputCache.open(folder)) {
      cache.put("v1", EXAMPLES.get(0), 0, Interaction.ofError("timeout", "late"));
      cache.put("v1", EXAMPLES.get(1), 0, answer("x".repeat(9 << 20)));
      assertThat(cache.get("v1", EXAMPLES.get(0), 0)).isEmpty();
      assertThat(cache.get("v1", EXAMPLES.get(1), 0)).isEmpty();
    }
  }

  @Test
  void twoAtOnce_writeSegmentsOfTheirOwnAndBothAreFoundLater() {
    try (OutputCache one = OutputCache.open(folder);
        OutputCache two = OutputCache.open(folder)) {
      for (int i = 0; i < 20; i++) {
        (i % 2 == 0 ? one : two).put("v1", EXAMPLES.get(i), 0, answer(i, "answer " + i));
      }
    }
    assertThat(segments()).hasSize(2);
    try (OutputCache cache = OutputCache.open(folder)) {
      for (int i = 0; i < 20; i++) {
        assertThat(cache.get("v1", EXAMPLES.get(i), 0)).contains(answer(i, "answer " + i));
      }
    }
  }

  @Test
  void tornAndDamagedLines_arePassedOver() throws IOException {
    fill();
    Path segment = segments().get(0);
    byte[] bytes = Files.readAllBytes(segment);
    // A flipped bit in the first answer, and a torn line at the end.
    int firstLine = new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\n');
    bytes[firstLine - 4] ^= 1;
    Files.write(segment, bytes);
    Files.writeString(segment, "abcdef0123", StandardOpenOption.APPEND);
    try (OutputCache cache = OutputCache.open(folder)) {
      assertThat(cache.get("v1", EXAMPLES.get(0), 0)).isEmpty();
      assertThat(cache.get("v1", EXAMPLES.get(1), 0)).contains(answer(1, "answer 1"));
      cache.put("v1", EXAMPLES.get(5), 7, answer(5, "after the torn one"));
    }
    try (OutputCache cache = OutputCache.open(folder)) {
      assertThat(cache.get("v1", EXAMPLES.get(5), 7)).contains(answer(5, "after the torn one"));
      assertThat(cache.get("v1", EXAMPLES.get(19), 0)).contains(answer(19, "answer 19"));
    }
  }

  @Test
  void aFolderDeletedUnderItsFeet_onlyMakesItForget() throws IOException {
    fill();
    try (OutputCache cache = OutputCache.open(folder)) {
      assertThat(cache.get("v1", EXAMPLES.get(0), 0)).isPresent();
      for (Path segment : segments()) {
        Files.write(segment, new byte[0]);
      }
      assertThat(cache.get("v1", EXAMPLES.get(1), 0)).isEmpty();
      cache.put("v1", EXAMPLES.get(1), 0, answer(1, "new"));
      assertThat(cache.get("v1", EXAMPLES.get(1), 0)).contains(answer(1, "new"));
    }
  }

  @Test
  void closed_itKnowsNothingAndKeepsNothing() {
    OutputCache cache = OutputCache.open(folder);
    cache.close();
    cache.put("v1", EXAMPLES.get(0), 0, answer("x"));
    assertThat(cache.get("v1", EXAMPLES.get(0), 0)).isEmpty();
  }

  private void fill() {
    try (OutputCache cache = OutputCache.open(folder)) {
      for (int i = 0; i < 20; i++) {
        cache.put("v1", EXAMPLES.get(i), 0, answer(i, "answer " + i));
      }
    }
  }

  private List<Path> segments() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.getFileName().toString().startsWith("segment-")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Interaction answer(String output) {
    return answer(0, output);
  }

  private static Interaction answer(int example, String output) {
    return Interaction.builder()
        .output(output)
        .input(EXAMPLES.get(example).inputMessages())
        .build();
  }
}

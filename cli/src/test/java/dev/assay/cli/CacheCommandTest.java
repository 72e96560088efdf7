package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.cache.DiskCache;
import dev.assay.core.cache.Shelf;
import dev.assay.core.json.ContentHash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CacheCommandTest {

  @TempDir Path folder;

  @Test
  void stats_countByKindAndVersion() {
    fill(3, Duration.ofDays(40));
    Cli.Result text = Cli.assay("cache", "stats", "--cache", folder.toString());
    assertThat(text.code()).isZero();
    assertThat(text.out())
        .contains("Answers of models: 3 entries, ", "openai:small", "v-answers")
        .contains("Outputs of targets: 3 entries, ", "http POST http://127.0.0.1/ask");

    JsonNode json = Cli.assay("cache", "stats", "--json", "--cache", folder.toString()).json();
    assertThat(json.get("entries").intValue()).isEqualTo(6);
    assertThat(json.at("/caches/0/kind").stringValue()).isEqualTo("answers");
    assertThat(json.at("/caches/0/versions/0/version").stringValue()).isEqualTo("v-answers");
    assertThat(json.at("/caches/1/versions/0/bytes").longValue()).isPositive();
    assertThat(Instant.parse(json.get("oldest_use").stringValue())).isBefore(Instant.now());
  }

  @Test
  void stats_ofNothing_saySo() {
    Cli.Result result = Cli.assay("cache", "stats", "--cache", folder.toString());
    assertThat(result.out()).isEqualTo("Nothing is cached in " + folder + ".\n");
    assertThat(
            Cli.assay("cache", "stats", "--json", "--cache", folder.toString())
                .json()
                .get("oldest_use")
                .isNull())
        .isTrue();
  }

  @Test
  void prune_dropsWhatIsOldAndKeepsTheRest() {
    fill(3, Duration.ofDays(40));
    fill(1, Duration.ofDays(2));
    String[] dry = {
      "cache", "prune", "--cache", folder.toString(), "--older-than", "30d", "--dry-run"
    };
    assertThat(Cli.assay(dry).out()).startsWith("Would prune 4 of 6 entries, ");
    Cli.Result result =
        Cli.assay("cache", "prune", "--json", "--cache", folder.toString(), "--older-than", "30d");
    assertThat(result.json().get("pruned_entries").intValue()).isEqualTo(4);
    assertThat(result.json().get("kept_entries").intValue()).isEqualTo(2);
    assertThat(result.json().get("in_use")).isEmpty();
    assertThat(Cli.assay(dry).out()).isEqualTo("Would prune 0 of 2 entries, 0 B.\n");
    Cli.Result all = Cli.assay("cache", "prune", "--cache", folder.toString(), "--all");
    assertThat(all.out()).startsWith("Pruned 2 of 2 entries, ");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"0B, 6", "0.001kB, 6", "1GiB, 0", "1 tb, 0", "1000, 0"})
  void prune_bySize_keepsWhatFits(String size, int pruned) {
    fill(3, Duration.ofDays(1));
    JsonNode json =
        Cli.assay("cache", "prune", "--json", "--cache", folder.toString(), "--max-size", size)
            .json();
    assertThat(json.get("pruned_entries").intValue()).isEqualTo(pruned);
  }

  @Test
  void prune_whatAnotherProcessWrites_isLeftAlone() {
    try (DiskCache cache = DiskCache.open(folder, Clock.systemUTC())) {
      cache.put(new Shelf("answers", "m", "v"), key(1), bytes());
      Cli.Result result = Cli.assay("cache", "prune", "--all", "--cache", folder.toString());
      assertThat(result.code()).isZero();
      assertThat(result.out()).startsWith("Pruned 0 of 1 entries");
      assertThat(result.err()).contains("Left alone, for another process writes it: ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cache",
        "cache prune",
        "cache prune --all --older-than 3d",
        "cache prune --older-than soon",
        "cache prune --older-than -3d",
        "cache prune --max-size 3XB",
        "cache prune --max-size -1GB",
        "cache prune --all --cache /does/not/exist",
        "cache stats --cache /does/not/exist",
      })
  void mistakes_areErrorsThatSayWhatIsExpected(String line) {
    Cli.Result result = Cli.assay(line.split(" "));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("expected");
  }

  private void fill(int n, Duration ago) {
    Clock then = Clock.offset(Clock.systemUTC(), ago.negated());
    try (DiskCache cache = DiskCache.open(folder, then)) {
      for (int i = 0; i < n; i++) {
        cache.put(
            new Shelf("outputs", "http POST http://127.0.0.1/ask", "v-outputs"), key(i), bytes());
        cache.put(new Shelf("answers", "openai:small", "v-answers"), key(i), bytes());
      }
    }
  }

  private static String key(int i) {
    return ContentHash.ofBytes(new byte[] {(byte) i}).substring("sha256:".length());
  }

  private static byte[] bytes() {
    return "{\"output\":\"x\"}".getBytes(StandardCharsets.UTF_8);
  }
}

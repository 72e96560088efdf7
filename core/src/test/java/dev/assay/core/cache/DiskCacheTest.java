package dev.assay.core.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.json.ContentHash;
import dev.assay.core.problem.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskCacheTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Shelf OUTPUTS = new Shelf("outputs", "http POST http://127.0.0.1/ask", "v1");
  private static final Shelf ANSWERS = new Shelf("answers", "openai:small", "v1");

  /** A clock that moves when told to. */
  private static final class Hands extends Clock {
    private Instant now = START;

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @TempDir Path folder;
  private final Hands clock = new Hands();

  @Test
  void entries_areFoundByShelfAndKeyAlsoByTheNextProcess() {
    try (DiskCache cache = open()) {
      assertThat(cache.put(OUTPUTS, key(1), bytes("{\"a\":1}"))).isTrue();
      assertThat(cache.get(ANSWERS, key(1))).isNull();
      assertThat(cache.put(OUTPUTS, key(1), bytes("{\"a\":2}"))).isTrue();
    }
    try (DiskCache cache = open()) {
      assertThat(cache.get(OUTPUTS, key(1))).isEqualTo(bytes("{\"a\":2}"));
      Shelf renamed = new Shelf("outputs", "another name", "v1");
      assertThat(cache.get(renamed, key(1))).isEqualTo(bytes("{\"a\":2}"));
      assertThat(cache.get(OUTPUTS, key(2))).isNull();
    }
  }

  @Test
  void entriesThatCannotBeLines_areRefused() {
    try (DiskCache cache = open()) {
      assertThat(cache.put(OUTPUTS, key(1), new byte[DiskCache.LARGEST_ENTRY + 1])).isFalse();
      assertThat(cache.put(OUTPUTS, key(1), new byte[0])).isFalse();
      assertThatThrownBy(() -> cache.put(OUTPUTS, key(1), bytes("{\n}")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aFullFile_isFollowedByAnother() {
    byte[] large = bytes("\"" + "x".repeat(DiskCache.LARGEST_ENTRY - 2) + "\"");
    try (DiskCache cache = open()) {
      for (int i = 0; i < 10; i++) {
        assertThat(cache.put(OUTPUTS, key(i), large)).isTrue();
      }
      assertThat(cache.get(OUTPUTS, key(0))).isEqualTo(large);
      assertThat(cache.get(OUTPUTS, key(9))).isEqualTo(large);
    }
    assertThat(segments()).hasSize(2).allMatch(file -> size(file) <= 73L << 20);
  }

  @Test
  void stats_sayWhatIsThereAndWhenItWasUsed() {
    try (DiskCache cache = open()) {
      cache.put(OUTPUTS, key(1), bytes("{}"));
      cache.put(OUTPUTS, key(2), bytes("{}"));
      clock.pass(Duration.ofDays(3));
      cache.put(ANSWERS, key(3), bytes("{}"));
    }
    clock.pass(Duration.ofDays(2));
    try (DiskCache cache = open()) {
      assertThat(cache.get(OUTPUTS, key(2))).isNotNull();
    }
    List<CacheFiles.ShelfStats> shelves = CacheFiles.read(folder).shelves();
    assertThat(shelves).extracting(CacheFiles.ShelfStats::shelf).contains(OUTPUTS, ANSWERS);
    CacheFiles.ShelfStats outputs =
        shelves.stream().filter(s -> s.shelf().equals(OUTPUTS)).findFirst().orElseThrow();
    assertThat(outputs.entries()).isEqualTo(2);
    assertThat(outputs.bytes()).isEqualTo(size(outputs.folder().resolve("segment-0.txt")));
    assertThat(outputs.oldestUse()).isEqualTo(START);
    assertThat(outputs.newestUse()).isEqualTo(START.plus(Duration.ofDays(5)));
  }

  @Test
  void pruningByAge_keepsWhatWasUsedSince() {
    fill(10);
    clock.pass(Duration.ofDays(20));
    try (DiskCache cache = open()) {
      cache.get(OUTPUTS, key(4));
      cache.get(OUTPUTS, key(7));
    }
    clock.pass(Duration.ofDays(15));
    CachePruning pruning =
        new CachePruning(false, clock.instant().minus(Duration.ofDays(30)), null);
    CachePruning.Result planned = pruning.plan(CacheFiles.read(folder));
    assertThat(planned.entries()).isEqualTo(8);
    assertThat(planned.keptEntries()).isEqualTo(2);
    assertThat(CacheFiles.read(folder).shelves().get(0).entries()).isEqualTo(10);

    CachePruning.Result done = pruning.prune(CacheFiles.read(folder));
    assertThat(done.entries()).isEqualTo(8);
    assertThat(done.bytes()).isGreaterThanOrEqualTo(planned.bytes());
    assertThat(CacheFiles.read(folder).shelves().get(0).oldestUse())
        .isEqualTo(START.plus(Duration.ofDays(20)));
    try (DiskCache cache = open()) {
      assertThat(cache.get(OUTPUTS, key(4))).isEqualTo(bytes("{\"n\":4}"));
      assertThat(cache.get(OUTPUTS, key(7))).isEqualTo(bytes("{\"n\":7}"));
      assertThat(cache.get(OUTPUTS, key(5))).isNull();
      cache.put(OUTPUTS, key(5), bytes("{\"n\":55}"));
      assertThat(cache.get(OUTPUTS, key(5))).isEqualTo(bytes("{\"n\":55}"));
    }
  }

  @Test
  void pruningBySize_dropsWhatWasNotUsedForLongest() {
    try (DiskCache cache = open()) {
      for (int i = 0; i < 10; i++) {
        cache.put(i % 2 == 0 ? OUTPUTS : ANSWERS, key(i), bytes("{\"n\":" + i + "}"));
        clock.pass(Duration.ofHours(1));
      }
    }
    long line = CacheFiles.read(folder).shelves().stream().mapToLong(s -> s.bytes()).sum() / 10;
    CachePruning.Result done =
        new CachePruning(false, null, 3 * line).prune(CacheFiles.read(folder));
    assertThat(done.entries()).isEqualTo(7);
    try (DiskCache cache = open()) {
      for (int i = 0; i < 10; i++) {
        byte[] found = cache.get(i % 2 == 0 ? OUTPUTS : ANSWERS, key(i));
        assertThat(found != null).isEqualTo(i >= 7);
      }
    }
  }

  @Test
  void pruningAll_leavesNothingButOtherFiles() throws IOException {
    fill(3);
    Files.writeString(folder.resolve("notes.txt"), "mine");
    Files.createDirectories(folder.resolve("other/things"));
    CachePruning.Result done = new CachePruning(true, null, null).prune(CacheFiles.read(folder));
    assertThat(done.entries()).isEqualTo(3);
    assertThat(done.keptEntries()).isZero();
    assertThat(CacheFiles.read(folder).shelves()).isEmpty();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(p -> p.getFileName().toString())).containsOnly("notes.txt", "other");
    }
  }

  @Test
  void aSegmentBeingWritten_isLeftAlone() {
    fill(3);
    try (DiskCache cache = open()) {
      cache.put(OUTPUTS, key(9), bytes("{\"n\":9}"));
      CachePruning.Result done = new CachePruning(true, null, null).prune(CacheFiles.read(folder));
      assertThat(done.inUse()).hasSize(1);
      assertThat(done.entries()).isZero();
      assertThat(cache.get(OUTPUTS, key(9))).isEqualTo(bytes("{\"n\":9}"));
    }
  }

  @Test
  void aReaderWhoseEntriesArePruned_missesThemAndNeverReadsOthers() {
    fill(10);
    try (DiskCache reader = open()) {
      assertThat(reader.get(OUTPUTS, key(0))).isEqualTo(bytes("{\"n\":0}"));
      CacheFiles files = CacheFiles.read(folder);
      long half = files.shelves().get(0).bytes() / 2;
      new CachePruning(false, null, half).prune(files);
      for (int i = 0; i < 10; i++) {
        byte[] found = reader.get(OUTPUTS, key(i));
        if (found != null) {
          assertThat(found).isEqualTo(bytes("{\"n\":" + i + "}"));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "no line at all", "\u0000\uffff{}\n", "{\"kind\": 7}\n"})
  void damagedFiles_holdWhatCanStillBeRead(String text) throws IOException {
    fill(3);
    Path segment = segments().get(0);
    Files.writeString(segment, text, StandardOpenOption.APPEND);
    Files.writeString(segment.resolveSibling("about.json"), text);
    CacheFiles.ShelfStats stats = CacheFiles.read(folder).shelves().get(0);
    assertThat(stats.entries()).isEqualTo(3);
    assertThat(stats.shelf().version()).isEmpty();
    try (DiskCache cache = open()) {
      assertThat(cache.put(OUTPUTS, key(5), bytes("{\"n\":5}"))).isTrue();
    }
    new CachePruning(false, START.minusSeconds(1), null).prune(CacheFiles.read(folder));
    try (DiskCache cache = open()) {
      assertThat(cache.get(OUTPUTS, key(5))).isEqualTo(bytes("{\"n\":5}"));
      assertThat(cache.get(OUTPUTS, key(2))).isEqualTo(bytes("{\"n\":2}"));
    }
  }

  @Test
  void aFolderNamedLikeASegment_isPassedOver() throws IOException {
    fill(3);
    Files.createDirectory(segments().get(0).resolveSibling("segment-7.txt"));
    assertThat(CacheFiles.read(folder).shelves().get(0).entries()).isEqualTo(3);
    new CachePruning(true, null, null).prune(CacheFiles.read(folder));
    try (DiskCache cache = open()) {
      assertThat(cache.get(OUTPUTS, key(1))).isNull();
    }
  }

  @Test
  void aDirectoryThatIsAFile_isAnError() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> DiskCache.open(file, clock))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("expected: a directory that can be written");
    assertThat(CacheFiles.read(folder.resolve("missing")).shelves()).isEmpty();
  }

  private DiskCache open() {
    return DiskCache.open(folder, clock);
  }

  private void fill(int n) {
    try (DiskCache cache = open()) {
      for (int i = 0; i < n; i++) {
        cache.put(OUTPUTS, key(i), bytes("{\"n\":" + i + "}"));
      }
    }
  }

  private List<Path> segments() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.getFileName().toString().startsWith("segment-")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String key(int i) {
    return ContentHash.ofBytes(new byte[] {(byte) i}).substring("sha256:".length());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

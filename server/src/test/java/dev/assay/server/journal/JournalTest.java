package dev.assay.server.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.server.journal.JournalException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournalTest {

  private static final JournalSettings SMALL = new JournalSettings(Duration.ZERO, 4096, 8192, 8192);

  @TempDir private Path folder;

  @Test
  void frames_areReadInOrderAcrossSegmentsAndRestarts() throws Exception {
    List<String> expected = new ArrayList<>();
    Position half = Position.START;
    for (int restart = 0; restart < 3; restart++) {
      try (Journal journal = open()) {
        for (int i = 0; i < 200; i++) {
          String text = "frame " + restart + " " + i + " " + "x".repeat(i * 7);
          expected.add(text);
          Position end = append(journal, text);
          if (expected.size() == 300) {
            half = end;
          }
        }
      }
    }
    try (Journal journal = open()) {
      assertThat(texts(journal, Position.START)).isEqualTo(expected);
      assertThat(texts(journal, half)).isEqualTo(expected.subList(300, 600));
      assertThat(texts(journal, journal.end())).isEmpty();
      assertThat(journal.recovery()).isEqualTo(new Journal.Recovery(0, List.of()));
    }
    assertThat(Segment.list(folder)).hasSizeGreaterThan(10);
  }

  @Test
  void frames_largerThanTheBuffer_areWhole() throws Exception {
    String large = "y".repeat(3 << 20);
    try (Journal journal = Journal.open(folder, JournalSettings.DEFAULT, Position.START)) {
      append(journal, "before");
      append(journal, large);
      append(journal, "");
      assertThat(texts(journal, Position.START)).containsExactly("before", large, "");
    }
  }

  @Test
  void writesToTheDisk_areTimed_eachOnce() throws Exception {
    List<Long> took = new CopyOnWriteArrayList<>();
    try (Journal journal = open()) {
      journal.timed(took::add);
      append(journal, "one");
      append(journal, "two");
    }
    assertThat(took).hasSize(2).allSatisfy(nanos -> assertThat(nanos).isPositive());
  }

  @Test
  void reader_ofAGrowingJournal_seesWhatIsAcknowledgedAndNoMore() throws Exception {
    try (Journal journal = open();
        JournalReader reader = journal.read(Position.START)) {
      assertThat(reader.next()).isNull();
      append(journal, "one");
      Frame one = reader.next();
      assertThat(one).isNotNull();
      assertThat(new String(one.payload(), UTF_8)).isEqualTo("one");
      assertThat(one.end()).isEqualTo(reader.position()).isEqualTo(journal.end());
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void tornEnd_isCutOffWhereverItTears() throws Exception {
    try (Journal journal = open()) {
      append(journal, "kept");
      append(journal, "torn");
    }
    Path segment = Segment.list(folder).get(1L);
    byte[] whole = Files.readAllBytes(segment);
    int kept = Segment.HEAD_BYTES + Segment.FRAME_HEAD_BYTES + 4;
    for (int length = 0; length < whole.length; length++) {
      deleteAll();
      Files.write(segment, Arrays.copyOf(whole, length));
      try (Journal journal = open()) {
        assertThat(texts(journal, Position.START))
            .as("cut to %d bytes", length)
            .isEqualTo(length >= kept ? List.of("kept") : List.of());
        append(journal, "next");
        assertThat(texts(journal, Position.START)).last().isEqualTo("next");
      }
    }
  }

  @Test
  void zerosAtTheEnd_areNoFrames() throws Exception {
    // What some file systems leave of a file that grew before the power went.
    try (Journal journal = open()) {
      append(journal, "kept");
    }
    Files.write(Segment.list(folder).get(1L), new byte[500], StandardOpenOption.APPEND);
    try (Journal journal = open()) {
      assertThat(journal.recovery().tornBytes()).isEqualTo(500);
      assertThat(texts(journal, Position.START)).containsExactly("kept");
    }
  }

  @Test
  void damagedSegment_losesItsRestAlone() throws Exception {
    try (Journal journal = open()) {
      append(journal, "first");
      append(journal, "damaged");
    }
    try (Journal journal = open()) {
      append(journal, "later");
    }
    Path first = Segment.list(folder).get(1L);
    try (RandomAccessFile file = new RandomAccessFile(first.toFile(), "rw")) {
      file.seek(file.length() - 1);
      file.write('X');
    }
    try (Journal journal = open();
        JournalReader reader = journal.read(Position.START)) {
      assertThat(journal.recovery().damaged()).containsExactly(first);
      assertThat(texts(journal, Position.START)).containsExactly("first", "later");
      while (reader.next() != null) {
        // To the end.
      }
      assertThat(reader.skippedBytes()).isEqualTo(Segment.FRAME_HEAD_BYTES + 7);
    }
  }

  @Test
  void segmentsThatWereRead_areNotLookedThroughAgain() throws Exception {
    for (String text : List.of("read", "stopped here", "unread", "last")) {
      try (Journal journal = open()) {
        append(journal, text);
      }
    }
    SortedMap<Long, Path> segments = Segment.list(folder);
    for (Path segment : segments.values()) {
      Files.write(segment, new byte[500], StandardOpenOption.APPEND);
    }
    Position stopped = new Position(2, Segment.HEAD_BYTES);
    try (Journal journal = Journal.open(folder, JournalSettings.DEFAULT, stopped)) {
      assertThat(journal.recovery().damaged()).containsExactly(segments.get(2L), segments.get(3L));
      assertThat(journal.recovery().tornBytes()).isEqualTo(500);
      assertThat(texts(journal, stopped)).containsExactly("stopped here", "unread", "last");
    }
  }

  @Test
  void release_deletesWhatIsBeforeAndNothingElse() throws Exception {
    try (Journal journal = open()) {
      Position middle = Position.START;
      for (int i = 0; i < 100; i++) {
        Position end = append(journal, "z".repeat(500) + i);
        middle = i == 49 ? end : middle;
      }
      long before = journal.bytes();
      journal.release(middle);
      assertThat(journal.bytes()).isBetween(before / 3, before * 2 / 3);
      assertThat(texts(journal, middle)).hasSize(50);
      journal.release(new Position(Long.MAX_VALUE, 0));
      append(journal, "on");
      assertThat(texts(journal, Position.START)).last().isEqualTo("on");
    }
  }

  @Test
  void bytesAfter_countsWhatIsBehindAPlace_notWhatIsKeptBeforeIt() throws Exception {
    try (Journal journal = open()) {
      List<Position> ends = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        ends.add(append(journal, "z".repeat(200)));
      }
      assertThat(Segment.list(folder)).hasSizeGreaterThan(3);
      assertThat(journal.bytesAfter(journal.end())).isZero();
      assertThat(journal.bytesAfter(ends.get(98))).isEqualTo(Segment.FRAME_HEAD_BYTES + 200);
      assertThat(journal.bytesAfter(ends.get(49)))
          .isBetween(50L * (Segment.FRAME_HEAD_BYTES + 200), journal.bytes() * 6 / 10);
      assertThat(journal.bytesAfter(Position.START)).isEqualTo(journal.bytes());
    }
  }

  @Test
  void deletedSegments_doNotBringOldPlacesBack() throws Exception {
    Position read;
    try (Journal journal = open()) {
      read = append(journal, "old");
    }
    deleteAll();
    try (Journal journal = Journal.open(folder, SMALL, read)) {
      append(journal, "new");
      assertThat(texts(journal, read)).containsExactly("new");
    }
  }

  @Test
  void open_inAFolderInUse_isRefusedWithWords() {
    try (Journal journal = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("a folder that no other server uses");
      assertThat(journal.end()).isEqualTo(new Position(1, Segment.HEAD_BYTES));
    }
  }

  @Test
  void append_afterClose_isRefused() {
    Journal journal = open();
    journal.close();
    assertThat(kindOf(journal.append(bytes("late")))).isEqualTo(Kind.CLOSED);
  }

  @Test
  void append_ofMoreThanAFrame_isRefused() {
    try (Journal journal = open()) {
      assertThat(kindOf(journal.append(new byte[8193]))).isEqualTo(Kind.TOO_LARGE);
    }
  }

  @Test
  void diskThatStandsStill_letsNoMoreWaitThanAllowed() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    try (Journal journal = Journal.open(folder, SMALL, Position.START, disk)) {
      disk.hold();
      CompletableFuture<Position> first = journal.append(new byte[4000]);
      CompletableFuture<Position> second = journal.append(new byte[4000]);
      assertThat(kindOf(journal.append(new byte[4000]))).isEqualTo(Kind.OVERLOADED);
      assertThat(journal.waitingBytes()).isEqualTo(8000);
      disk.release();
      assertThat(first.get(60, TimeUnit.SECONDS)).isLessThan(second.get(60, TimeUnit.SECONDS));
      assertThat(journal.append(new byte[4000]).get(60, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void fullDisk_refusesWhatItCannotKeepAndGoesOnWhenThereIsRoom() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    List<String> acknowledged = new ArrayList<>();
    try (Journal journal = Journal.open(folder, SMALL, Position.START, disk)) {
      for (int i = 0; i < 60; i++) {
        disk.full.set(i % 20 >= 10);
        String text = "n" + i + "-".repeat(400);
        CompletableFuture<Position> done = journal.append(bytes(text));
        if (i % 20 >= 10) {
          assertThat(kindOf(done)).isEqualTo(Kind.STORAGE);
        } else {
          done.get(60, TimeUnit.SECONDS);
          acknowledged.add(text);
        }
      }
      assertThat(texts(journal, Position.START)).isEqualTo(acknowledged);
    }
    try (Journal journal = open()) {
      assertThat(texts(journal, Position.START)).isEqualTo(acknowledged);
    }
    // Ten refusals in a row leave no litter.
    assertThat(Segment.list(folder)).hasSizeLessThan(16);
  }

  @Test
  void failedForce_isNotBelievedTheSecondTime() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    try (Journal journal = Journal.open(folder, SMALL, Position.START, disk)) {
      append(journal, "safe");
      disk.forceFails.set(true);
      assertThat(kindOf(journal.append(bytes("lost")))).isEqualTo(Kind.STORAGE);
      disk.forceFails.set(false);
      Position after = append(journal, "after");
      assertThat(after.segment()).isEqualTo(2);
      assertThat(texts(journal, Position.START)).containsExactly("safe", "after");
    }
  }

  @Test
  void killedProcess_leavesAllThatItAcknowledged() throws Exception {
    for (int round = 0; round < 3; round++) {
      List<String> acknowledged = appendUntilKilled(300 + 200 * round);
      try (Journal journal = open()) {
        assertThat(texts(journal, Position.START))
            .containsAll(acknowledged)
            .doesNotHaveDuplicates();
      }
    }
  }

  private List<String> appendUntilKilled(int enough) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Appender.class.getName(),
                folder.toString(),
                Integer.toString(enough))
            .redirectErrorStream(true)
            .start();
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        acknowledged.add(line);
        if (acknowledged.size() == enough) {
          process.destroyForcibly();
        }
      }
    } catch (IOException e) {
      // The pipe of a killed process.
    }
    assertThat(process.waitFor()).isNotZero();
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(enough);
    // A line may be cut by the kill.
    return acknowledged.subList(0, enough);
  }

  /** Appends until killed, and says what was acknowledged. */
  static final class Appender {

    private Appender() {}

    @SuppressWarnings("SystemOut") // How it speaks to the test.
    public static void main(String[] args) throws Exception {
      try (Journal journal = Journal.open(Path.of(args[0]), SMALL, Position.START)) {
        for (int i = 0; ; i++) {
          String text = args[1] + "-" + i + "-" + "k".repeat(i % 500);
          journal.append(bytes(text)).get();
          System.out.println(text);
        }
      }
    }
  }

  private Journal open() {
    return Journal.open(folder, SMALL, Position.START);
  }

  private void deleteAll() throws IOException {
    for (Path segment : Segment.list(folder).values()) {
      Files.delete(segment);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static Position append(Journal journal, String text) throws Exception {
    return journal.append(bytes(text)).get(60, TimeUnit.SECONDS);
  }

  private static List<String> texts(Journal journal, Position from) throws IOException {
    List<String> texts = new ArrayList<>();
    try (JournalReader reader = journal.read(from)) {
      for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
        texts.add(new String(frame.payload(), UTF_8));
      }
    }
    return texts;
  }

  private static Kind kindOf(CompletableFuture<Position> refused) {
    try {
      refused.join();
      throw new AssertionError("accepted");
    } catch (CompletionException e) {
      return ((JournalException) e.getCause()).kind();
    }
  }

  /** A disk that is full, fails or stands still on demand. */
  private static final class FaultyDisk implements Disk {

    private final AtomicBoolean full = new AtomicBoolean();
    private final AtomicBoolean forceFails = new AtomicBoolean();
    private volatile CompletableFuture<?> gate = CompletableFuture.completedFuture(null);
    private final Disk real = Disk.real();

    void hold() {
      gate = new CompletableFuture<>();
    }

    void release() {
      gate.complete(null);
    }

    @Override
    public File create(Path path) throws IOException {
      if (full.get()) {
        // As a full disk does: the name fits, the content does not.
        real.create(path).close();
        throw new IOException("No space left on device");
      }
      File file = real.create(path);
      return new File() {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
          if (full.get()) {
            ByteBuffer part = bytes.slice(bytes.position(), bytes.remaining() / 2);
            file.write(part);
            throw new IOException("No space left on device");
          }
          file.write(bytes);
        }

        @Override
        public void force() throws IOException {
          gate.join();
          if (forceFails.get()) {
            throw new IOException("Input/output error");
          }
          file.force();
        }

        @Override
        public void close() throws IOException {
          file.close();
        }
      };
    }

    @Override
    public void truncate(Path path, long bytes) throws IOException {
      real.truncate(path, bytes);
    }
  }
}

package dev.assay.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditLockTest {

  private static final int EACH = 25;

  @TempDir Path folder;

  /** Adds examples one by one, as another process would: what the test starts as a program. */
  static final class Writer {

    private Writer() {}

    public static void main(String[] arguments) {
      add(Path.of(arguments[0]), arguments[1]);
    }

    static void add(Path file, String name) {
      for (int i = 0; i < EACH; i++) {
        Example example =
            Example.builder(name + "-" + i, Partition.REGRESSION, name + " asks " + i).build();
        JsonLinesEdit.put(file, List.of(example));
      }
    }
  }

  @Test
  void twoProcessesAndTwoThreads_loseNoEditOfEachOther() throws Exception {
    Path file = folder.resolve("regression.jsonl");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                file.toString(),
                "process")
            .inheritIO()
            .start();
    List<Thread> threads = new ArrayList<>();
    for (String name : List.of("one", "two")) {
      Thread thread = new Thread(() -> Writer.add(file, name));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(other.exitValue()).isZero();
    assertThat(DatasetReader.read(file).dataset().examples()).hasSize(3 * EACH);
    assertThat(names()).containsExactly("regression.jsonl");
  }

  @Test
  void goldenChange_andExport_keepEachOthersLines() throws Exception {
    Path file = folder.resolve("all.jsonl");
    Example golden =
        Example.builder("g1", Partition.GOLDEN, "Where is my refund?")
            .reviews(
                List.of(
                    new Review("ann", "2026-11-01", null), new Review("bob", "2026-11-01", null)))
            .build();
    JsonLinesEdit.put(file, List.of(golden));
    GoldenLock.approve(DatasetReader.read(file), new Approval("ann", "2026-11-01", null));
    CountDownLatch reading = new CountDownLatch(1);
    Thread export =
        new Thread(
            () -> {
              reading.countDown();
              Writer.add(file, "case");
            });
    export.start();
    reading.await();
    Example before = golden;
    for (int i = 0; i < 5; i++) {
      Example after =
          Example.builder("g1", Partition.GOLDEN, "Where is refund " + i + "?")
              .reviews(before.reviews())
              .build();
      new GoldenChange(before, after)
          .apply(
              file,
              List.of(
                  new Approval("cy", "2026-11-0" + (i + 2), null),
                  new Approval("di", "2026-11-0" + (i + 2), null)));
      before =
          DatasetReader.read(file).dataset().examples().stream()
              .filter(example -> example.id().equals("g1"))
              .findFirst()
              .orElseThrow();
    }
    export.join();
    assertThat(DatasetReader.read(file).dataset().examples()).hasSize(1 + EACH);
    assertThat(GoldenLock.check(DatasetReader.read(file))).isEmpty();
    assertThat(names()).containsExactlyInAnyOrder("all.jsonl", GoldenLock.FILE_NAME);
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  void heldByThisThread_isHeldOn() {
    Path file = folder.resolve("new/dataset.jsonl");
    String said = EditLock.hold(file, () -> EditLock.hold(file, () -> "done"));
    assertThat(said).isEqualTo("done");
    assertThat(folder.resolve("new")).isEmptyDirectory();
  }
}

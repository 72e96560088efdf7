package dev.assay.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a store holds after its process is killed, or its disk was full. */
@Timeout(120)
class KillTest {

  private static final int KILLS = 3;

  @TempDir private Path folder;

  @Test
  void killedProcess_losesNothingAndLeavesNothingHalf() throws Exception {
    Random random = new Random(11);
    String where = folder.resolve("data").toString();
    long batches = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long acknowledged = batches;
      try (WriterProcess writer = WriterProcess.start(where)) {
        int until = 1 + random.nextInt(20);
        for (int i = 0; i < until; i++) {
          acknowledged = Long.parseLong(writer.next());
        }
        Thread.sleep(random.nextInt(40));
        List<String> rest = writer.kill();
        if (!rest.isEmpty()) {
          acknowledged = Long.parseLong(rest.get(rest.size() - 1));
        }
      }
      try (Store store = WriterProcess.open(where)) {
        batches = Whole.check(store, acknowledged);
      }
    }
    assertThat(batches).isGreaterThanOrEqualTo(KILLS);
  }

  private static void limitFiles(WriterProcess writer, String bytes) throws Exception {
    String limit = "--fsize=" + bytes + ":unlimited";
    Process process =
        new ProcessBuilder("prlimit", "--pid", String.valueOf(writer.pid()), limit).start();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void fullDisk_isRefusedByKindAndForgotten() throws Exception {
    assumeTrue(Path.of("/usr/bin/prlimit").toFile().exists(), "util-linux");
    String where = folder.resolve("data").toString();
    try (WriterProcess writer = WriterProcess.start(where)) {
      writer.next();
      long acknowledged = 0;
      // No file may become longer than this: as if the disk were full.
      limitFiles(writer, "1000");
      String said = writer.next();
      while (said.matches("\\d+")) {
        acknowledged = Long.parseLong(said);
        said = writer.next();
      }
      assertThat(said).isEqualTo("STORAGE");
      limitFiles(writer, "unlimited");
      assertThat(writer.next()).isEqualTo("back");
      long after = Long.parseLong(writer.next());
      assertThat(after).isGreaterThanOrEqualTo(acknowledged + 2);
      writer.kill();
      try (Store store = WriterProcess.open(where)) {
        Whole.check(store, after);
      }
    }
  }
}

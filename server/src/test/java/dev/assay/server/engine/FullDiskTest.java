package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full, and has room again: where the machine lets us make a small one. */
@Timeout(300)
class FullDiskTest {

  private static final String MEGABYTES = "96";

  @TempDir private Path folder;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "assay-test", disk.toString()),
        "this machine lets us mount nothing");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "-l", disk.toString());
  }

  @Test
  void fullDisk_isToldToSenders_losesNothingAcknowledged_andIsGotOverByItself() throws Exception {
    try (ServedEngine served =
        ServedEngine.open(disk, ServedEngine.QUICK + "journal: {min_free: 0B}\n")) {
      assertThat(send(served, 0).statusCode()).isEqualTo(200);
      served.interactions(1);

      Path filler = disk.resolve("filler");
      fill(filler);
      int acknowledged = 1;
      int sent = 1;
      HttpResponse<String> refused = null;
      while (refused == null || sent < 20) {
        HttpResponse<String> answer = send(served, sent++);
        if (answer.statusCode() == 200) {
          acknowledged++;
        } else {
          refused = answer;
        }
        assertThat(sent).as("the disk is never full").isLessThan(2_000);
      }
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      HttpResponse<String> rest =
          served.post(
              "/api/v1/interactions",
              "{\"interactions\":[{\"started_at\":\"2026-01-01T00:00:00Z\"}]}");
      assertThat(rest.statusCode()).isEqualTo(503);
      assertThat(rest.headers().firstValue("Retry-After")).isPresent();
      assertThat(served.get("/healthz").statusCode()).isEqualTo(200);
      assertThat(served.metric("assay_journal_refused_total")).isGreaterThanOrEqualTo(2);

      Files.delete(filler);
      // What was refused is sent again, as senders do; what was acknowledged need not be.
      while (send(served, sent).statusCode() != 200) {
        Thread.sleep(50);
      }
      served.interactions(acknowledged + 1);
      served.settle();
      assertThat(served.metric("assay_pipeline_set_aside_total")).isZero();
      served.restart();
      assertThat(served.interactions(acknowledged + 1)).hasSize(acknowledged + 1);
      assertThat(send(served, sent + 1).statusCode()).isEqualTo(200);
      served.interactions(acknowledged + 2);
    }
  }

  private static HttpResponse<String> send(ServedEngine served, int i) throws Exception {
    return served.post("/v1/traces", Exports.calls(i, 1, Clock.systemUTC().instant()));
  }

  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] block = new byte[1 << 16];
      int size = block.length;
      while (size > 0) {
        try {
          out.write(block, 0, size);
        } catch (IOException e) {
          // Down to the last byte.
          size /= 2;
        }
      }
    }
  }

  private static boolean run(String... command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}

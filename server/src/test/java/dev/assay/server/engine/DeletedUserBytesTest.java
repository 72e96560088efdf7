package dev.assay.server.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a deleted user said leaves the journal too, not only what is read of it. */
@Timeout(300)
class DeletedUserBytesTest {

  private static final String SAID = "the-words-of-one-user";

  @TempDir private Path folder;

  @Test
  void deletedUser_isSoonNowhereInTheJournal() throws Exception {
    try (ServedEngine served = ServedEngine.open(folder, ServedEngine.QUICK)) {
      HttpResponse<String> sent =
          served.post(
              "/api/v1/interactions",
              """
              {"interactions":[{"id":"i-1","user":"u-9","started_at":"%s",
               "messages":[{"role":"user","text":"%s"}],"output":"a"}]}"""
                  .formatted(Clock.systemUTC().instant(), SAID));
      assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
      served.interactions(1);
      assertThat(holding(served)).isNotEmpty();
      HttpResponse<String> deleted = served.delete("/api/v1/users/u-9");
      assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(200);
      served.interactions(0);

      long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (!holding(served).isEmpty()) {
        assertThat(System.nanoTime()).as("still in " + holding(served)).isLessThan(until);
        Thread.sleep(100);
      }
      assertThat(served.get("/readyz").statusCode()).isEqualTo(200);
    }
  }

  private static List<Path> holding(ServedEngine served) throws IOException {
    try (Stream<Path> files = Files.list(served.data().resolve("journal"))) {
      return files.filter(DeletedUserBytesTest::holds).toList();
    }
  }

  private static boolean holds(Path file) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1).contains(SAID);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

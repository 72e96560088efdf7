package dev.assay.core.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What every kind of target promises. */
@Timeout(60)
abstract class TargetContract {

  @TempDir Path folder;

  /** The kind under test. */
  abstract String kind();

  /** A configuration that echoes its input for examples {@code e0} to {@code e19}. */
  abstract JsonNode echo() throws Exception;

  @Test
  void echo_answersEachExampleWithItsOwn_evenAllAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (OpenTarget target = open()) {
      List<Callable<String>> calls = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        TargetRequest request = Requests.of("e" + i, Requests.text("text " + i), Json.object());
        calls.add(() -> target.target().call(request).output());
      }
      List<String> outputs = new ArrayList<>();
      for (Future<String> future : threads.invokeAll(calls)) {
        outputs.add(future.get());
      }
      assertThat(outputs).isEqualTo(IntStream.range(0, 20).mapToObj(i -> "text " + i).toList());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void version_isTheSameForTheSameConfiguration() throws Exception {
    try (OpenTarget first = open();
        OpenTarget second = open()) {
      assertThat(first.version()).isEqualTo(second.version()).isNotBlank();
      assertThat(first.description()).startsWith(kind() + " ");
    }
  }

  @Test
  void closing_twice_isHarmless() throws Exception {
    OpenTarget target = open();
    target.close();
    target.close();
  }

  @Test
  void anUnknownKey_isRefusedAtItsPlace() {
    Location location = new Location("suite.yaml", 3, 9);
    TargetSpec spec = new TargetSpec(kind(), Json.object().put("colour", "blue"), location);
    assertThatThrownBy(
            () -> Targets.installed().open(spec, new TargetContext(folder, System.getenv(), 1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("suite.yaml:3:9: target." + kind() + ": colour");
  }

  private OpenTarget open() throws Exception {
    return Requests.open(kind(), echo(), folder);
  }
}

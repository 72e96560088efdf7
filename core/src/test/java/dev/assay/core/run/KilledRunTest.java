package dev.assay.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.dataset.Example;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.Json;
import dev.assay.core.run.RunDirectory.Existing;
import dev.assay.core.target.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run in a process of its own, killed without warning half way, and resumed. Its calls stall once
 * half of them are made, so that it never ends first.
 */
@Timeout(120)
class KilledRunTest {

  private static final int EXAMPLES = 200;
  private static final int CONCURRENCY = 8;

  @TempDir Path folder;

  @RepeatedTest(3)
  void aKilledRun_endsWithEveryExampleOnceAndFewCallsTwice() throws Exception {
    Path run = folder.resolve("run");
    Path calls = Files.createFile(folder.resolve("calls"));
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                KilledRunTest.class.getName(),
                run.toString(),
                calls.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      while (Files.size(calls) < EXAMPLES / 2 + CONCURRENCY / 2) {
        assertThat(process.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
        Thread.sleep(5);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    int before = RunDirectory.open(run).results().size();
    assertThat(before).isBetween(1, EXAMPLES - 1);
    assertThat(RunDirectory.open(run).header().status()).isEqualTo(RunStatus.RUNNING);

    RunPlan plan = plan(calls, Integer.MAX_VALUE);
    try (RunDirectory directory = RunDirectory.resume(run, plan.header())) {
      RunOutcome outcome = RunEngine.of(Runs.CLOCK).run(plan, directory);
      assertThat(outcome.header().status()).isEqualTo(RunStatus.COMPLETE);
    }
    List<String> ids =
        RunDirectory.open(run).results().stream().map(r -> r.example().id()).toList();
    assertThat(ids).isEqualTo(Runs.examples(EXAMPLES).stream().map(Example::id).toList());
    assertThat(Files.readAllLines(run.resolve("results.jsonl"))).hasSize(EXAMPLES);
    assertThat(Files.size(calls)).isBetween((long) EXAMPLES, (long) EXAMPLES + CONCURRENCY);
  }

  /** Runs in the directory of the first argument, counting calls in the file of the second. */
  public static void main(String[] arguments) {
    RunPlan plan = plan(Path.of(arguments[1]), EXAMPLES / 2);
    try (RunDirectory directory =
        RunDirectory.create(Path.of(arguments[0]), plan.header(), Json.object(), Existing.REFUSE)) {
      RunEngine.of(Runs.CLOCK).run(plan, directory);
    }
  }

  private static RunPlan plan(Path calls, int most) {
    Target target =
        request -> {
          Thread.sleep(count(calls) <= most ? 10 : 600_000);
          return Interaction.ofOutput("answer to " + request.exampleId());
        };
    return Runs.plan(
        Runs.examples(EXAMPLES), Runs.options().concurrency(CONCURRENCY).build(), target);
  }

  // One byte a call: appending it is one write, which a kill does not undo.
  private static long count(Path calls) {
    try {
      Files.write(calls, new byte[] {'.'}, StandardOpenOption.APPEND);
      return Files.size(calls);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

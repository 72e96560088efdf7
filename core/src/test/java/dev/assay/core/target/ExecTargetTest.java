package dev.assay.core.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ExecTargetTest extends TargetContract {

  @Override
  String kind() {
    return "exec";
  }

  @Override
  JsonNode echo() {
    return Requests.list(ScriptedProcess.command());
  }

  @Test
  void aPersistentProcess_servesOneExampleAfterAnother() throws Exception {
    try (OpenTarget target = open(config())) {
      assertThat(target.target().call(Requests.of("served")).output()).isEqualTo("1");
      assertThat(target.target().call(Requests.of("served")).output()).isEqualTo("2");
    }
  }

  @Test
  void aProcessPerExample_servesOne() throws Exception {
    try (OpenTarget target = open(config().put("mode", "per-example"))) {
      assertThat(target.target().call(Requests.of("served")).output()).isEqualTo("1");
      assertThat(target.target().call(Requests.of("served")).output()).isEqualTo("1");
    }
  }

  @Test
  void aReply_mayHoldAWholeInteraction() throws Exception {
    Interaction answer = call("rich");
    assertThat(answer.context()).hasSize(1);
    assertThat(answer.usage().cost()).isEqualTo(0.5);
    assertThat(answer.latencyMillis()).isPositive();
  }

  @Test
  void textOfAnyLengthAndKind_survives() throws Exception {
    assertThat(call("huge").output()).hasSize(10 << 20);
    String hostile = "quotes \" \\ newline \n NUL \u0000 lone \ud800 emoji 😀 ".repeat(20_000);
    assertThat(call(hostile).output()).isEqualTo(hostile);
  }

  @ParameterizedTest
  @CsvSource({
    "rubbish, a line on standard output is not JSON (write logs to standard error): Loading",
    "wrong id, the reply is to other",
    "no output, the reply has no output",
    "bad context, context",
    "latin, the reply is not UTF-8",
  })
  void aReplyThatCannotBeRead_isABadResponseAndTheProcessIsReplaced(String input, String message)
      throws Exception {
    try (OpenTarget target = open(config())) {
      String before = target.target().call(Requests.of("pid")).output();
      TargetException failure = failure(target, input);
      assertThat(failure.kind()).isEqualTo("bad_response");
      assertThat(failure).hasMessageContaining(message);
      assertThat(target.target().call(Requests.of("pid")).output()).isNotEqualTo(before);
    }
  }

  @Test
  void aSecondLine_isNotTakenForTheReplyToTheNextExample() throws Exception {
    try (OpenTarget target = open(config())) {
      assertThat(target.target().call(Requests.of("twice")).output()).isEqualTo("first");
      assertThat(target.target().call(Requests.of("served")).output()).isEqualTo("1");
    }
  }

  @Test
  void aProcessThatDies_failsItsExampleWithItsLastWordsAndIsReplaced() throws Exception {
    try (OpenTarget target = open(config())) {
      TargetException failure = failure(target, "die");
      assertThat(failure.kind()).isEqualTo("exec_died");
      assertThat(failure.isTransient()).isFalse();
      assertThat(failure)
          .hasMessageStartingWith("the process ended with exit code 3; standard error: ")
          .hasMessageEndingWith("fatal: out of tokens");
      assertThat(failure.getMessage()).doesNotContain("warning 3 ");
      assertThat(target.target().call(Requests.of("served")).output()).isEqualTo("1");
    }
  }

  @Test
  void aProcessThatCannotStartWork_saysWhy() {
    ObjectNode config = Json.object();
    config.set("command", Requests.list(ScriptedProcess.command("--no-loop")));
    try (OpenTarget target = open(config)) {
      assertThat(failure(target, "x")).hasMessageContaining("cannot open the model");
    }
  }

  @Test
  void anErrorReply_isAFailureOfItsKindAndTheProcessStays() throws Exception {
    try (OpenTarget target = open(config())) {
      TargetException passing = failure(target, "transient");
      assertThat(passing.kind()).isEqualTo("busy");
      assertThat(passing.isTransient()).isTrue();
      assertThat(passing.retryAfter()).contains(Duration.ofMillis(5));
      TargetException lasting = failure(target, "permanent");
      assertThat(lasting.kind()).isEqualTo("error");
      assertThat(lasting.isTransient()).isFalse();
      assertThat(target.target().call(Requests.of("served")).output()).isEqualTo("3");
    }
  }

  @Test
  void aTimeoutOfItsOwn_killsTheProcess() throws Exception {
    try (OpenTarget target = open(config().put("timeout", "700ms"))) {
      TargetException failure = failure(target, "hang");
      assertThat(failure.kind()).isEqualTo("timeout");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"persistent", "per-example"})
  void anInterrupt_killsTheProcessAndItsChildren(String mode) throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    long before = children();
    try (OpenTarget target = open(config().put("mode", mode))) {
      Thread caller =
          new Thread(
              () -> {
                try {
                  target.target().call(Requests.of("hang"));
                } catch (TargetException | InterruptedException e) {
                  thrown.set(e);
                }
              });
      caller.start();
      while (children() == before) {
        Thread.sleep(5);
      }
      caller.interrupt();
      caller.join(10_000);
      assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }
    for (int i = 0; i < 200 && children() > before; i++) {
      Thread.sleep(10);
    }
    assertThat(children()).isEqualTo(before);
  }

  @Test
  void environmentAndFolder_areAsConfigured() throws Exception {
    Files.createDirectory(folder.resolve("sub"));
    ObjectNode config = config().put("cwd", "sub");
    config.putObject("env").put("ASSAY_TEST", "blue");
    try (OpenTarget target = open(config)) {
      assertThat(target.target().call(Requests.of("env")).output()).isEqualTo("blue");
      assertThat(Path.of(target.target().call(Requests.of("cwd")).output()).toRealPath())
          .isEqualTo(folder.resolve("sub").toRealPath());
    }
  }

  @Test
  void theVersion_changesWithTheContentOfFilesInTheCommand() throws IOException {
    Path script = Files.writeString(folder.resolve("bot.py"), "one");
    JsonNode config = Requests.list(List.of("java", "bot.py", "--key", "s3cret"));
    String before;
    try (OpenTarget target = Requests.open("exec", config, folder)) {
      before = target.version();
      assertThat(target.description()).isEqualTo("exec java bot.py");
    }
    Files.writeString(script, "two");
    try (OpenTarget target = Requests.open("exec", config, folder)) {
      assertThat(target.version()).isNotEqualTo(before);
    }
  }

  @Test
  void aProgramThatIsNotThere_isRefusedAtOnce() {
    assertThatThrownBy(
            () -> Requests.open("exec", Requests.list(List.of("no-such-program-x")), folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no-such-program-x (expected: a program on the PATH)");
    assertThatThrownBy(() -> Requests.open("exec", Requests.list(List.of("./bot.sh")), folder))
        .hasMessageContaining("a program that can be executed");
    assertThatThrownBy(() -> Requests.open("exec", Requests.list(List.of()), folder))
        .hasMessageContaining("a program and its arguments");
  }

  private static long children() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
  }

  private ObjectNode config() {
    ObjectNode config = Json.object();
    config.set("command", echo());
    return config;
  }

  private OpenTarget open(ObjectNode config) {
    return Requests.open("exec", config, folder);
  }

  private Interaction call(String input) throws Exception {
    try (OpenTarget target = open(config())) {
      return target.target().call(Requests.of(input));
    }
  }

  private static TargetException failure(OpenTarget target, String input) {
    return catchThrowableOfType(
        TargetException.class, () -> target.target().call(Requests.of(input)));
  }
}

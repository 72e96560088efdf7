package dev.assay.models.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import dev.assay.core.model.ChatModel;
import dev.assay.core.model.ChatModelProvider;
import dev.assay.core.model.ChatModels;
import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.FinishReason;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Kind;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.model.ModelSpec;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.target.OpenTarget;
import dev.assay.core.target.TargetContext;
import dev.assay.core.target.TargetException;
import dev.assay.core.target.TargetRequest;
import dev.assay.core.target.TargetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class PromptTargetTest {

  @TempDir Path folder;
  private final FakeModel fake = new FakeModel();
  private final AtomicReference<ModelSettings> settings = new AtomicReference<>();

  /** Notes what it is asked, and answers as told. */
  private static final class FakeModel implements ChatModel, ChatModelProvider {
    private final List<ChatRequest> asked = new ArrayList<>();
    private boolean closed;
    private RuntimeException failure = new IllegalStateException();
    private ChatResponse answer =
        new ChatResponse(
            "Thirty days.",
            FinishReason.STOP,
            new Usage(10L, 5L, null, null, 0.002),
            12.0,
            90,
            "fake-2026-01",
            List.of(),
            2);
    private boolean fails;

    @Override
    public ChatResponse chat(ChatRequest request) {
      asked.add(request);
      if (fails) {
        throw failure;
      }
      return answer;
    }

    @Override
    public String name() {
      return "fake:m";
    }

    @Override
    public boolean supportsSchema() {
      return true;
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public List<String> prefixes() {
      return List.of("fake");
    }

    @Override
    public ChatModel open(ModelSpec spec, ModelSettings settings) {
      return this;
    }
  }

  @Test
  void anExample_isAskedThroughTheTemplateAndAnsweredWithEverythingKnown() throws Exception {
    OpenTarget target =
        open(
            "{\"model\": \"fake:m\", \"name\": \"refunds\", \"template\": \"Q: {{input.question}}"
                + " {{{{x}}\", \"system\": \"You help {{metadata.customer}}.\", \"few_shot\":"
                + " [{\"input\": {\"question\": \"Hi?\"}, \"output\": \"Hello!\"}],"
                + " \"temperature\": 0, \"top_p\": 0.5, \"max_tokens\": 30, \"seed\": 4, \"stop\":"
                + " \"END\", \"schema\": {\"type\": \"object\"}}");
    Interaction answer = target.target().call(request("{\"question\": \"{{id}} refund\"}"));
    assertThat(answer.input())
        .containsExactly(
            new Message("system", "You help Ada."),
            Message.user("Q: Hi? {{x}}"),
            new Message("assistant", "Hello!"),
            Message.user("Q: {{id}} refund {{x}}"));
    assertThat(answer.output()).isEqualTo("Thirty days.");
    assertThat(answer.usage()).isEqualTo(new Usage(10L, 5L, null, null, 0.002));
    assertThat(answer.latencyMillis()).isEqualTo(90);
    assertThat(answer.ttftMillis()).isEqualTo(12);
    assertThat(answer.model()).isEqualTo("fake-2026-01");
    assertThat(answer.finishReason()).isEqualTo("stop");
    assertThat(answer.promptTemplate()).isEqualTo("refunds");
    assertThat(answer.promptVersion()).startsWith("sha256:");
    ChatRequest asked = fake.asked.get(0);
    assertThat(asked.messages()).isEqualTo(answer.input());
    assertThat(asked.sample()).isEqualTo(3);
    assertThat(asked.parameters().temperature()).isZero();
    assertThat(asked.parameters().topP()).isEqualTo(0.5);
    assertThat(asked.parameters().maxTokens()).isEqualTo(30);
    assertThat(asked.parameters().seed()).isEqualTo(4);
    assertThat(asked.parameters().stop()).containsExactly("END");
    assertThat(asked.schema()).isNotNull();
    assertThat(target.description()).isEqualTo("prompt fake:m");
    target.close();
    assertThat(fake.closed).isTrue();
    assertThat(settings.get().cache()).isNull();
  }

  @Test
  void withoutATemplate_theExamplesMessagesAreSent() throws Exception {
    OpenTarget target =
        open(
            "{\"model\": \"fake:m\", \"few_shot\": [{\"input\": \"Hi?\", \"output\": {\"a\":1}}]}");
    Interaction answer = target.target().call(request("\"What?\""));
    assertThat(answer.input())
        .containsExactly(
            Message.user("Hi?"), new Message("assistant", "{\"a\":1}"), Message.user("as given"));
    assertThat(answer.promptTemplate()).isNull();
  }

  @Test
  void aMissingVariable_isNamedAndNothingIsAsked() {
    OpenTarget target = open("{\"model\": \"fake:m\", \"template\": \"{{input.question}}\"}");
    assertThatThrownBy(() -> target.target().call(request("{\"text\": \"?\"}")))
        .isInstanceOfSatisfying(
            TargetException.class,
            e -> {
              assertThat(e.kind()).isEqualTo("bad_input");
              assertThat(e.isTransient()).isFalse();
            })
        .hasMessage("the example has no input.question, which the template takes");
    assertThat(fake.asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "TIMEOUT, timeout",
    "RATE_LIMITED, rate_limited",
    "UNAVAILABLE, unavailable",
    "INVALID_REPLY, bad_response",
    "UNAUTHORISED, unauthorised",
    "REJECTED, rejected",
    "CIRCUIT_OPEN, circuit_open",
    "OTHER, model_error",
  })
  void failures_haveTheirKindAndAreNotRepeatedByTheRun(Kind kind, String word) {
    fake.fails = true;
    fake.failure = new ModelException(kind, "fake:m: why", null);
    OpenTarget target = open("{\"model\": \"fake:m\", \"template\": \"{{input}}\"}");
    assertThatThrownBy(() -> target.target().call(request("\"x\"")))
        .isInstanceOfSatisfying(
            TargetException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(word);
              assertThat(e.isTransient()).isFalse();
            })
        .hasMessage("fake:m: why");
  }

  @Test
  void anInterruptedCall_isInterruptedOnce() {
    fake.fails = true;
    fake.failure = new ModelException(Kind.INTERRUPTED, "interrupted", null);
    OpenTarget target = open("{\"model\": \"fake:m\", \"template\": \"{{input}}\"}");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> target.target().call(request("\"x\"")))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void aRefusal_isAnOutputWithItsFinishReason() throws Exception {
    fake.answer =
        new ChatResponse("", FinishReason.CONTENT_FILTER, Usage.NONE, null, 5, null, List.of(), 1);
    OpenTarget target = open("{\"model\": \"fake:m\", \"template\": \"{{input}}\"}");
    Interaction answer = target.target().call(request("\"x\""));
    assertThat(answer.failed()).isFalse();
    assertThat(answer.output()).isEmpty();
    assertThat(answer.finishReason()).isEqualTo("content-filter");
  }

  @Test
  void versions_changeWithTextsAndParametersButPromptVersionsWithTextsAlone() throws Exception {
    Files.writeString(folder.resolve("answer.txt"), "A: {{input}}");
    String file = "{\"model\": \"fake:m\", \"template_file\": \"answer.txt\"}";
    String inline = "{\"model\": \"fake:m\", \"template\": \"A: {{input}}\"}";
    String warm = "{\"model\": \"fake:m\", \"template\": \"A: {{input}}\", \"temperature\": 1}";
    String other = "{\"model\": \"fake:m\", \"template\": \"B: {{input}}\"}";
    String system = "{\"model\": \"fake:m\", \"template\": \"A: {{input}}\", \"system\": \"s\"}";
    assertThat(open(file).version()).isEqualTo(open(inline).version());
    assertThat(promptVersion(file)).isEqualTo(promptVersion(warm));
    assertThat(List.of(inline, warm, other, system).stream().map(c -> open(c).version()))
        .doesNotHaveDuplicates();
    assertThat(promptVersion(inline)).isNotEqualTo(promptVersion(other));
    assertThat(promptVersion(inline)).isNotEqualTo(promptVersion(system));
    assertThat(open(file).target().call(request("\"x\"")).promptTemplate()).isEqualTo("answer.txt");
  }

  @Test
  void mistakes_areToldTogetherBeforeTheModelIsOpened() throws IOException {
    Files.write(folder.resolve("latin1.txt"), new byte[] {(byte) 0xe9});
    assertThatThrownBy(
            () ->
                open(
                    "{\"template\": \"x\", \"template_file\": \"latin1.txt\", \"temprature\": 1,"
                        + " \"temperature\": 3, \"top_p\": 0, \"max_tokens\": 0.5, \"seed\": \"x\","
                        + " \"stop\": [\"\"], \"few_shot\": [{\"input\": \"x\"}], \"schema\":"
                        + " 7}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("target.prompt.model: missing")
        .hasMessageContaining("suite.yaml:4: target.prompt: temprature")
        .hasMessageContaining("did you mean temperature?")
        .hasMessageContaining("target.prompt.template_file: \"latin1.txt\" (expected: none beside")
        .hasMessageContaining("bytes that are not UTF-8")
        .hasMessageContaining("target.prompt.temperature: 3 (expected: a number from 0 to 2)")
        .hasMessageContaining("target.prompt.top_p: 0")
        .hasMessageContaining("target.prompt.max_tokens: 0.5")
        .hasMessageContaining("target.prompt.seed: \"x\"")
        .hasMessageContaining("target.prompt.stop")
        .hasMessageContaining("target.prompt.few_shot[0]")
        .hasMessageContaining("target.prompt.schema");
    assertThatThrownBy(() -> open("{\"model\": \"fake:m\", \"template_file\": \"none.txt\"}"))
        .hasMessageContaining("none.txt (expected: a file that can be read)");
    assertThatThrownBy(() -> open("{\"model\": \"fake:m\", \"template\": \"{{question}}\"}"))
        .hasMessageContaining("{{question}} (expected: a part of an example");
    assertThatThrownBy(
            () ->
                open(
                    "{\"model\": \"fake:m\", \"template\": \"{{input.q}}\", \"few_shot\":"
                        + " [{\"input\": \"text\", \"output\": \"x\"}]}"))
        .hasMessageContaining("few_shot[0]")
        .hasMessageContaining("has no input.q");
    assertThatThrownBy(() -> open("{\"model\": \"nobody:m\", \"template\": \"x\"}"))
        .hasMessageContaining("target.prompt.model");
    assertThatThrownBy(() -> open("{\"model\": \"\", \"template\": \"x\"}"))
        .hasMessageContaining("no model");
  }

  private String promptVersion(String config) throws Exception {
    return String.valueOf(open(config).target().call(request("\"x\"")).promptVersion());
  }

  private OpenTarget open(String json) {
    JsonNode config = Json.parse(json, "test", 1);
    PromptTargetProvider provider =
        new PromptTargetProvider(
            given -> {
              settings.set(given);
              return ChatModels.of(given, fake);
            });
    ModelSettings shared = ModelSettings.NONE.withCache(folder.resolve("cache"));
    return provider.open(
        new TargetSpec("prompt", config, Location.ofLine("suite.yaml", 4)),
        new TargetContext(folder, Map.of(), 2, shared));
  }

  private static TargetRequest request(String input) {
    ObjectNode metadata = Json.object().put("customer", "Ada");
    return new TargetRequest(
        "g-001",
        Json.parse(input, "test", 1),
        List.of(Message.user("as given")),
        metadata,
        3,
        7,
        Duration.ofSeconds(60));
  }
}

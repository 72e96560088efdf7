package dev.assay.otel.span;

import static dev.assay.otel.testing.SpanMaker.chat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.otel.span.GenAiMessage.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One conversation in the shapes in which it is sent. */
class MessageShapesTest {

  private static Messages input(String key, Object value) {
    return SpanReader.withDefaults().read(chat(1).set(key, value).make()).inputMessages();
  }

  private static Messages output(String key, Object value) {
    return SpanReader.withDefaults().read(chat(1).set(key, value).make()).outputMessages();
  }

  private static List<String> said(Messages messages) {
    return messages.messages().stream().map(m -> m.role() + ": " + m.text()).toList();
  }

  @Test
  void vercelsOuterPrompt_isRead() {
    assertThat(said(input("ai.prompt", "{\"system\":\"be good\",\"prompt\":\"hi\"}")))
        .containsExactly("system: be good", "user: hi");
    assertThat(
            said(
                input(
                    "ai.prompt",
                    "{\"system\":\"be good\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")))
        .containsExactly("system: be good", "user: hi");
  }

  @Test
  void vercelsToolParts_areRead() {
    Messages messages =
        input(
            "ai.prompt.messages",
            "[{\"role\":\"assistant\",\"content\":[{\"type\":\"tool-call\",\"toolCallId\":\"c\","
                + "\"toolName\":\"t\",\"args\":{\"a\":1}}]},{\"role\":\"tool\",\"content\":"
                + "[{\"type\":\"tool-result\",\"toolCallId\":\"c\",\"result\":\"r\"}]}]");
    Part call = messages.messages().get(0).parts().get(0);
    assertThat(call.name()).isEqualTo("t");
    assertThat(call.json().path("a").asInt()).isEqualTo(1);
    Part result = messages.messages().get(1).parts().get(0);
    assertThat(result.type()).isEqualTo(Part.Type.TOOL_RESULT);
    assertThat(result.json().asString()).isEqualTo("r");
  }

  @Test
  void vercelsToolCallsWithoutText_areCalls() {
    Messages messages =
        output(
            "ai.response.toolCalls",
            "[{\"toolCallId\":\"c\",\"toolName\":\"t\",\"input\":{\"a\":1}}]");
    assertThat(messages.firstText()).isNull();
    assertThat(messages.firstToolCalls()).extracting(Part::name).containsExactly("t");
  }

  @Test
  void openAisToolCalls_areRead() {
    Messages messages =
        output(
            "langfuse.observation.output",
            "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c\",\"type\":"
                + "\"function\",\"function\":{\"name\":\"t\",\"arguments\":\"{\\\"a\\\":1}\"}}]}");
    Part call = messages.firstToolCalls().get(0);
    assertThat(call.id()).isEqualTo("c");
    assertThat(call.json().path("a").asInt()).isEqualTo(1);
  }

  @Test
  void openInferencesContents_andToolCalls_areRead() {
    Messages messages =
        SpanReader.withDefaults()
            .read(
                chat(1)
                    .set("llm.output_messages.0.message.role", "assistant")
                    .set(
                        "llm.output_messages.0.message.contents.0.message_content.type",
                        "reasoning")
                    .set("llm.output_messages.0.message.contents.0.message_content.text", "hm")
                    .set("llm.output_messages.0.message.contents.1.message_content.type", "text")
                    .set("llm.output_messages.0.message.contents.1.message_content.text", "yes")
                    .set("llm.output_messages.0.message.tool_calls.0.tool_call.id", "c")
                    .set("llm.output_messages.0.message.tool_calls.0.tool_call.function.name", "t")
                    .set(
                        "llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments",
                        "{\"a\":1}")
                    .make())
            .outputMessages();
    assertThat(messages.firstText()).isEqualTo("yes");
    assertThat(messages.firstToolCalls()).extracting(Part::id).containsExactly("c");
    assertThat(messages.firstToolCalls().get(0).json().path("a").asInt()).isEqualTo(1);
  }

  @Test
  void flattenedListOfParts_isRead() {
    Messages messages =
        input(
            "gen_ai.prompt.0.content",
            "[{\"type\":\"text\",\"text\":\"look\"},{\"type\":\"image_url\"}]");
    assertThat(messages.firstText()).isEqualTo("look");
  }

  @Test
  void loggedListWithBareQuotes_isSplitAndSaidToBeLossy() {
    Messages messages = input("gen_ai.prompt", "[\"He said \"no\" to me\", \"Why?\"]");
    assertThat(messages.lossy()).isTrue();
    assertThat(said(messages)).containsExactly("unknown: He said \"no\" to me", "unknown: Why?");
  }

  @Test
  void jsonThatIsTwiceQuoted_isReadTwice() {
    String quoted = "\"[{\\\"role\\\":\\\"user\\\",\\\"content\\\":\\\"hi\\\"}]\"";
    assertThat(said(input("gen_ai.input.messages", quoted))).containsExactly("user: hi");
  }

  @Test
  void brokenJson_isKeptAsWords() {
    Messages messages = input("gen_ai.input.messages", "[{\"role\":\"user\",");
    assertThat(said(messages)).containsExactly("unknown: [{\"role\":\"user\",");
    assertThat(messages.lossy()).isTrue();
  }

  @Test
  void oneBadElement_spoilsNoOther() {
    Messages messages =
        input(
            "gen_ai.input.messages",
            "[{\"role\":\"user\",\"parts\":[{\"type\":\"blob\"},7,null,{\"type\":\"text\",\"content\":\"hi\"}]},"
                + "{\"role\":5,\"parts\":\"words\"}]");
    assertThat(said(messages)).containsExactly("user: 7hi", "unknown: words");
  }

  @Test
  void reasoningAndRefusal_areNotTheAnswer() {
    Messages messages =
        output(
            "gen_ai.output.messages",
            "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"reasoning\",\"content\":\"hm\"},"
                + "{\"type\":\"refusal\",\"content\":\"no\"}]}]");
    assertThat(messages.firstText()).isNull();
  }

  @Test
  void pydanticsHistory_leavesTheAnswerOut() {
    assertThat(
            said(
                input(
                    "pydantic_ai.all_messages",
                    "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"q\"}]},"
                        + "{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"a\"}]}]")))
        .containsExactly("user: q");
  }

  @Test
  void logfiresEvents_areDividedIntoInputAndOutput() {
    String events =
        "[{\"event.name\":\"gen_ai.user.message\",\"content\":\"q\"},"
            + "{\"event.name\":\"gen_ai.choice\",\"message\":{\"content\":\"a\"}}]";
    assertThat(said(input("events", events))).containsExactly("user: q");
    assertThat(said(output("events", events))).containsExactly("assistant: a");
  }

  @Test
  void systemInstructions_areNotSaidTwice() {
    var span =
        chat(1)
            .set("gen_ai.system_instructions", "[{\"type\":\"text\",\"content\":\"be good\"}]")
            .set(
                "gen_ai.input.messages",
                "[{\"role\":\"system\",\"content\":\"be good\"},{\"role\":\"user\",\"content\":\"q\"}]");
    assertThat(said(SpanReader.withDefaults().read(span.make()).inputMessages()))
        .containsExactly("system: be good", "user: q");
  }
}

package dev.assay.core.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.json.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

class SignalJsonTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @ParameterizedTest
  @EnumSource
  void read_whatWasWritten_isTheSame(Signal.Kind kind) {
    Signal signal =
        new Signal("s", kind, Subject.ofConversation("c"), NOW.plusSeconds(1), "user", "no\u0000");

    assertThat(SignalJson.read(SignalJson.write(signal), NOW)).isEqualTo(signal);
  }

  @Test
  void read_bareSignal_isFilledInTheSameWayEachTime() {
    ObjectNode json = json("{'kind':'thumbs_down','response_id':'r-1'}");

    Signal first = SignalJson.read(json, NOW);
    Signal again = SignalJson.read(json, NOW.plusSeconds(60));

    assertThat(first.at()).isEqualTo(NOW);
    assertThat(first.source()).isEqualTo("user");
    assertThat(first.subject().responseId()).isEqualTo("r-1");
    assertThat(again.id()).isEqualTo(first.id()).hasSize(32);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'kind':'thumbs-up','response_id':'r'} | kind: thumbs-up (expected: one of thumbs_up,",
        "{'response_id':'r'} | kind: missing (expected: one of thumbs_up,",
        "{'kind':'copy'} | interaction_id, trace_id, response_id, conversation: missing (expected",
        "{'kind':'copy','traceid':'x'} | traceid (expected: a known field); did you mean trace_id?",
        "{'kind':'copy','trace_id':'12'} | trace_id: 12 (expected: 32 hexadecimal digits",
        "{'kind':'copy','response_id':'r','at':'now'} | at: now (expected: a time with offset",
        "{'kind':3,'response_id':'r'} | kind: 3 (expected: a string)"
      })
  void read_wrongField_isNamed(String text, String message) {
    assertThatThrownBy(() -> SignalJson.read(json(text), NOW))
        .hasMessageStartingWith(message.strip());
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) Json.parse(text.replace('\'', '"'), "test", 1);
  }
}

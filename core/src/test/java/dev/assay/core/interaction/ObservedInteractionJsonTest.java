package dev.assay.core.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class ObservedInteractionJsonTest {

  private static final String WHOLE =
      "{'id':'i-1','trace_id':'5b8efff798038103d269b633813fc60c','span_id':'eee19b7ec3c1b174',"
          + "'response_id':'r-1','started_at':'2026-11-21T09:30:00.123Z','app':'shop',"
          + "'environment':'production','feature':'refunds','release':'1.2','user':'u-1',"
          + "'truncated':true,'messages':[{'role':'user','text':'hi'}],'output':'hello',"
          + "'context':[{'id':'d','text':'t','score':0.5}],'tool_calls':[{'name':'f',"
          + "'arguments':{'a':1},'result':2}],'steps':[{'kind':'tool','name':'f'}],"
          + "'usage':{'input_tokens':3,'cost':0.1},'latency_ms':12.5,'ttft_ms':1.0,"
          + "'prompt_template':'p','prompt_version':'2','model':'m','finish_reason':'stop',"
          + "'conversation':'c','tags':{'tier':'gold'}}";

  @Test
  void read_whatWasWritten_isTheSame() {
    ObservedInteraction observed = ObservedInteractionJson.read(json(WHOLE));

    assertThat(observed.traceId()).isEqualTo("5b8efff798038103d269b633813fc60c");
    assertThat(observed.interaction().usage().inputTokens()).isEqualTo(3L);
    assertThat(ObservedInteractionJson.read(ObservedInteractionJson.write(observed)))
        .isEqualTo(observed);
  }

  @Test
  void read_noId_isTheSameForTheSameContentOnly() {
    ObjectNode one = json("{'started_at':'2026-11-21T09:30:00Z','output':'a','model':'m'}");
    ObjectNode same = json("{'model':'m','output':'a','started_at':'2026-11-21T09:30:00Z'}");
    ObjectNode other = json("{'started_at':'2026-11-21T09:30:00Z','output':'b','model':'m'}");

    String id = ObservedInteractionJson.read(one).id();

    assertThat(id).hasSize(32).isEqualTo(ObservedInteractionJson.read(same).id());
    assertThat(ObservedInteractionJson.read(other).id()).isNotEqualTo(id);
  }

  @Test
  void read_traceAndSpanButNoId_isKnownByThem() {
    ObjectNode one = json(WHOLE);
    one.remove("id");
    ObjectNode changed = one.deepCopy().put("output", "otherwise");

    assertThat(ObservedInteractionJson.read(changed).id())
        .isEqualTo(ObservedInteractionJson.read(one).id());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'outputt':'x'} | outputt (expected: a known field); did you mean output?",
        "{'messages':[{'role':'user','txt':'x'}]} | messages[0].txt (expected: a known field)",
        "{'usage':{'tokens':3}} | usage.tokens (expected: a known field)",
        "{'tool_calls':[{'function':{'nam':'x'}}]} | tool_calls[0].function.nam (expected",
        "{'output':'x'} | started_at: missing (expected: when the request began)",
        "{'started_at':'yesterday'} | started_at: yesterday (expected: a time with offset",
        "{'started_at':0} | started_at: 0 (expected: a string)",
        "{'started_at':'1969-01-01T00:00:00Z'} | started_at: 1969-01-01T00:00:00Z (expected",
        "{'trace_id':'xyz'} | trace_id: xyz (expected: 32 hexadecimal digits, not all zero)",
        "{'app':''} | app:  (expected: a text that is not empty",
        "{'truncated':'yes'} | truncated: yes (expected: true or false)",
        "{'tags':{'a':[1]}} | tags.a: [1] (expected: a name of at most 200 characters",
        "{'latency_ms':'fast'} | latency_ms: \"fast\" (expected: a finite number)"
      })
  void read_wrongField_isNamed(String text, String message) {
    ObjectNode given = json(text);
    if (!given.has("started_at") && !text.equals("{'output':'x'}")) {
      given.put("started_at", "2026-11-21T09:30:00Z");
    }

    assertThatThrownBy(() -> ObservedInteractionJson.read(given))
        .hasMessageStartingWith(message.strip());
  }

  @Test
  void read_hostileTexts_survive() {
    ObjectNode given = json("{'started_at':'2026-11-21T09:30:00Z'}");
    given.put("output", "\u0000\ud800<script>\u001b[31m");

    assertThat(ObservedInteractionJson.read(given).interaction().output())
        .isEqualTo("\u0000\ud800<script>\u001b[31m");
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) Json.parse(text.replace('\'', '"'), "test", 1);
  }
}

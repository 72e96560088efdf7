package dev.assay.otel.trace;

import static dev.assay.otel.testing.SpanMaker.TRACE;
import static dev.assay.otel.testing.SpanMaker.chat;
import static dev.assay.otel.testing.SpanMaker.id;
import static dev.assay.otel.testing.SpanMaker.log;
import static dev.assay.otel.testing.SpanMaker.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.span.SpanReader;
import dev.assay.otel.testing.Samples;
import dev.assay.otel.testing.SpanMaker;
import dev.assay.otel.trace.TraceState.Phase;
import dev.assay.otel.trace.TraceState.Taken;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceStateTest {

  private final TraceState state = new TraceState(TRACE, TraceRules.DEFAULT, 0);

  private Taken add(SpanMaker span, long now) {
    return state.add(SpanReader.withDefaults().read(span.make()), now);
  }

  @Test
  void close_rootAndParentsThere_soon() {
    add(chat(2).parent(1).said("q", "a"), 1_000);
    assertThat(state.closesAt()).hasValue(31_000);
    add(span(1).server(), 2_000);
    assertThat(state.closesAt()).hasValue(3_000);
    assertThat(state.close(2_999)).isNull();
    assertThat(state.close(3_000)).isNotNull();
  }

  @Test
  void close_parentMissing_afterTheIdleTime() {
    add(span(1).server(), 0);
    add(chat(3).parent(2).said("q", "a"), 1_000);
    assertThat(state.closesAt()).hasValue(11_000);
    add(span(2).parent(1), 2_000);
    assertThat(state.closesAt()).hasValue(3_000);
  }

  @Test
  void close_calledServiceSilent_afterTheIdleTime() {
    add(span(1).server(), 0);
    add(span(2).parent(1).client(), 0);
    assertThat(state.closesAt()).hasValue(10_000);
    add(span(3).parent(2).server(), 1_000);
    assertThat(state.closesAt()).hasValue(2_000);
    // The other way round.
    TraceState other = new TraceState(TRACE, TraceRules.DEFAULT, 0);
    other.add(SpanReader.withDefaults().read(span(3).parent(2).server().make()), 0);
    other.add(SpanReader.withDefaults().read(span(2).parent(1).client().make()), 0);
    other.add(SpanReader.withDefaults().read(span(1).server().make()), 0);
    assertThat(other.closesAt()).hasValue(1_000);
  }

  @Test
  void close_rootThere_afterTheIdleTime() {
    add(chat(2).parent(1).said("q", "a"), 1_000);
    add(span(3).parent(1).client(), 1_000);
    add(span(1).server(), 2_000);
    assertThat(state.closesAt()).hasValue(12_000);
    assertThat(state.close(11_999)).isNull();
    var closing = state.close(12_000);
    assertThat(closing.revision()).isEqualTo(1);
    assertThat(closing.trace().interactions()).hasSize(1);
    assertThat(closing.withdrawn()).isEmpty();
    assertThat(state.phase()).isEqualTo(Phase.CLOSED);
    assertThat(state.close(99_000)).isNull();
    assertThat(state.forgottenAt()).hasValue(612_000);
  }

  @Test
  void close_whileSpansKeepComing_afterTheLongestTime() {
    for (int i = 1; i < 700; i++) {
      add(chat(i), i * 1_000L);
    }
    assertThat(state.closesAt()).hasValue(600_000);
  }

  @Test
  void lateData_opensTheTraceOnceAndWithdrawsWhatItSuperseded() {
    add(chat(3).parent(2).said("q", "a").at(10, 20), 0);
    String first = state.close(40_000).trace().interactions().get(0).id();
    assertThat(add(span(2).parent(1).set("gen_ai.operation.name", "chat").at(5, 30), 50_000))
        .isEqualTo(Taken.TAKEN);
    assertThat(state.phase()).isEqualTo(Phase.REOPENED);
    var second = state.close(80_000);
    assertThat(second.revision()).isEqualTo(2);
    assertThat(second.withdrawn()).containsExactly(first);
    assertThat(second.trace().interactions()).hasSize(1);
    assertThat(state.phase()).isEqualTo(Phase.DONE);
    assertThat(add(chat(9), 90_000)).isEqualTo(Taken.LATE);
    assertThat(state.late()).isEqualTo(1);
    assertThat(state.closesAt()).isEmpty();
  }

  @Test
  void resentSpan_doesNotOpenTheTrace() {
    add(chat(3).said("q", "a"), 0);
    state.close(40_000);
    assertThat(add(chat(3).said("q", "a"), 50_000)).isEqualTo(Taken.KNOWN);
    assertThat(state.phase()).isEqualTo(Phase.CLOSED);
  }

  @Test
  void opinionOnAClosedTrace_doesNotOpenIt() {
    add(chat(3).said("q", "a"), 0);
    LogEntry feedback = Samples.logs("22-user-feedback-log").get(0);
    assertThat(state.add(feedback, 10)).isEqualTo(Taken.TAKEN);
    state.close(40_000);
    LogEntry more = log(3, "gen_ai.evaluation.result", 5, null, "gen_ai.evaluation.name", "x");
    assertThat(state.add(more, 50_000)).isEqualTo(Taken.OPINION);
    assertThat(state.phase()).isEqualTo(Phase.CLOSED);
  }

  @Test
  void clockGoingBack_doesNoHarm() {
    add(chat(3).said("q", "a"), 5_000);
    add(chat(4).said("q", "a"), 1_000);
    assertThat(state.closesAt()).hasValue(6_000);
  }

  @Test
  void closeNow_tellsWhatIsThere() {
    add(chat(3).said("q", "a"), 0);
    assertThat(state.closeNow(1).trace().interactions()).hasSize(1);
    assertThat(state.closeNow(2)).isNull();
  }

  @Test
  void dropContent_keepsTheNumbers() {
    add(chat(3).said("q", "a").tokens(5, 6), 0);
    state.close(40_000);
    state.dropContent();
    var interaction = state.assemble(Detail.FULL).interactions().get(0).interaction();
    assertThat(interaction.output()).isNull();
    assertThat(interaction.usage().inputTokens()).isEqualTo(5);
    assertThat(add(chat(3).said("q", "a").tokens(5, 6), 50_000)).isEqualTo(Taken.KNOWN);
  }

  @Test
  void recordThatComesAgain_afterItsContentWasDropped_isKnown() {
    LogEntry log = log(3, "gen_ai.user.message", 5, Map.of("content", "q"));
    state.add(log, 0);
    add(chat(3), 0);
    state.close(40_000);
    state.dropContent();
    assertThat(state.add(log, 50_000)).isEqualTo(Taken.KNOWN);
    TraceState read = TraceStateJson.read(TraceStateJson.write(state), TraceRules.DEFAULT);
    assertThat(read.add(log, 50_000)).isEqualTo(Taken.KNOWN);
    assertThat(read.phase()).isEqualTo(Phase.CLOSED);
  }

  @Test
  void json_ofEverySample_readsBackToTheSame() {
    for (String sample :
        List.of(
            "01-semconv-spans",
            "02-semconv-structured-attr",
            "04a-otel-java-agent-span",
            "04b-otel-java-agent-logs",
            "05a-spring-ai-spans",
            "05b-spring-ai-content-logs",
            "07-quarkus-langchain4j",
            "08-openllmetry-legacy",
            "09-openinference",
            "10a-vercel-legacy",
            "11-langfuse-sdk",
            "12-google-adk-java",
            "20a-emit-evaluation-result-log",
            "21-emit-openinference-carrier-span",
            "22-user-feedback-log")) {
      Samples.spans(sample).forEach(s -> state.add(SpanReader.withDefaults().read(s), 1));
      Samples.logs(sample).forEach(log -> state.add(log, 2));
    }
    state.close(40_000);
    TraceState read = TraceStateJson.read(TraceStateJson.write(state), TraceRules.DEFAULT);
    assertThat(read.assemble(Detail.FULL)).isEqualTo(state.assemble(Detail.FULL));
    assertThat(read.phase()).isEqualTo(Phase.CLOSED);
    assertThat(read.forgottenAt()).isEqualTo(state.forgottenAt());
    assertThat(TraceStateJson.write(read)).isEqualTo(TraceStateJson.write(state));
    // What the state knew is known again: nothing new comes of it.
    Samples.spans("09-openinference")
        .forEach(
            s -> assertThat(read.add(SpanReader.withDefaults().read(s), 3)).isEqualTo(Taken.KNOWN));
    Samples.logs("04b-otel-java-agent-logs")
        .forEach(log -> assertThat(read.add(log, 3)).isEqualTo(Taken.KNOWN));
  }

  @Test
  void json_afterReopening_remembersWhatWasTold() {
    add(chat(3).parent(2).said("q", "a"), 0);
    String told = state.close(40_000).trace().interactions().get(0).id();
    TraceState read = TraceStateJson.read(TraceStateJson.write(state), TraceRules.DEFAULT);
    read.add(SpanReader.withDefaults().read(chat(2).parent(1).at(0, 2000).make()), 41_000);
    assertThat(read.close(80_000).withdrawn()).containsExactly(told);
  }

  @Test
  void json_hostileTexts_survive() {
    String hostile = "\u0000\ud800<script>\u001b[31m\u202e";
    add(chat(3).name(hostile).said(hostile, hostile).set("user.id", hostile), 0);
    TraceState read = TraceStateJson.read(TraceStateJson.write(state), TraceRules.DEFAULT);
    assertThat(read.assemble(Detail.FULL)).isEqualTo(state.assemble(Detail.FULL));
    assertThat(read.assemble(Detail.FULL).interactions().get(0).interaction().output())
        .isEqualTo(hostile);
  }

  @Test
  void json_ofALaterVersion_isRefusedWithTheRule() {
    byte[] later = "{\"version\":2}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> TraceStateJson.read(later, TraceRules.DEFAULT))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("trace state: version: 2 (expected: 1)");
    byte[] broken =
        "{\"version\":1,\"trace_id\":\"t\",\"phase\":\"ASLEEP\"}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> TraceStateJson.read(broken, TraceRules.DEFAULT))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void id_ofAModelInALateModel_isTheOneThatCannotStay() {
    add(chat(3).parent(2).said("q", "a"), 0);
    assertThat(state.assemble(Detail.FULL).interactions().get(0).id())
        .isEqualTo(TRACE + "-" + id(2));
  }
}

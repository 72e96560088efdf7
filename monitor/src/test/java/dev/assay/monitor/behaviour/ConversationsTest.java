package dev.assay.monitor.behaviour;

import static dev.assay.monitor.behaviour.Talk.at;
import static dev.assay.monitor.behaviour.Talk.observed;
import static dev.assay.monitor.behaviour.Talk.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.monitor.internal.HostileBytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationsTest {

  private static final BehaviourRules RULES = BehaviourRules.withDefaults();
  private static final long LATER = 100_000;

  private static Conversations conversations() {
    return new Conversations(RULES, new Talk.FirstWord());
  }

  private static List<Signal> all(Conversations conversations, ObservedInteraction... observed) {
    List<Signal> signals = new ArrayList<>();
    for (ObservedInteraction each : observed) {
      signals.addAll(conversations.closed(each, each.startedAt().plusSeconds(2)));
    }
    signals.addAll(conversations.due(at(LATER)));
    return signals;
  }

  @Test
  void closed_sameInOtherWords_isARephraseOfTheEarlier() {
    List<Signal> signals =
        all(conversations(), said("a", 0, "refund for my order"), said("b", 30, "refund, please!"));
    assertThat(signals).hasSize(1);
    Signal signal = signals.get(0);
    assertThat(signal.kind()).isEqualTo(Signal.Kind.REPHRASE);
    assertThat(signal.subject().interactionId()).isEqualTo("a");
    assertThat(signal.at()).isEqualTo(at(30));
    assertThat(signal.source())
        .isEqualTo("rephrase/1 similarity >= 0.66 within PT10M by first-word/1");
  }

  @Test
  void closed_sameMessageAtOnce_isARetryHoweverItIsWritten() {
    List<Signal> signals =
        all(
            conversations(),
            said("a", 0, "Where is my refund?"),
            said("b", 20, " where  is MY refund "));
    assertThat(signals).extracting(Signal::kind).containsExactly(Signal.Kind.RETRY);
    assertThat(signals.get(0).source()).isEqualTo("retry/1 within PT2M");
  }

  @Test
  void closed_sameMessageMuchLater_saysNothing() {
    assertThat(
            all(
                conversations(),
                said("a", 0, "Where is my refund?"),
                said("b", 3000, "Where is my refund?")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "continue", "next page", "👍👍👍👍👍👍👍👍👍👍👍👍", "..."})
  void closed_wordsRightlySaidTwice_sayNothing(String text) {
    assertThat(all(conversations(), said("a", 0, text), said("b", 20, text))).isEmpty();
  }

  @Test
  void closed_sameQuestionWithAnotherNumber_isAnotherQuestion() {
    assertThat(
            all(
                conversations(),
                said("a", 0, "where is order 4711 now"),
                said("b", 20, "where is order 4712 now")))
        .isEmpty();
  }

  @Test
  void closed_programCallsAgainAtOnce_isOneExchange() {
    List<Signal> signals =
        all(
            conversations(),
            said("classify", 0, "refund for my order"),
            observed(
                "answer",
                1,
                Interaction.builder()
                    .input(List.of(Message.user("refund for my order")))
                    .output("An answer.")
                    .latencyMillis(500.0)
                    .conversation("c1")
                    .build()),
            said("again", 40, "refund of the money"));
    assertThat(signals).hasSize(1);
    assertThat(signals.get(0).subject().interactionId()).isEqualTo("answer");
  }

  @Test
  void closed_toolFlowGoesOn_isNoNewMessage() {
    ObservedInteraction goesOn =
        observed(
            "b",
            5,
            Interaction.builder()
                .input(
                    List.of(
                        Message.user("refund for my order"),
                        new Message("assistant", ""),
                        new Message("tool", "ok")))
                .output("Done.")
                .latencyMillis(1000.0)
                .conversation("c1")
                .build());
    List<Signal> signals =
        all(
            conversations(),
            said("a", 0, "refund for my order"),
            goesOn,
            said("c", 30, "refund it, I said"));
    assertThat(signals).extracting(s -> s.subject().interactionId()).containsExactly("b");
  }

  @Test
  void closed_contentDroppedBetween_saysNothing() {
    ObservedInteraction unknown =
        observed("b", 20, Interaction.builder().conversation("c1").build());
    assertThat(
            all(
                conversations(),
                said("a", 0, "refund for my order"),
                unknown,
                said("c", 40, "refund, please, of it")))
        .isEmpty();
  }

  @Test
  void due_questionUnanswered_isAbandoned() {
    Conversations conversations = conversations();
    conversations.closed(said("a", 0, "refund for my order", "Which order is it?"), at(2));
    assertThat(conversations.due(at(1700))).isEmpty();
    List<Signal> signals = conversations.due(at(1900));
    assertThat(signals).extracting(Signal::kind).containsExactly(Signal.Kind.ABANDON);
    assertThat(signals.get(0).at()).isEqualTo(at(1801));
    assertThat(conversations.due(at(LATER))).isEmpty();
    assertThat(conversations.counts().open()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Done.",
        "Done. Is there anything else I can help you with?",
        "It is on its way. Does that answer your question?",
        "Why? Because it is late.",
        ""
      })
  void due_answerThatInvitesNothing_isNotAbandoned(String answer) {
    assertThat(all(conversations(), said("a", 0, "refund for my order", answer))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Which order is it? 🙂",
        "I can do that. **Shall I go on?**",
        "ご注文番号は何ですか？",
        "Which one?\n\n"
      })
  void due_answerThatAsks_isAbandoned(String answer) {
    assertThat(all(conversations(), said("a", 0, "refund for my order", answer))).hasSize(1);
  }

  @Test
  void due_toolCallsUnanswered_isAbandoned() {
    ObservedInteraction open =
        observed(
            "a",
            0,
            Interaction.builder()
                .input(List.of(Message.user("refund for my order")))
                .finishReason("tool_call")
                .conversation("c1")
                .build());
    assertThat(all(conversations(), open))
        .extracting(Signal::kind)
        .containsExactly(Signal.Kind.ABANDON);
  }

  @Test
  void heard_userDidSomething_isNotAbandoned() {
    Conversations conversations = conversations();
    ObservedInteraction asked = said("a", 0, "refund for my order", "Which order is it?");
    conversations.closed(asked, at(2));
    conversations.heard(asked, at(10));
    assertThat(conversations.due(at(LATER))).isEmpty();
  }

  @Test
  void closed_oldTrafficReadIn_isNotAbandonedBeforeTheRestCame() {
    Conversations conversations = conversations();
    List<Signal> signals = new ArrayList<>();
    long now = 500_000;
    signals.addAll(conversations.closed(said("a", 0, "refund it to me", "Which?"), at(now)));
    signals.addAll(conversations.due(at(now + 200)));
    signals.addAll(conversations.closed(said("b", 60, "number 4711, the blue one"), at(now + 300)));
    signals.addAll(conversations.due(at(now + LATER)));
    assertThat(signals).isEmpty();
  }

  @Test
  void closed_lateBeyondSettling_isCountedAndGivesNoSignal() {
    Conversations conversations = conversations();
    List<Signal> signals = new ArrayList<>();
    signals.addAll(conversations.closed(said("b", 60, "something else entirely"), at(62)));
    signals.addAll(conversations.due(at(200)));
    signals.addAll(conversations.closed(said("a", 30, "something like it again"), at(201)));
    signals.addAll(conversations.due(at(LATER)));
    assertThat(signals).isEmpty();
    assertThat(conversations.counts().late()).isEqualTo(1);
  }

  // What came between two messages, and came late, must keep them from being neighbours.
  @Property(tries = 100, seed = "20260302")
  void closed_anyOrderWithinSettling_givesTheSameSignals(@ForAll Random random) {
    String[] texts = {
      "refund for my order", "refund, please, now", "cancel the order today", "ok", "cancel it all"
    };
    List<ObservedInteraction> talk = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String answer = random.nextInt(4) == 0 ? "Which one?" : "Done.";
      talk.add(said("i" + i, i * 3L, texts[random.nextInt(texts.length)], answer));
    }
    List<Signal> inOrder = all(conversations(), talk.toArray(ObservedInteraction[]::new));
    Collections.shuffle(talk, random);
    Conversations shuffled = conversations();
    List<Signal> signals = new ArrayList<>();
    for (ObservedInteraction each : talk) {
      signals.addAll(shuffled.closed(each, at(40)));
      if (random.nextInt(3) == 0) {
        shuffled = Conversations.fromBytes(shuffled.toBytes(), RULES, new Talk.FirstWord());
      }
    }
    signals.addAll(shuffled.due(at(LATER)));
    assertThat(ids(signals)).isEqualTo(ids(inOrder));
  }

  private static List<String> ids(List<Signal> signals) {
    return signals.stream()
        .sorted(Comparator.comparing(Signal::id))
        .map(s -> s.id() + s.kind() + s.subject().interactionId() + s.at())
        .toList();
  }

  @Test
  void closed_sameInteractionTwice_changesNothing() {
    ObservedInteraction a = said("a", 0, "refund for my order");
    ObservedInteraction b = said("b", 30, "refund of the money");
    assertThat(ids(all(conversations(), a, a, b, b))).isEqualTo(ids(all(conversations(), a, b)));
  }

  @Test
  void closed_moreConversationsThanKept_dropsTheLongestUntouched() {
    Conversations few = new Conversations(RULES.withMostConversations(3), new Talk.FirstWord());
    for (int i = 0; i < 10; i++) {
      few.closed(
          observed(
              "i" + i,
              i,
              Interaction.builder()
                  .input(List.of(Message.user("refund for my order")))
                  .conversation("c" + i)
                  .build()),
          at(i));
    }
    assertThat(few.counts().open()).isEqualTo(3);
    assertThat(few.counts().dropped()).isEqualTo(7);
  }

  @Test
  void closed_thousandsInOneConversation_staysBounded() {
    Conversations conversations = conversations();
    for (int i = 0; i < 2000; i++) {
      conversations.closed(said("i" + i, i % 60, "refund number " + i), at(60));
    }
    assertThat(conversations.toBytes().length).isLessThan(4000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000\u0000\u0000", "\ud800\ud800 refund for it all", "\u001b[31m<b>"})
  void closed_hostileText_survivesAndIsKept(String text) {
    Conversations conversations = conversations();
    String huge = text + "x".repeat(2_000_000) + "?";
    conversations.closed(said("a", 0, text, huge), at(1));
    conversations.closed(said("b", 20, huge, text), at(21));
    conversations.closed(said("c", 40, huge, huge), at(41));
    byte[] bytes = conversations.toBytes();
    Conversations read = Conversations.fromBytes(bytes, RULES, new Talk.FirstWord());
    assertThat(read.toBytes()).isEqualTo(bytes);
    assertThat(ids(read.due(at(LATER)))).isEqualTo(ids(conversations.due(at(LATER))));
  }

  @Test
  void closed_implausibleTimesAndIds_areLeftOut() {
    Conversations conversations = conversations();
    ObservedInteraction early =
        new ObservedInteraction(
            "a",
            null,
            null,
            null,
            Instant.MIN,
            null,
            null,
            null,
            null,
            null,
            false,
            Interaction.builder().conversation("c").build());
    conversations.closed(early, at(0));
    conversations.closed(said("x".repeat(5000), 0, "refund for my order"), at(0));
    conversations.closed(said("late", 90_000, "refund for my order"), at(0));
    assertThat(conversations.counts().open()).isZero();
  }

  @Test
  void fromBytes_hostileBytes_areReadOrRefused() {
    Conversations conversations = conversations();
    conversations.closed(said("a", 0, "refund for my order", "Which?"), at(2));
    conversations.due(at(60));
    conversations.closed(said("b", 70, "refund, please, now"), at(72));
    HostileBytes.readOrRefuse(
        conversations.toBytes(),
        bytes -> {
          Conversations read = Conversations.fromBytes(bytes, RULES, new Talk.FirstWord());
          read.due(at(LATER));
          read.toBytes();
        });
  }
}

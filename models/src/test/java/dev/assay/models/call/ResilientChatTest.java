package dev.assay.models.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.interaction.Message;
import dev.assay.core.model.ChatModel;
import dev.assay.core.model.ChatParameters;
import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.FinishReason;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Kind;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.model.ModelSpec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ResilientChatTest {

  private static final ModelSpec SPEC = ModelSpec.of("openai", "gpt-4o-mini");
  private static final Duration OPEN = Duration.ofSeconds(7);
  private static final ChatRequest REQUEST = request("What is the refund period?");

  @TempDir Path folder;
  private final VirtualTime time = new VirtualTime();
  private final ScriptedAttempt attempt = new ScriptedAttempt();

  @Test
  void failuresThatMayPass_areTriedAgainWithGrowingJitteredWaits() {
    attempt.thenFail(2, Kind.UNAVAILABLE).thenFail(2, Kind.RATE_LIMITED).thenText("at last");
    ChatResponse answer = chat(SPEC).chat(REQUEST);
    assertThat(answer.text()).isEqualTo("at last");
    assertThat(answer.attempts()).isEqualTo(5);
    List<Double> waits = time.sleeps();
    assertThat(waits).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(waits.get(i)).isBetween(0.0, 0.5 * (1 << i));
    }
  }

  @Test
  void retriesUsedUp_theLastFailureIsToldWithItsKind() {
    attempt.thenFail(9, Kind.UNAVAILABLE);
    assertThatThrownBy(() -> chat(SPEC).chat(REQUEST))
        .isInstanceOfSatisfying(
            ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
        .hasMessage("openai:gpt-4o-mini: it said UNAVAILABLE (5 attempts)");
    assertThat(attempt.asked()).isEqualTo(5);
  }

  @Test
  void failuresThatStay_areNotTriedAgain() {
    attempt.thenFail(Kind.REJECTED, false, null);
    assertThatThrownBy(() -> chat(SPEC).chat(REQUEST))
        .hasMessage("openai:gpt-4o-mini: it said REJECTED");
    assertThat(attempt.asked()).isOne();
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void retryAfter_isWaitedForWithALittleOnTop() {
    attempt.thenFail(Kind.RATE_LIMITED, true, Duration.ofSeconds(20));
    assertThat(chat(SPEC).chat(REQUEST).attempts()).isEqualTo(2);
    assertThat(time.sleeps()).hasSize(1);
    assertThat(time.sleeps().get(0)).isBetween(20.0, 20.2);
    assertThat(attempt.timesLeft().get(1))
        .isBetween(Duration.ofSeconds(39), Duration.ofSeconds(40));
  }

  @Test
  void retryAfterBeyondTheTimeLeft_failsAtOnceAndSaysSo() {
    attempt.thenFail(Kind.RATE_LIMITED, true, Duration.ofMinutes(10));
    assertThatThrownBy(() -> chat(SPEC).chat(REQUEST))
        .hasMessage(
            "openai:gpt-4o-mini: it said RATE_LIMITED; it asked to wait 600 s and 60 s were left");
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void theTime_isForAllAttemptsTogether() {
    for (int i = 0; i < 4; i++) {
      attempt.then(
          (request, left) -> {
            time.pass(Duration.ofSeconds(25));
            throw new AttemptFailedException(Kind.UNAVAILABLE, true, null, "slow 500", null);
          });
    }
    assertThatThrownBy(() -> chat(SPEC).chat(REQUEST))
        .hasMessageStartingWith("openai:gpt-4o-mini: slow 500 (3 attempts); too little time");
    assertThat(attempt.timesLeft()).isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void anAttemptThatIgnoresItsTime_isLeftBehind() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    attempt.then(
        (request, left) -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return ScriptedAttempt.text("too late");
        });
    ModelSpec quick = spec(Duration.ofMillis(50), OptionalInt.empty(), OptionalDouble.empty());
    assertThatThrownBy(() -> chat(quick).chat(REQUEST))
        .isInstanceOfSatisfying(
            ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT))
        .hasMessageContaining("went on after its time");
    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anInterrupt_endsTheCallAndTheAttempt() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    attempt.then(
        (request, left) -> {
          asked.countDown();
          try {
            new CountDownLatch(1).await();
          } finally {
            ended.countDown();
          }
          return ScriptedAttempt.text("never");
        });
    AtomicReference<ModelException> failure = new AtomicReference<>();
    AtomicReference<Boolean> stillInterrupted = new AtomicReference<>(false);
    ChatModel chat = chat(SPEC);
    Thread caller =
        new Thread(
            () -> {
              failure.set(catchThrowableOfType(ModelException.class, () -> chat.chat(REQUEST)));
              stillInterrupted.set(Thread.currentThread().isInterrupted());
            });
    caller.start();
    assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
    caller.interrupt();
    caller.join(30_000);
    assertThat(failure.get().kind()).isEqualTo(Kind.INTERRUPTED);
    assertThat(stillInterrupted.get()).isTrue();
    assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aProvidersBug_isAFailureThatRepeatsNothingItSaid() {
    attempt.then(
        (request, left) -> {
          throw new IllegalStateException("Authorization: Bearer sk-secret");
        });
    assertThatThrownBy(() -> chat(SPEC).chat(REQUEST))
        .hasMessage(
            "openai:gpt-4o-mini: the provider's client threw java.lang.IllegalStateException");
  }

  @Test
  void manyFailedCallsInARow_openTheCircuitUntilAProbeIsAnswered() {
    ModelSpec once = withRetries(0);
    ChatModel chat = chat(once);
    attempt.thenFail(CircuitBreaker.FAILURES, Kind.UNAVAILABLE);
    for (int i = 0; i < CircuitBreaker.FAILURES; i++) {
      assertThat(kind(chat)).isEqualTo(Kind.UNAVAILABLE);
    }
    assertThatThrownBy(() -> chat.chat(REQUEST))
        .isInstanceOfSatisfying(
            ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CIRCUIT_OPEN))
        .hasMessage(
            "openai:gpt-4o-mini: not asked, for 5 calls or more failed in a row; asked again in"
                + " 7 s");
    assertThat(attempt.asked()).isEqualTo(5);

    time.pass(OPEN);
    attempt.thenFail(1, Kind.UNAVAILABLE);
    assertThat(kind(chat)).isEqualTo(Kind.UNAVAILABLE);
    assertThat(kind(chat)).isEqualTo(Kind.CIRCUIT_OPEN);
    time.pass(OPEN);
    assertThat(chat.chat(REQUEST).text()).isEqualTo("ok");
    attempt.thenFail(CircuitBreaker.FAILURES - 1, Kind.TIMEOUT);
    for (int i = 0; i < CircuitBreaker.FAILURES - 1; i++) {
      assertThat(kind(chat)).isEqualTo(Kind.TIMEOUT);
    }
    assertThat(chat.chat(REQUEST).text()).isEqualTo("ok");
  }

  @Test
  void rateLimitsAlone_doNotOpenTheCircuit() {
    ChatModel chat = chat(withRetries(0));
    attempt.thenFail(20, Kind.RATE_LIMITED);
    for (int i = 0; i < 20; i++) {
      assertThat(kind(chat)).isEqualTo(Kind.RATE_LIMITED);
    }
    assertThat(chat.chat(REQUEST).text()).isEqualTo("ok");
  }

  @Test
  void aProviderThatAsksToWait_isNotAskedByOtherCallersMeanwhile() {
    ChatModel chat = chat(withRetries(0));
    attempt.thenFail(Kind.RATE_LIMITED, true, Duration.ofSeconds(7));
    assertThat(kind(chat)).isEqualTo(Kind.RATE_LIMITED);
    assertThat(chat.chat(REQUEST).text()).isEqualTo("ok");
    assertThat(time.sleeps()).containsExactly(7.0);
    chat.chat(REQUEST);
    assertThat(time.sleeps()).hasSize(1);

    attempt.thenFail(Kind.RATE_LIMITED, true, Duration.ofDays(900));
    assertThat(kind(chat)).isEqualTo(Kind.RATE_LIMITED);
    assertThatThrownBy(() -> chat.chat(REQUEST))
        .hasMessageContaining("the provider asked to wait")
        .hasMessageEndingWith("and 600 s were left");
    // An absurd wait is not for ever: somebody asks again.
    time.pass(Duration.ofMinutes(16));
    assertThat(chat.chat(REQUEST).text()).isEqualTo("ok");
  }

  @Test
  void requestsPerMinute_areSpreadOverIt() {
    ModelSpec spec = spec(Duration.ofSeconds(60), OptionalInt.empty(), OptionalDouble.of(30));
    ChatModel chat = chat(spec);
    for (int i = 0; i < 11; i++) {
      chat.chat(REQUEST);
    }
    assertThat(time.sleeps()).hasSize(10).allSatisfy(s -> assertThat(s).isCloseTo(2, within(1e-6)));
  }

  @Test
  void requestsFarBeyondTheLimit_failEarlyAndGiveTheirShareBack() {
    ModelSpec spec = spec(Duration.ofSeconds(1), OptionalInt.empty(), OptionalDouble.of(1));
    ChatModel chat = chat(spec);
    chat.chat(REQUEST);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> chat.chat(REQUEST))
          .hasMessageContaining("the limits per minute ask to wait 60 s and 10 s were left");
    }
    time.pass(Duration.ofSeconds(55));
    assertThat(chat.chat(REQUEST).text()).isEqualTo("ok");
  }

  @Test
  void aFixedConcurrency_isKeptAndCallersAreServedInTheirOrder() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(3);
    for (int i = 0; i < 12; i++) {
      attempt.then(
          (request, left) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            full.countDown();
            full.await();
            now.decrementAndGet();
            return ScriptedAttempt.text("x");
          });
    }
    ChatModel chat = chat(spec(Duration.ofSeconds(60), OptionalInt.of(3), OptionalDouble.empty()));
    ExecutorService callers = Executors.newFixedThreadPool(12);
    try {
      List<Future<ChatResponse>> answers =
          java.util.stream.IntStream.range(0, 12)
              .mapToObj(i -> callers.submit(() -> chat.chat(REQUEST)))
              .toList();
      for (Future<ChatResponse> answer : answers) {
        assertThat(answer.get(30, TimeUnit.SECONDS).text()).isEqualTo("x");
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(most.get()).isEqualTo(3);
  }

  @Test
  void noTurnForTooLong_isAnError() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    attempt.then(
        (request, left) -> {
          asked.countDown();
          release.await();
          return ScriptedAttempt.text("x");
        });
    ModelSpec spec = spec(Duration.ofMillis(20), OptionalInt.of(1), OptionalDouble.empty());
    ModelLimits limits = new ModelLimits(spec, time.nanos());
    ModelSpec patient = spec(Duration.ofSeconds(60), OptionalInt.of(1), OptionalDouble.empty());
    ExecutorService callers = Executors.newFixedThreadPool(1);
    try {
      Future<ChatResponse> first =
          callers.submit(() -> chat(patient, ModelSettings.NONE, limits).chat(REQUEST));
      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
      ChatModel second = chat(spec, ModelSettings.NONE, limits);
      assertThatThrownBy(() -> second.chat(REQUEST))
          .isInstanceOfSatisfying(
              ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RATE_LIMITED))
          .hasMessageContaining("no turn within 0.2 s");
      release.countDown();
      assertThat(first.get(30, TimeUnit.SECONDS).text()).isEqualTo("x");
    } finally {
      release.countDown();
      callers.shutdownNow();
    }
  }

  @Test
  void costs_comeFromTheListWhereTheModelIsAtItsProvidersPlace() {
    assertThat(chat(SPEC).chat(REQUEST).usage().cost())
        .isCloseTo((800 * 0.15 + 200 * 0.075 + 500 * 0.60) / 1e6, within(1e-12));
    try (ChatModel elsewhere =
        ResilientChat.of(attempt, SPEC, ModelSettings.NONE, "v", true, true)) {
      assertThat(elsewhere.chat(REQUEST).usage().cost()).isNull();
    }
  }

  @Test
  void cachedAnswers_areFoundByTheNextProcessWithoutAnAttempt() {
    ModelSettings settings = ModelSettings.NONE.withCache(folder);
    attempt.thenText("paid for \ud800\u0000");
    ChatResponse first;
    try (ChatModel chat = chat(SPEC, settings)) {
      first = chat.chat(REQUEST);
      assertThat(first.cached()).isFalse();
    }
    try (ChatModel chat = chat(SPEC, settings)) {
      ChatResponse again = chat.chat(REQUEST);
      assertThat(again.cached()).isTrue();
      assertThat(again.text()).isEqualTo(first.text());
      assertThat(again.latencyMillis()).isEqualTo(80);
      assertThat(again.usage()).isEqualTo(first.usage());
      assertThat(chat.chat(REQUEST.withSample(1)).cached()).isFalse();
      assertThat(chat.chat(request("Another?")).cached()).isFalse();
    }
    assertThat(attempt.asked()).isEqualTo(3);
    assertThat(attempt.closed()).isEqualTo(2);
  }

  @Test
  void failures_areNeverCachedAndNeitherAreAnswersThatMayComeOutOtherwise() {
    ModelSettings settings = ModelSettings.NONE.withCache(folder);
    try (ChatModel chat = chat(SPEC, settings)) {
      attempt
          .thenFail(Kind.REJECTED, false, null)
          .thenFinish(FinishReason.OTHER, "half")
          .thenText("  \n")
          .thenFinish(FinishReason.REFUSAL, "");
      assertThat(kind(chat)).isEqualTo(Kind.REJECTED);
      assertThat(chat.chat(REQUEST).finishReason()).isEqualTo(FinishReason.OTHER);
      assertThat(chat.chat(REQUEST).text()).isBlank();
      assertThat(chat.chat(REQUEST).finishReason()).isEqualTo(FinishReason.REFUSAL);
      ChatResponse kept = chat.chat(REQUEST);
      assertThat(kept.finishReason()).isEqualTo(FinishReason.REFUSAL);
      assertThat(kept.cached()).isTrue();
    }
  }

  @Test
  void closedTwice_itClosesOnce() {
    ChatModel chat = ResilientChat.of(attempt, SPEC, ModelSettings.NONE, "v", true, true);
    chat.close();
    chat.close();
    assertThat(attempt.closed()).isOne();
    assertThat(chat.name()).isEqualTo("openai:gpt-4o-mini");
    assertThat(chat.version()).isEqualTo("v");
    assertThatThrownBy(() -> chat.chat(REQUEST)).isInstanceOf(ModelException.class);
  }

  private Kind kind(ChatModel chat) {
    return catchThrowableOfType(ModelException.class, () -> chat.chat(REQUEST)).kind();
  }

  private ChatModel chat(ModelSpec spec) {
    return chat(spec, ModelSettings.NONE);
  }

  private ChatModel chat(ModelSpec spec, ModelSettings settings) {
    return chat(spec, settings, new ModelLimits(spec, time.nanos()));
  }

  private ChatModel chat(ModelSpec spec, ModelSettings settings, ModelLimits limits) {
    return new ResilientChat(
        attempt, spec, settings, "version", true, false, "openai", limits, time, 7);
  }

  private static ModelSpec withRetries(int retries) {
    return new ModelSpec(
        "openai",
        "gpt-4o-mini",
        null,
        null,
        Duration.ofSeconds(60),
        retries,
        OptionalInt.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        false,
        OPEN);
  }

  private static ModelSpec spec(Duration timeout, OptionalInt concurrency, OptionalDouble rpm) {
    return new ModelSpec(
        "openai",
        "gpt-4o-mini",
        URI.create("http://127.0.0.1:1/v1"),
        null,
        timeout,
        4,
        concurrency,
        rpm,
        OptionalDouble.empty(),
        false,
        OPEN);
  }

  private static ChatRequest request(String text) {
    return ChatRequest.of(List.of(Message.user(text)), ChatParameters.DEFAULT);
  }
}

package dev.assay.models.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.cache.Shelf;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import dev.assay.core.model.ChatParameters;
import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.FinishReason;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Kind;
import dev.assay.core.model.ReplySchema;
import dev.assay.core.model.TokenLogprobs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AnswerCacheTest {

  private static final Shelf SHELF = new Shelf("answers", "openai:m", "openai:m@api.openai.com");
  private static final ChatRequest REQUEST = request("one");
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  @TempDir Path folder;
  private AnswerCache cache;

  @BeforeEach
  void open() {
    cache = AnswerCache.shared(folder, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    cache.release();
  }

  @Test
  void keys_changeWithEverythingThatDecidesAnAnswer() {
    ChatParameters p = ChatParameters.DEFAULT;
    ReplySchema schema = new ReplySchema("grade", Json.object().put("type", "object"));
    List<ChatRequest> requests =
        List.of(
            REQUEST,
            request("two"),
            ChatRequest.of(List.of(new Message("system", "one")), p),
            ChatRequest.of(List.of(Message.user("o"), Message.user("ne")), p),
            ChatRequest.of(REQUEST.messages(), p.withTemperature(0.0)),
            ChatRequest.of(REQUEST.messages(), p.withTemperature(0.1)),
            ChatRequest.of(REQUEST.messages(), p.withMaxTokens(5)),
            ChatRequest.of(REQUEST.messages(), p.withTopLogprobs(3)),
            ChatRequest.of(
                REQUEST.messages(), new ChatParameters(null, 0.5, null, null, List.of(), 0)),
            ChatRequest.of(
                REQUEST.messages(), new ChatParameters(null, null, null, 5L, List.of(), 0)),
            ChatRequest.of(
                REQUEST.messages(), new ChatParameters(null, null, null, null, List.of("x"), 0)),
            REQUEST.withSchema(schema),
            REQUEST.withSchema(new ReplySchema("other", schema.schema())),
            REQUEST.withSample(1),
            request("\ud800"),
            request("\udfff"));
    assertThat(requests.stream().map(AnswerCache::key)).doesNotHaveDuplicates();
    assertThat(AnswerCache.key(request("one"))).isEqualTo(AnswerCache.key(REQUEST)).hasSize(64);
  }

  @Test
  void answers_comeBackWhole() throws InterruptedException {
    ChatResponse answer =
        new ChatResponse(
            "<b>\u0000\ud800",
            FinishReason.LENGTH,
            new Usage(1L, 2L, 3L, 4L, 0.5),
            1.5,
            20,
            "gpt",
            List.of(new TokenLogprobs("\ud83d", -0.5, Map.of("\ud83d", -0.5, "\ud83e", -2.0))),
            3);
    cache.answer(SHELF, REQUEST, true, PATIENCE, () -> answer);
    ChatResponse kept = cache.answer(SHELF, REQUEST, true, PATIENCE, AnswerCacheTest::unasked);
    assertThat(kept.attempts()).isZero();
    assertThat(kept)
        .isEqualTo(
            new ChatResponse(
                answer.text(),
                answer.finishReason(),
                answer.usage(),
                1.5,
                20,
                "gpt",
                answer.logprobs(),
                0));
    Shelf other = new Shelf("answers", "openai:m", "openai:m@127.0.0.1");
    assertThat(cache.answer(other, REQUEST, true, PATIENCE, () -> answer).attempts()).isEqualTo(3);
  }

  @Test
  void proseForASchema_isNotKeptWhereTheProviderHoldsTheModelToIt() throws InterruptedException {
    ReplySchema schema = new ReplySchema("grade", Json.object().put("type", "object"));
    ChatRequest strict = REQUEST.withSchema(schema);
    AtomicInteger asked = new AtomicInteger();
    for (int i = 0; i < 2; i++) {
      cache.answer(SHELF, strict, true, PATIENCE, () -> counted(asked, "I give it a 4."));
    }
    assertThat(asked.get()).isEqualTo(2);
    for (int i = 0; i < 2; i++) {
      cache.answer(SHELF, strict, false, PATIENCE, () -> counted(asked, "I give it a 4."));
    }
    assertThat(asked.get()).isEqualTo(3);
  }

  @Test
  void equalRequestsInFlight_areMadeOnce() throws Exception {
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try {
      List<Future<ChatResponse>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        answers.add(
            callers.submit(
                () ->
                    cache.answer(
                        SHELF,
                        REQUEST,
                        true,
                        PATIENCE,
                        () -> {
                          asking.countDown();
                          answer.await();
                          return counted(asked, "one for all");
                        })));
      }
      assertThat(asking.await(30, TimeUnit.SECONDS)).isTrue();
      answer.countDown();
      int paid = 0;
      for (Future<ChatResponse> future : answers) {
        ChatResponse got = future.get(30, TimeUnit.SECONDS);
        assertThat(got.text()).isEqualTo("one for all");
        paid += got.cached() ? 0 : 1;
      }
      assertThat(paid).isOne();
      assertThat(asked.get()).isOne();
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void aLeaderThatIsInterrupted_leavesTheRequestToAnother() throws Exception {
    CountDownLatch asking = new CountDownLatch(1);
    Thread leader =
        new Thread(
            () -> {
              try {
                cache.answer(
                    SHELF,
                    REQUEST,
                    true,
                    PATIENCE,
                    () -> {
                      asking.countDown();
                      new CountDownLatch(1).await();
                      return unasked();
                    });
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    leader.start();
    assertThat(asking.await(30, TimeUnit.SECONDS)).isTrue();
    ExecutorService callers = Executors.newFixedThreadPool(1);
    try {
      Future<ChatResponse> follower =
          callers.submit(
              () ->
                  cache.answer(
                      SHELF, REQUEST, true, PATIENCE, () -> ScriptedAttempt.text("second try")));
      leader.interrupt();
      assertThat(follower.get(30, TimeUnit.SECONDS).text()).isEqualTo("second try");
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void aFailure_isToldToItsCallerAndNotKept() throws InterruptedException {
    ModelException failure = new ModelException(Kind.REJECTED, "no", null);
    assertThatThrownBy(
            () ->
                cache.answer(
                    SHELF,
                    REQUEST,
                    true,
                    PATIENCE,
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(
            cache.answer(SHELF, REQUEST, true, PATIENCE, () -> ScriptedAttempt.text("now")).text())
        .isEqualTo("now");
  }

  @Test
  void whatCannotBeRead_isNoAnswer() {
    for (String json :
        List.of("", "[]", "{}", "{\"output\":7}", "{\"output\":\"x\",\"finish_reason\":\"eh\"}")) {
      assertThat(AnswerJson.read(json.getBytes(StandardCharsets.UTF_8))).isNull();
    }
  }

  @Test
  void oneCache_isSharedByAllWhoOpenTheDirectory() {
    AnswerCache again = AnswerCache.shared(folder.resolve("."), Clock.systemUTC());
    assertThat(again).isSameAs(cache);
    again.release();
  }

  private static ChatResponse counted(AtomicInteger asked, String text) {
    asked.incrementAndGet();
    return ScriptedAttempt.text(text);
  }

  private static ChatResponse unasked() {
    throw new AssertionError("asked");
  }

  private static ChatRequest request(String text) {
    return ChatRequest.of(List.of(Message.user(text)), ChatParameters.DEFAULT);
  }
}

package dev.assay.models.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.Usage;
import dev.assay.core.model.ChatParameters;
import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.ModelSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void concurrency_growsByOneARoundWhileItIsFullyUsed() throws InterruptedException {
    ConcurrencyLimit limit = new ConcurrencyLimit(OptionalInt.empty());
    enter(limit, ConcurrencyLimit.FIRST);
    for (int i = 0; i <= ConcurrencyLimit.FIRST; i++) {
      limit.succeeded();
    }
    assertThat(limit.limit()).isEqualTo(ConcurrencyLimit.FIRST + 1);
    for (int i = 0; i < 1000; i++) {
      limit.succeeded();
    }
    // Not fully used any more, so nothing says that more would do.
    assertThat(limit.limit()).isEqualTo(ConcurrencyLimit.FIRST + 1);
    assertThat(limit.enter(0)).isTrue();
    assertThat(limit.enter(0)).isFalse();
  }

  @Test
  void concurrency_isHalvedOnceForAllThatWasUnderWay() throws InterruptedException {
    ConcurrencyLimit limit = new ConcurrencyLimit(OptionalInt.empty());
    enter(limit, ConcurrencyLimit.FIRST);
    for (int i = 0; i < 10; i++) {
      limit.overloaded(100, 200 + i);
    }
    assertThat(limit.limit()).isEqualTo(ConcurrencyLimit.FIRST / 2);
    limit.overloaded(300, 400);
    assertThat(limit.limit()).isEqualTo(ConcurrencyLimit.FIRST / 4);
    for (int i = 1; i < 20; i++) {
      limit.overloaded(400 + i * 100, 450 + i * 100);
    }
    assertThat(limit.limit()).isOne();
    // Who is under way stays so; who comes waits until they have left.
    assertThat(limit.enter(0)).isFalse();
    for (int i = 0; i < ConcurrencyLimit.FIRST; i++) {
      limit.leave();
    }
    assertThat(limit.enter(0)).isTrue();
    assertThat(limit.enter(0)).isFalse();
  }

  @Test
  void concurrency_fixed_staysAsItIs() throws InterruptedException {
    ConcurrencyLimit limit = new ConcurrencyLimit(OptionalInt.of(2));
    enter(limit, 2);
    limit.overloaded(1, 2);
    for (int i = 0; i < 100; i++) {
      limit.succeeded();
    }
    assertThat(limit.limit()).isEqualTo(2);
  }

  @Test
  void bucket_overAnyMinute_givesNoMoreThanItsRateAndOneBurst() {
    TokenBucket bucket = new TokenBucket(600, 10, 0);
    List<Double> sentAt = new ArrayList<>();
    double now = 0;
    for (int i = 0; i < 3000; i++) {
      now += bucket.take(1, (long) now);
      sentAt.add(now);
    }
    for (int i = 0; i < sentAt.size(); i += 50) {
      double from = sentAt.get(i);
      long inMinute = sentAt.stream().filter(t -> t >= from && t < from + 60.0 * SECOND).count();
      assertThat(inMinute).isBetween(0L, 610L);
    }
    assertThat(now / SECOND).isCloseTo(299, within(0.5));
  }

  @Test
  void tokens_areEstimatedAndCorrectedByWhatWasUsed() {
    RateLimit limit = limit(6_000);
    // 4,000 bytes and at most 1,000 tokens: an estimate of 2,000, of which 1,000 are there.
    ChatRequest request =
        ChatRequest.of(
            List.of(Message.user("x".repeat(4_000))), ChatParameters.DEFAULT.withMaxTokens(1_000));
    RateLimit.Share first = limit.take(request, 0);
    assertThat(first.tokens()).isEqualTo(2_000);
    assertThat(first.waitNanos()).isZero();
    assertThat(limit.take(request, 0).waitNanos()).isCloseTo(20 * SECOND, within(10L));

    RateLimit corrected = limit(6_000);
    RateLimit.Share share = corrected.take(request, 0);
    corrected.used(share, new Usage(900L, 100L, null, null, null), 0);
    assertThat(corrected.take(request, 0).waitNanos()).isCloseTo(10 * SECOND, within(10L));
    RateLimit refused = limit(6_000);
    refused.refused(refused.take(request, 0), 0);
    assertThat(refused.take(request, 0).waitNanos()).isZero();
  }

  @Test
  void answersWithoutALongest_areEstimatedAsTheyWereSoFar() {
    RateLimit limit = limit(1e9);
    ChatRequest request = ChatRequest.of(List.of(Message.user("é漢😀")), ChatParameters.DEFAULT);
    RateLimit.Share share = limit.take(request, 0);
    assertThat(share.tokens()).isEqualTo(256 + 9 / 4.0);
    for (int i = 0; i < 200; i++) {
      limit.used(share, new Usage(10L, 1_000L, null, null, null), 0);
    }
    assertThat(limit.take(request, 0).tokens()).isCloseTo(1_002.25, within(1.0));
  }

  @Test
  void backoff_isSpreadOverTheWholeWaitAndBounded() {
    Backoff backoff = new Backoff(7);
    double sum = 0;
    for (int i = 0; i < 2_000; i++) {
      double seconds = (double) backoff.nanos(3, Optional.empty()) / SECOND;
      assertThat(seconds).isBetween(0.0, 2.0);
      sum += seconds;
    }
    assertThat(sum / 2_000).isCloseTo(1, within(0.05));
    for (int failures : new int[] {10, 64, Integer.MAX_VALUE}) {
      assertThat(backoff.nanos(failures, Optional.empty())).isBetween(0L, 20 * SECOND);
    }
    assertThat(backoff.nanos(1, Optional.of(Duration.ofSeconds(Long.MAX_VALUE)))).isPositive();
    assertThat(backoff.nanos(1, Optional.of(Duration.ofSeconds(-5)))).isBetween(0L, SECOND);
  }

  @Test
  void limits_ofTheSameModel_areSharedUntilTheLastUserLeaves() {
    ModelSpec spec = ModelSpec.of("openai", "shared");
    ModelLimits one = ModelLimits.shared(spec);
    assertThat(ModelLimits.shared(spec)).isSameAs(one);
    ModelLimits other = ModelLimits.shared(ModelSpec.of("openai", "another"));
    assertThat(other).isNotSameAs(one);
    other.release();
    one.release();
    assertThat(ModelLimits.shared(spec)).isSameAs(one);
    one.release();
    one.release();
    ModelLimits fresh = ModelLimits.shared(spec);
    assertThat(fresh).isNotSameAs(one);
    fresh.release();
  }

  private static void enter(ConcurrencyLimit limit, int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      assertThat(limit.enter(0)).isTrue();
    }
  }

  private static RateLimit limit(double tokensPerMinute) {
    ModelSpec spec = ModelSpec.of("openai", "m");
    return new RateLimit(
        new ModelSpec(
            spec.provider(),
            spec.model(),
            null,
            null,
            spec.timeout(),
            0,
            OptionalInt.empty(),
            OptionalDouble.empty(),
            OptionalDouble.of(tokensPerMinute),
            false,
            ModelSpec.DEFAULT_CIRCUIT_OPEN_FOR),
        0);
  }
}

package dev.assay.models.call;

import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.Usage;
import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.ModelSpec;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Requests and tokens per minute. Tokens are estimated before a request, at four bytes of UTF-8
 * each and an answer as long as it may be or as they were so far, and corrected by what was
 * reported after it.
 */
final class RateLimit {

  private static final double BYTES_PER_TOKEN = 4;
  private static final double FIRST_ANSWER_TOKENS = 256;
  private static final double WEIGHT_OF_NEW = 0.1;
  private static final double SECONDS_PER_MINUTE = 60;
  private static final double TOKEN_BURSTS_PER_MINUTE = 6;

  /**
   * What one request took.
   *
   * @param waitNanos how long to wait before it is sent
   * @param tokens the estimate
   */
  record Share(long waitNanos, double tokens) {}

  private final @Nullable TokenBucket requests;
  private final @Nullable TokenBucket tokens;
  private double answerTokens = FIRST_ANSWER_TOKENS;

  RateLimit(ModelSpec spec, long now) {
    this.requests = bucket(spec.requestsPerMinute(), SECONDS_PER_MINUTE, now);
    this.tokens = bucket(spec.tokensPerMinute(), TOKEN_BURSTS_PER_MINUTE, now);
  }

  private static @Nullable TokenBucket bucket(OptionalDouble perMinute, double bursts, long now) {
    return perMinute.isEmpty()
        ? null
        : new TokenBucket(
            perMinute.getAsDouble(), Math.max(1, perMinute.getAsDouble() / bursts), now);
  }

  /** Takes what {@code request} will need. */
  Share take(ChatRequest request, long now) {
    double estimate = tokens == null ? 0 : estimate(request);
    long wait = requests == null ? 0 : requests.take(1, now);
    return new Share(tokens == null ? wait : Math.max(wait, tokens.take(estimate, now)), estimate);
  }

  /** Gives back what was never sent. */
  void returned(Share share, long now) {
    if (requests != null) {
      requests.give(1, now);
    }
    refused(share, now);
  }

  /** Gives back the tokens of a request that was turned away unread. */
  void refused(Share share, long now) {
    if (tokens != null) {
      tokens.give(share.tokens(), now);
    }
  }

  /** Corrects the estimate by what was used. */
  void used(Share share, Usage usage, long now) {
    Long input = usage.inputTokens();
    Long output = usage.outputTokens();
    if (tokens != null && input != null && output != null) {
      tokens.give(share.tokens() - input - output, now);
      synchronized (this) {
        answerTokens += WEIGHT_OF_NEW * (output - answerTokens);
      }
    }
  }

  private double estimate(ChatRequest request) {
    double bytes = 0;
    for (Message message : request.messages()) {
      bytes += utf8Length(message.text());
    }
    Integer most = request.parameters().maxTokens();
    synchronized (this) {
      return bytes / BYTES_PER_TOKEN + (most == null ? answerTokens : most);
    }
  }

  private static double utf8Length(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // A pair of surrogates makes four bytes.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}

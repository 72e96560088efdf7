package dev.assay.server.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it goes with a channel.
 *
 * @param channel its name
 * @param waiting how many notices it has still to tell
 * @param oldest since when the oldest of them waits; null if there is none
 * @param sent messages that arrived, since the start
 * @param failed attempts that failed, since the start
 * @param givenUp notices given up, since the start
 * @param failing attempts that failed since the last success
 * @param lastSentAt when a message last arrived; null if none has, since the start
 * @param lastError why the last attempt failed; null if it did not
 * @since 0.1
 */
public record ChannelHealth(
    String channel,
    int waiting,
    @Nullable Instant oldest,
    long sent,
    long failed,
    long givenUp,
    int failing,
    @Nullable Instant lastSentAt,
    @Nullable String lastError) {}

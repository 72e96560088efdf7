package dev.assay.core.interaction;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An interaction as production showed it: what was said, and when, where and to whom.
 *
 * <p>All names come from the application and are hostile. Null means that the application did not
 * say.
 *
 * @param id the interaction's id, the same however often and in whatever order its parts arrive
 * @param traceId the trace it was read from, 32 lower-case hexadecimal digits
 * @param spanId the span that stands for it in the trace, 16 lower-case hexadecimal digits
 * @param responseId the provider's id of the answer
 * @param startedAt when the request began
 * @param app the application or service
 * @param environment such as {@code production}
 * @param feature the part of the application, such as {@code refunds}
 * @param release the application's version
 * @param user the user's id, or a hash of it
 * @param truncated whether attributes or texts were cut on the way
 * @param interaction what was said and done
 * @since 0.1
 */
public record ObservedInteraction(
    String id,
    @Nullable String traceId,
    @Nullable String spanId,
    @Nullable String responseId,
    Instant startedAt,
    @Nullable String app,
    @Nullable String environment,
    @Nullable String feature,
    @Nullable String release,
    @Nullable String user,
    boolean truncated,
    Interaction interaction) {

  /** Checks the parts. */
  public ObservedInteraction {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(interaction, "interaction");
  }

  /** The same exchange with another content, such as a redacted one. */
  public ObservedInteraction with(Interaction other) {
    return new ObservedInteraction(
        id,
        traceId,
        spanId,
        responseId,
        startedAt,
        app,
        environment,
        feature,
        release,
        user,
        truncated,
        other);
  }
}

package dev.assay.server.store;

import dev.assay.core.evaluator.FailureMode;
import org.jspecify.annotations.Nullable;

/**
 * How many failure cases are alike in what they are found by.
 *
 * @param status where they stand
 * @param feature where they happen; null where they do not say
 * @param failureMode how the answers fail; null where nobody knows
 * @param cases how many
 * @since 0.1
 */
public record CaseCount(
    String status, @Nullable String feature, @Nullable FailureMode failureMode, long cases) {}

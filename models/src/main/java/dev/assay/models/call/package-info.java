/**
 * What stands between a caller and a model behind a network: retries, limits, time bounds, the
 * cache of answers, prices.
 *
 * <p>Knows no provider and no protocol: {@link dev.assay.models.call.ChatAttempt} is one try at an
 * answer. Depends on {@code core.model}, {@code core.cache}, {@code core.json} and {@code
 * core.problem}.
 */
@NullMarked
package dev.assay.models.call;

import org.jspecify.annotations.NullMarked;

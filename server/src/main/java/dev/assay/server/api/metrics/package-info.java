/**
 * Numbers for other people's dashboards: the server's own, and the quality it sees.
 *
 * <p>Prometheus is scraped, OTLP metrics are pushed. Depends on {@code server.store}, {@code
 * monitor.window}, Micrometer and the generated messages of OTLP.
 */
@NullMarked
package dev.assay.server.api.metrics;

import org.jspecify.annotations.NullMarked;

package dev.assay.server.redaction;

import dev.assay.monitor.sampling.RateTable;
import dev.assay.monitor.sampling.Sampler;
import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.Origin;
import java.util.function.Supplier;

/**
 * Says whether anybody may ever look at what a record's trace says. Called by several threads at
 * once, for every record; must be quick.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ContentKeeper {

  /** Keeps everything. */
  ContentKeeper ALL = (traceId, origin, attributes) -> true;

  /**
   * Whether the content is kept.
   *
   * @param traceId 32 hexadecimal digits; records of no trace are not asked about
   * @param origin who sent the record
   * @param attributes of the record
   */
  boolean keep(String traceId, Origin origin, Attributes attributes);

  /**
   * Keeps what a sampler may draw by the rates of now.
   *
   * <p>Rules that always sample, and evaluators that run on everything, then find content only
   * where the rates keep it: use {@link #ALL} where they must see everything.
   *
   * @param rates the table in force
   */
  static ContentKeeper ofSampler(Sampler sampler, Supplier<RateTable> rates) {
    return (traceId, origin, attributes) -> sampler.mayDraw(traceId, rates.get());
  }
}

package dev.assay.server.config;

import static java.util.Objects.requireNonNull;

import dev.assay.otel.wire.WireLimits;

/**
 * How much is taken in.
 *
 * @param wire of one request
 * @param requests how many exports may be worked on at once
 * @since 0.1
 */
public record Limits(WireLimits wire, int requests) {

  /** {@link WireLimits#withDefaults()}, 64 at once. */
  public static final Limits DEFAULT = new Limits(WireLimits.withDefaults(), 64);

  /** Checks the parts. */
  public Limits {
    requireNonNull(wire, "wire");
  }
}

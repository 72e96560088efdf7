package dev.assay.server.config;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;

/**
 * Where a door is.
 *
 * @param host a name or an address
 * @param port from 1 to 65535, or 0 for any that is free
 * @since 0.1
 */
public record Address(String host, int port) {

  /** This machine only. */
  public static final String LOOPBACK = "127.0.0.1";

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the port is out of range
   */
  public Address {
    requireNonNull(host, "host");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
  }

  /** The address, looked up if it is a name. */
  public InetSocketAddress resolve() {
    return new InetSocketAddress(host, port);
  }

  /** Host and port, joined by a colon. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}

package dev.assay.server.delivery;

import dev.assay.core.problem.InvalidInputException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps requests from going where only this machine or its network should reach: loopback, private,
 * link-local (where clouds hand out credentials), carrier-grade, unique-local, multicast, reserved
 * and unspecified addresses, also where one is wrapped in an IPv6 address.
 *
 * <p>It resolves a name itself, and what it gives is what is connected to: a name that answers
 * differently the second time gains nothing. A name is refused if any one of its addresses is.
 * Source of the networks: the IANA special-purpose address registries (RFC 6890 and later).
 *
 * @since 0.1
 */
public final class AddressGuard {

  private static final List<Network> FORBIDDEN =
      networks(
          "0.0.0.0/8", // unspecified, this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // carrier-grade NAT
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocols
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // relays of 6to4, withdrawn
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4", // reserved, broadcast
          "::/96", // unspecified, loopback, IPv4 in its old wrapping
          "64:ff9b:1::/48", // local translation
          "100::/64", // discarded
          "2001::/23", // protocols, Teredo among them
          "2001:db8::/32", // documentation
          "3fff::/20", // documentation
          "5f00::/16", // segment routing
          "fc00::/7", // unique-local
          "fe80::/10", // link-local
          "fec0::/10", // site-local
          "ff00::/8"); // multicast

  private static final List<Network> INSIDE =
      networks(
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "::1/128",
          "fc00::/7",
          "fe80::/10");

  private static final Network STATELESS = Network.parse("::ffff:0:0:0/96");
  private static final Network TRANSLATED = Network.parse("64:ff9b::/96");
  private static final Network SIX_TO_FOUR = Network.parse("2002::/16");

  /** What tells the addresses of a host. */
  interface Names {

    /**
     * Every address.
     *
     * @throws UnknownHostException if there is no such host
     */
    InetAddress[] of(String host) throws UnknownHostException;
  }

  private final List<Network> allowed;
  private final Names names;

  private AddressGuard(List<Network> allowed, Names names) {
    this.allowed = allowed;
    this.names = names;
  }

  /** Lets through public addresses alone. */
  public static AddressGuard strict() {
    return new AddressGuard(List.of(), InetAddress::getAllByName);
  }

  /**
   * Lets these through besides.
   *
   * @param allowed addresses or networks, such as {@code 10.1.0.0/16} or {@code ::1}
   * @throws InvalidInputException if one is neither
   */
  public static AddressGuard allowing(List<String> allowed) {
    return new AddressGuard(
        allowed.stream().map(Network::parse).toList(), InetAddress::getAllByName);
  }

  /** Lets what is inside through besides: loopback, link-local, private, carrier-grade. */
  public AddressGuard allowingInside() {
    List<Network> more = new ArrayList<>(allowed);
    more.addAll(INSIDE);
    return new AddressGuard(List.copyOf(more), names);
  }

  /** Takes the addresses of hosts from there. */
  AddressGuard withNames(Names other) {
    return new AddressGuard(allowed, other);
  }

  /** Whether an address may be connected to. */
  public boolean allows(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (allowed.stream().anyMatch(network -> network.contains(bytes))) {
      return true;
    }
    byte[] wrapped = wrapped(bytes);
    return FORBIDDEN.stream()
        .noneMatch(
            network -> network.contains(bytes) || (wrapped != null && network.contains(wrapped)));
  }

  /**
   * The addresses of a host, all of which may be connected to.
   *
   * @throws BlockedAddressException if one may not
   * @throws UnknownHostException if there is no such host
   */
  InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = names.of(host);
    for (InetAddress address : addresses) {
      check(address);
    }
    return addresses;
  }

  void check(InetAddress address) throws BlockedAddressException {
    if (!allows(address)) {
      throw new BlockedAddressException(address);
    }
  }

  // Java itself turns ::ffff:a.b.c.d into a.b.c.d, unless the bytes came some other way.
  private static byte @Nullable [] wrapped(byte[] bytes) {
    if (STATELESS.contains(bytes) || TRANSLATED.contains(bytes) || isMapped(bytes)) {
      return new byte[] {bytes[12], bytes[13], bytes[14], bytes[15]};
    }
    return SIX_TO_FOUR.contains(bytes) ? new byte[] {bytes[2], bytes[3], bytes[4], bytes[5]} : null;
  }

  private static boolean isMapped(byte[] bytes) {
    if (bytes.length != 16 || bytes[10] != -1 || bytes[11] != -1) {
      return false;
    }
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static List<Network> networks(String... texts) {
    return List.of(texts).stream().map(Network::parse).toList();
  }

  /** A host has an address that may not be connected to. */
  static final class BlockedAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    BlockedAddressException(InetAddress address) {
      super(
          address.getHostAddress()
              + " (expected: a public address, or one that the configuration allows)");
    }
  }
}

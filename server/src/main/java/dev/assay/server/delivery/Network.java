package dev.assay.server.delivery;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The addresses that begin with the same bits. */
final class Network {

  private final byte[] prefix;
  private final int bits;

  private Network(byte[] prefix, int bits) {
    this.prefix = prefix;
    this.bits = bits;
  }

  /**
   * Reads {@code 10.0.0.0/8}, or one address. Asks no name server.
   *
   * @throws InvalidInputException if it is neither
   */
  static Network parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    boolean literal =
        address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")
            || (address.indexOf(':') >= 0 && address.matches("[0-9A-Fa-f:.]{2,45}"));
    try {
      if (!literal) {
        throw new UnknownHostException("not an address");
      }
      byte[] prefix = InetAddress.getByName(address).getAddress();
      String length = slash < 0 ? String.valueOf(prefix.length * 8) : text.substring(slash + 1);
      if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > prefix.length * 8) {
        throw new UnknownHostException("no length of a prefix");
      }
      return new Network(prefix, Integer.parseInt(length));
    } catch (UnknownHostException e) {
      throw new InvalidInputException(
          Problem.of("network", text, "an address, or a network such as 10.0.0.0/8"), e);
    }
  }

  boolean contains(byte[] address) {
    if (address.length != prefix.length) {
      return false;
    }
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (address[i] != prefix[i]) {
        return false;
      }
    }
    int rest = bits % 8;
    return rest == 0 || ((address[whole] ^ prefix[whole]) & 0xff) >> (8 - rest) == 0;
  }
}

package dev.assay.server.delivery;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

/** Reads addresses of e-mail. */
final class MailAddresses {

  private MailAddresses() {}

  /**
   * One address, with a name or without.
   *
   * @throws InvalidInputException if it is not exactly one, or holds a control character
   */
  static InternetAddress parse(String text) {
    try {
      if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
        throw new AddressException("control character");
      }
      InternetAddress[] addresses = InternetAddress.parse(text, true);
      if (addresses.length != 1 || addresses[0].isGroup()) {
        throw new AddressException("not one address");
      }
      addresses[0].validate();
      if (addresses[0].getAddress().indexOf('@') < 1) {
        throw new AddressException("no domain");
      }
      return addresses[0];
    } catch (AddressException e) {
      throw new InvalidInputException(
          Problem.of("address", text, "an address such as Team <team@example.com>"), e);
    }
  }
}

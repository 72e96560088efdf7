package dev.assay.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "0.1.2.3",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "2001:0:1::1",
        "2001:db8::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        // What an address's parser takes for loopback, whatever it looks like.
        "2130706433",
        "127.1",
      })
  void resolve_addressInside_isBlocked(String address) {
    assertThatThrownBy(() -> AddressGuard.strict().resolve(address))
        .isInstanceOf(AddressGuard.BlockedAddressException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "93.184.216.34",
        "172.15.255.255",
        "172.32.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "2606:4700:4700::1111",
        "64:ff9b::101:101",
        "2002:101:101::1",
      })
  void resolve_publicAddress_passes(String address) throws UnknownHostException {
    assertThat(AddressGuard.strict().resolve(address)).hasSize(1);
  }

  @Test
  void resolve_nameOfThisMachine_isBlocked() {
    assertThatThrownBy(() -> AddressGuard.strict().resolve("localhost"))
        .isInstanceOf(AddressGuard.BlockedAddressException.class)
        .hasMessageContaining("(expected: a public address");
  }

  @Test
  void allows_mappedBytesThatCameSomeOtherWay_areSeenThrough() throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    mapped[12] = 10;
    InetAddress address = Inet6Address.getByAddress("host", mapped, 0);
    assertThat(AddressGuard.strict().allows(address)).isFalse();
  }

  @Test
  void allowing_network_letsThroughThatAlone() throws UnknownHostException {
    AddressGuard guard = AddressGuard.allowing(List.of("10.1.0.0/16", "::1"));
    assertThat(guard.allows(address("10.1.255.3"))).isTrue();
    assertThat(guard.allows(address("10.2.0.1"))).isFalse();
    assertThat(guard.allows(address("::1"))).isTrue();
    assertThat(guard.allows(address("127.0.0.1"))).isFalse();
  }

  @Test
  void allowingInside_stillBlocksWhatIsNobodys() throws UnknownHostException {
    AddressGuard guard = AddressGuard.strict().allowingInside();
    assertThat(guard.allows(address("127.0.0.1"))).isTrue();
    assertThat(guard.allows(address("192.168.3.4"))).isTrue();
    assertThat(guard.allows(address("0.0.0.0"))).isFalse();
    assertThat(guard.allows(address("224.0.0.1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"example.com", "10.0.0.0/33", "10.0.0.0/x", "", "beef", "1.2.3", "::/129"})
  void allowing_noNetwork_saysWhatWasExpected(String text) {
    assertThatThrownBy(() -> AddressGuard.allowing(List.of(text)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("an address, or a network such as 10.0.0.0/8");
  }

  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getAllByName(literal)[0];
  }
}

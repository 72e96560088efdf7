package dev.assay.server.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.server.config.Address;
import dev.assay.server.config.Doors;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

  private static final Doors OPEN = new Doors(new Address("0.0.0.0", 4318), null, null);

  @TempDir Path data;

  private KeyStore keys;

  @BeforeEach
  void open() {
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    keys = KeyStore.open(data, clock, new SecureRandom());
  }

  @Test
  void of_otherAddressWithoutKey_isRefusedWithTheWayOut() {
    assertThatThrownBy(() -> Access.of(OPEN, keys))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "http: 0.0.0.0:4318 (expected: a loopback address such as 127.0.0.1, as long as there"
                + " is no API key); make one first: assay keys create --name NAME --scopes"
                + " ingest,read");
  }

  @Test
  void of_onlyGrpcOnOtherAddress_isRefusedToo() {
    Doors doors = new Doors(new Address("127.0.0.1", 4318), new Address("::", 4317), null);
    assertThatThrownBy(() -> Access.of(doors, keys)).hasMessageStartingWith("grpc: [::]:4317");
  }

  @Test
  void of_unknownHost_isRefused() {
    Doors doors = new Doors(new Address("no-such-host.invalid", 4318), null, null);
    assertThatThrownBy(() -> Access.of(doors, keys)).hasMessageContaining("a host that is known");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
  void caller_loopbackWithoutKey_isWhoeverIsHere(String host) {
    Access access = Access.of(new Doors(new Address(host, 0), null, null), keys);
    assertThat(access.open()).isTrue();
    assertThat(access.caller(null)).contains(Caller.LOCAL);
    assertThat(Caller.LOCAL.may(Scope.INGEST)).isTrue();
  }

  @Test
  void caller_onceThereIsAKey_mustHaveIt() {
    Access access = Access.of(Doors.DEFAULT, keys);
    String token = keys.create("a", Set.of(Scope.READ)).token();
    assertThat(access.caller(null)).isEmpty();
    assertThat(access.caller("Bearer " + token)).isPresent();
    assertThat(access.caller("bearer  " + token + " ")).isPresent();
    assertThat(access.caller("Basic " + token)).isEmpty();
    assertThat(access.caller(token)).isEmpty();
    assertThat(access.caller("Bearer " + "x".repeat(1_000_000))).isEmpty();
  }

  @Test
  void caller_lastKeyRevoked_onOtherAddressIsNobody() {
    keys.create("a", Set.of(Scope.READ));
    Access access = Access.of(OPEN, keys);
    keys.revoke("a");
    assertThat(access.caller(null)).isEmpty();
  }
}

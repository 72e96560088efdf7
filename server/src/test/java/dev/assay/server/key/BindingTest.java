package dev.assay.server.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.otel.wire.RefusedException;
import dev.assay.server.api.access.Access;
import dev.assay.server.api.access.Caller;
import dev.assay.server.api.access.Scope;
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

class BindingTest {

  private static final Doors OPEN = new Doors(new Address("0.0.0.0", 4318), null, null);

  @TempDir Path data;

  private KeyStore keys;

  @BeforeEach
  void open() {
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    keys = KeyStore.open(data, clock, new SecureRandom());
  }

  @Test
  void access_otherAddressWithoutKey_isRefusedWithTheWayOut() {
    assertThatThrownBy(() -> Binding.access(OPEN, keys))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "http: 0.0.0.0:4318 (expected: a loopback address such as 127.0.0.1 while there is no"
                + " API key); make a key first: assay keys create --name NAME --scopes"
                + " ingest,read");
  }

  @Test
  void access_onlyGrpcOnOtherAddress_isRefusedToo() {
    Doors doors = new Doors(new Address("127.0.0.1", 4318), new Address("::", 4317), null);
    assertThatThrownBy(() -> Binding.access(doors, keys)).hasMessageStartingWith("grpc: [::]:4317");
  }

  @Test
  void access_unknownHost_isRefused() {
    Doors doors = new Doors(new Address("no-such-host.invalid", 4318), null, null);
    assertThatThrownBy(() -> Binding.access(doors, keys))
        .hasMessageContaining("a host whose name is known");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
  void access_loopbackWithoutKey_isOpenToWhoeverIsHere(String host) {
    Access access = Binding.access(new Doors(new Address(host, 0), null, null), keys);
    assertThat(access.check(null, null, Scope.ADMIN)).isEqualTo(Caller.LOCAL);
  }

  @Test
  void access_withAKey_asksForIt() {
    String token = keys.create("a", Set.of(Scope.READ)).token();
    Access access = Binding.access(Doors.DEFAULT, keys);
    assertThat(access.check("Bearer " + token, null, Scope.READ).name()).isEqualTo("a");
    assertThatThrownBy(() -> access.check(null, null, Scope.READ))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> access.check("Bearer " + token, null, Scope.WRITE))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void access_lastKeyRevoked_isForNobody() {
    String token = keys.create("a", Set.of(Scope.READ)).token();
    Access access = Binding.access(OPEN, keys);
    keys.revoke("a");
    assertThatThrownBy(() -> access.check("Bearer " + token, null, Scope.READ))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> access.check(null, null, Scope.READ))
        .isInstanceOf(RefusedException.class);
  }
}

package dev.assay.server.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.server.api.access.Caller;
import dev.assay.server.api.access.Scope;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyStoreTest {

  @TempDir Path data;

  private final Hands hands = new Hands(Instant.parse("2026-03-01T10:20:30.5Z"));
  private final SecureRandom random = new SecureRandom();

  private KeyStore open() {
    return KeyStore.open(data, hands, random);
  }

  @Test
  void create_key_isTakenForWhatItIsFor() {
    KeyStore keys = open();
    assertThat(keys.any()).isFalse();
    NewKey made = keys.create("collector", Set.of(Scope.INGEST));
    assertThat(made.token()).matches("assay_[0-9a-f]{12}_[A-Za-z0-9_-]{43}");
    assertThat(made.key().created()).isEqualTo("2026-03-01T10:20:30Z");
    assertThat(keys.any()).isTrue();
    Caller caller = keys.check(made.token()).orElseThrow();
    assertThat(caller.name()).isEqualTo("collector");
    assertThat(caller.may(Scope.INGEST)).isTrue();
    assertThat(caller.may(Scope.READ)).isFalse();
  }

  @Test
  void of_scopes_areReadByName() {
    assertThat(Scopes.of(List.of("read", "ingest"))).containsExactly(Scope.INGEST, Scope.READ);
    assertThatThrownBy(() -> Scopes.of(List.of("reed")))
        .hasMessage(
            "scopes: reed (expected: some of ingest, read, review, write, admin); did you mean read?");
    assertThatThrownBy(() -> Scopes.of(List.of())).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void create_key_isNowhereInTheFileOrInText() throws Exception {
    NewKey made = open().create("collector", Set.of(Scope.READ));
    String secret = made.token().substring(19);
    String file = Files.readString(data.resolve("keys.json"));
    assertThat(file).contains(made.key().id()).doesNotContain(secret);
    assertThat(made.toString()).doesNotContain(secret);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      assertThat(Files.getPosixFilePermissions(data.resolve("keys.json")))
          .containsExactlyInAnyOrder(
              PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "assay_", "assay_000000000000_", "Bearer x", "assay_zzzzzzzzzzzz_a\0"})
  void check_anythingElse_isNobody(String token) {
    KeyStore keys = open();
    keys.create("a", Set.of(Scope.ADMIN));
    assertThat(keys.check(token)).isEmpty();
  }

  @Test
  void check_almostTheKey_isNobody() {
    KeyStore keys = open();
    String token = keys.create("a", Set.of(Scope.ADMIN)).token();
    String other = keys.create("b", Set.of(Scope.ADMIN)).token();
    char last = token.charAt(token.length() - 1);
    assertThat(keys.check(token.substring(0, token.length() - 1) + (last == 'A' ? 'B' : 'A')))
        .isEmpty();
    assertThat(keys.check(token.substring(0, 19) + other.substring(19))).isEmpty();
    assertThat(keys.check("assay_000000000000" + token.substring(18))).isEmpty();
    assertThat(keys.check(token + "A")).isEmpty();
    assertThat(keys.check(token)).isPresent();
  }

  @Test
  void revoke_byIdOrName_endsIt() {
    KeyStore keys = open();
    NewKey a = keys.create("a", Set.of(Scope.READ));
    NewKey b = keys.create("b", Set.of(Scope.READ));
    assertThat(keys.revoke("a").active()).isFalse();
    assertThat(keys.check(a.token())).isEmpty();
    assertThat(keys.check(b.token())).isPresent();
    keys.revoke(b.key().id());
    assertThat(keys.any()).isFalse();
    assertThat(keys.list()).hasSize(2);
    // Its name is free again; its id is not forgotten.
    keys.create("a", Set.of(Scope.READ));
    assertThat(keys.list()).extracting(ApiKey::active).containsExactly(false, false, true);
    assertThatThrownBy(() -> keys.revoke("aa"))
        .hasMessage("key: aa (expected: the id or name of a key); did you mean a?");
  }

  @Test
  void create_nameTaken_isRefused() {
    KeyStore keys = open();
    String id = keys.create("a", Set.of(Scope.READ)).key().id();
    assertThatThrownBy(() -> keys.create("a", Set.of(Scope.READ)))
        .hasMessageContaining("revoke " + id + " first");
    assertThatThrownBy(() -> keys.create("a\nb", Set.of(Scope.READ)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> keys.create("c", Set.of())).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void create_nameOfTheSamePerson_isRefused() {
    KeyStore keys = open();
    keys.create("ada@example.com", Set.of(Scope.READ));
    for (String name : List.of("Ada@Example.com", " ada@example.com ", "\uff41da@example.com")) {
      assertThatThrownBy(() -> keys.create(name, Set.of(Scope.READ)))
          .isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void otherProcess_changes_areNoticed() {
    KeyStore server = open();
    assertThat(server.any()).isFalse();
    KeyStore command = open();
    NewKey made = command.create("a", Set.of(Scope.READ));
    assertThat(server.check(made.token())).isPresent();
    command.revoke("a");
    hands.pass(Duration.ofSeconds(2));
    assertThat(server.check(made.token())).isEmpty();
    assertThat(server.any()).isFalse();
  }

  @Test
  void reopened_keys_areThere() {
    NewKey made = open().create("a", Set.of(Scope.READ, Scope.INGEST));
    KeyStore again = open();
    assertThat(again.check(made.token())).isPresent();
    assertThat(again.list()).containsExactly(made.key());
  }

  @Test
  void saveUse_used_isKeptToTheHour() {
    KeyStore server = open();
    NewKey made = server.create("a", Set.of(Scope.READ));
    server.saveUse();
    assertThat(server.list().get(0).lastUsed()).isNull();
    server.check(made.token());
    server.saveUse();
    assertThat(open().list().get(0).lastUsed()).isEqualTo("2026-03-01T10:00:00Z");
    // What was revoked meanwhile by another stays revoked.
    open().revoke("a");
    hands.pass(Duration.ofHours(1));
    server.saveUse();
    assertThat(open().list().get(0).active()).isFalse();
  }

  @Test
  void brokenFile_whileRunning_keepsTheKeysAndSaysSo() throws Exception {
    KeyStore server = open();
    NewKey made = server.create("a", Set.of(Scope.READ));
    Files.writeString(data.resolve("keys.json"), "{");
    hands.pass(Duration.ofSeconds(2));
    assertThat(server.check(made.token())).isPresent();
    assertThat(server.problem()).isPresent();
  }

  @Test
  void removedFile_whileRunning_letsNobodyIn() throws Exception {
    KeyStore server = open();
    NewKey made = server.create("a", Set.of(Scope.READ));
    Files.delete(data.resolve("keys.json"));
    hands.pass(Duration.ofSeconds(2));
    assertThat(server.check(made.token())).isEmpty();
    assertThat(server.problem()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"version\":2,\"keys\":[]}",
        "{\"version\":1,\"keys\":[{}]}",
        "{\"version\":1,\"keys\":[{\"id\":\"../../etc\"}]}",
        "\u0000"
      })
  void open_brokenFile_isRefused(String text) throws Exception {
    Files.writeString(data.resolve("keys.json"), text);
    assertThatThrownBy(this::open).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void create_manyAtOnce_allAreThere() throws Exception {
    KeyStore one = open();
    KeyStore two = open();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<NewKey>> made =
          IntStream.range(0, 40)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> (i % 2 == 0 ? one : two).create("k" + i, Set.of(Scope.READ))))
              .toList();
      for (Future<NewKey> each : made) {
        assertThat(one.check(each.get().token())).isPresent();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(open().list()).hasSize(40);
  }

  /** A clock that is moved by hand. */
  private static final class Hands extends Clock {

    private Instant now;

    Hands(Instant now) {
      this.now = now;
    }

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}

package dev.assay.server.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.api.access.Caller;
import dev.assay.server.api.access.Scope;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionsTest {

  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private final Clock clock =
      new Clock() {
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
      };
  private final Sessions sessions = new Sessions(clock, new SecureRandom());
  private final Person ada = new Person("ada", Role.EDITOR);

  @Test
  void signIn_usedNowAndThen_endsAfterTwelveHours() {
    String visitor = sessions.signIn(() -> Optional.of(ada));
    for (int hours = 1; hours <= 12; hours++) {
      now = now.plus(Duration.ofHours(1));
      assertThat(sessions.person(visitor)).contains(ada);
    }
    now = now.plusSeconds(1);
    assertThat(sessions.person(visitor)).isEmpty();
  }

  @Test
  void signIn_notUsed_endsAfterTwoHours() {
    String visitor = sessions.signIn(() -> Optional.of(ada));
    now = now.plus(Duration.ofHours(2)).plusSeconds(1);
    assertThat(sessions.person(visitor)).isEmpty();
  }

  @Test
  void person_whoseGrantEnded_isNobody() {
    boolean[] holds = {true};
    String visitor = sessions.signIn(() -> holds[0] ? Optional.of(ada) : Optional.empty());
    assertThat(sessions.person(visitor)).contains(ada);
    holds[0] = false;
    assertThat(sessions.person(visitor)).isEmpty();
    holds[0] = true;
    assertThat(sessions.person(visitor)).isEmpty();
  }

  @Test
  void signOut_endsOneBrowserOnly() {
    String one = sessions.signIn(() -> Optional.of(ada));
    String other = sessions.signIn(() -> Optional.of(ada));
    sessions.signOut(one);
    assertThat(sessions.person(one)).isEmpty();
    assertThat(sessions.person(other)).contains(ada);
  }

  @Test
  void token_isOfOneBrowserAndServer() {
    String visitor = sessions.visitor();
    String token = sessions.token(visitor);
    assertThat(sessions.isToken(visitor, token)).isTrue();
    assertThat(sessions.isToken(sessions.visitor(), token)).isFalse();
    assertThat(sessions.isToken(visitor, null)).isFalse();
    assertThat(sessions.isToken(visitor, token + "x")).isFalse();
    assertThat(new Sessions(clock, new SecureRandom()).isToken(visitor, token)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"READ, VIEWER", "WRITE, EDITOR", "ADMIN, ADMIN"})
  void key_withAScope_hasARole(Scope scope, Role role) {
    Caller caller = new Caller("ci", Set.of(scope));
    assertThat(Role.of(caller)).contains(role);
    KeySignIn way = new KeySignIn(key -> key.equals("k") ? Optional.of(caller) : Optional.empty());
    assertThat(begin(way, "k")).isInstanceOf(SignIn.SignedIn.class);
    assertThat(begin(way, "other")).isInstanceOf(SignIn.Refused.class);
    assertThat(begin(way, "")).isInstanceOf(SignIn.Refused.class);
  }

  @Test
  void key_thatOnlySends_doesNotSignIn() {
    KeySignIn way = new KeySignIn(key -> Optional.of(new Caller("app", Set.of(Scope.INGEST))));
    assertThat(begin(way, "k")).isInstanceOf(SignIn.Refused.class);
  }

  private static SignIn.Step begin(KeySignIn way, String key) {
    return way.begin(
        new SignIn.Attempt("v", Map.of(KeySignIn.FIELD, key), URI.create("http://localhost/")));
  }
}

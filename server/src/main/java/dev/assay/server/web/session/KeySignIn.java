package dev.assay.server.web.session;

import static java.util.Objects.requireNonNull;

import dev.assay.server.api.access.Caller;
import dev.assay.server.api.access.KeyCheck;
import java.util.Optional;

/**
 * Signs in by API key: the scopes say the role. Once the key is revoked its sessions end.
 *
 * @since 0.1
 */
public final class KeySignIn implements SignIn {

  /** The field of the form. */
  public static final String FIELD = "secret";

  private static final int LONGEST_KEY = 1_000;

  private final KeyCheck keys;

  /** With these keys. */
  public KeySignIn(KeyCheck keys) {
    this.keys = requireNonNull(keys, "keys");
  }

  @Override
  public String name() {
    return "key";
  }

  @Override
  public String label() {
    return "Sign in";
  }

  @Override
  public boolean asks() {
    return true;
  }

  @Override
  public Step begin(Attempt attempt) {
    String key = attempt.fields().getOrDefault(FIELD, "").strip();
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      return new Refused("Type an API key.");
    }
    Optional<Caller> caller = keys.check(key);
    if (caller.isEmpty()) {
      return new Refused("This key is not known, or was revoked.");
    }
    if (Role.of(caller.get()).isEmpty()) {
      return new Refused("This key only sends. Signing in needs one with the scope read.");
    }
    return new SignedIn(() -> keys.check(key).flatMap(KeySignIn::person));
  }

  private static Optional<Person> person(Caller caller) {
    return Role.of(caller).map(role -> new Person(caller.name(), role));
  }
}

package dev.assay.server.key;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Review;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.access.Caller;
import dev.assay.server.api.access.KeyCheck;
import dev.assay.server.api.access.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The API keys of a server, in a file of its data directory that only its owner can read.
 *
 * <p>Holds hashes: a key is shown when it is made and never again. Other processes may make and
 * revoke keys while a server runs; it notices within a second. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class KeyStore implements KeyCheck {

  private static final String FILE = "keys.json";
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int MOST = 10_000;
  private static final int LONGEST_NAME = 100;
  // Compared with where no key is known, so that a miss takes as long.
  private static final byte[] NOBODY = new byte[32];

  private final KeyFile file;
  private final Clock clock;
  private final SecureRandom random;
  private final Map<String, Instant> used = new ConcurrentHashMap<>();

  private volatile State state;

  /** What was read, of which file, when it was last looked at, and what went wrong since. */
  private record State(
      Map<String, StoredKey> keys,
      KeyFile.@Nullable Stamp stamp,
      Instant looked,
      @Nullable String problem) {}

  private KeyStore(KeyFile file, Clock clock, SecureRandom random) throws IOException {
    this.file = file;
    this.clock = clock;
    this.random = random;
    KeyFile.Stamp stamp = file.stamp();
    this.state = new State(file.read(), stamp, clock.instant(), null);
  }

  /**
   * Opens the keys of a data directory, which is made if it is missing.
   *
   * @param random what keys are made from
   * @throws InvalidInputException if the file cannot be read or is none of keys
   */
  public static KeyStore open(Path data, Clock clock, SecureRandom random) {
    Path path = data.resolve(FILE);
    try {
      Files.createDirectories(data);
      return new KeyStore(
          new KeyFile(path), requireNonNull(clock, "clock"), requireNonNull(random, "random"));
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  /**
   * Makes a key.
   *
   * @param name one that no key in force has, up to 100 characters
   * @param scopes at least one
   * @throws InvalidInputException if the name or the scopes will not do, or the file cannot be
   *     written
   */
  public NewKey create(String name, Set<Scope> scopes) {
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.codePoints().anyMatch(Character::isISOControl)) {
      throw new InvalidInputException(
          Problem.of("name", name, "1 to " + LONGEST_NAME + " characters on one line"));
    }
    if (scopes.isEmpty()) {
      throw new InvalidInputException(Problem.of("scopes", "none", "at least one"));
    }
    return change(
        keys -> {
          checkRoom(name, keys);
          String id = Token.newId(random);
          while (keys.containsKey(id)) {
            id = Token.newId(random);
          }
          String token = Token.make(id, random);
          Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
          ApiKey key = new ApiKey(id, name, scopes, now, null, null);
          keys.put(id, new StoredKey(key, HexFormat.of().formatHex(Token.hash(token))));
          return new NewKey(key, token);
        });
  }

  private static void checkRoom(String name, Map<String, StoredKey> keys) {
    if (keys.size() >= MOST) {
      throw new InvalidInputException(
          Problem.of("keys", keys.size(), "at most " + MOST + ", revoked ones included"));
    }
    for (StoredKey other : keys.values()) {
      if (other.key().active() && Review.person(other.key().name()).equals(Review.person(name))) {
        throw new InvalidInputException(
            Problem.of("name", name, "a name that no other key has")
                .next("revoke " + other.key().id() + " first, or choose another name"));
      }
    }
  }

  /**
   * Withdraws a key.
   *
   * @param idOrName its id, or its name while it is in force
   * @throws InvalidInputException if there is none such
   */
  public ApiKey revoke(String idOrName) {
    return change(
        keys -> {
          StoredKey found =
              keys.values().stream()
                  .filter(k -> k.key().id().equals(idOrName))
                  .findFirst()
                  .or(() -> named(idOrName, keys))
                  .orElseThrow(() -> unknown(idOrName, keys));
          if (!found.key().active()) {
            return found.key();
          }
          StoredKey revoked = found.revoked(clock.instant().truncatedTo(ChronoUnit.SECONDS));
          keys.put(revoked.key().id(), revoked);
          return revoked.key();
        });
  }

  private static Optional<StoredKey> named(String name, Map<String, StoredKey> keys) {
    return keys.values().stream()
        .filter(k -> k.key().active() && k.key().name().equals(name))
        .findFirst();
  }

  private static InvalidInputException unknown(String idOrName, Map<String, StoredKey> keys) {
    List<String> names =
        keys.values().stream().filter(k -> k.key().active()).map(k -> k.key().name()).toList();
    return new InvalidInputException(
        Problem.of("key", idOrName, "the id or name of a key")
            .next(names.isEmpty() ? "there are none" : Nearest.advice(idOrName, names)));
  }

  /** All keys, revoked ones too, in the order in which they were made. */
  public List<ApiKey> list() {
    return current(true).keys().values().stream().map(StoredKey::key).toList();
  }

  /** Whether there is a key in force. */
  public boolean any() {
    return current(false).keys().values().stream().anyMatch(key -> key.key().active());
  }

  /**
   * Who sends this key; nobody if it is none, unknown or revoked.
   *
   * @param token the key, without {@code Bearer}
   */
  @Override
  public Optional<Caller> check(String token) {
    String id = Token.id(token).orElse(null);
    if (id == null) {
      return Optional.empty();
    }
    StoredKey stored = current(false).keys().get(id);
    if (stored == null) {
      // It may have been made this very second.
      stored = current(true).keys().get(id);
    }
    byte[] expected = stored == null ? NOBODY : HexFormat.of().parseHex(stored.hash());
    boolean same = MessageDigest.isEqual(Token.hash(token), expected);
    if (stored == null || !same || !stored.key().active()) {
      return Optional.empty();
    }
    used.put(id, clock.instant().truncatedTo(ChronoUnit.HOURS));
    return Optional.of(new Caller(stored.key().name(), stored.key().scopes()));
  }

  /**
   * Writes down which keys were used, to the hour. To be called now and then, and when the server
   * stops: requests do not wait for the disk.
   *
   * @throws InvalidInputException if the file cannot be written
   */
  public void saveUse() {
    Map<String, Instant> news = new LinkedHashMap<>();
    Map<String, StoredKey> known = state.keys();
    used.forEach(
        (id, at) -> {
          StoredKey key = known.get(id);
          if (key != null && !at.equals(key.key().lastUsed())) {
            news.put(id, at);
          }
        });
    if (!news.isEmpty()) {
      change(
          keys -> {
            news.forEach((id, at) -> keys.computeIfPresent(id, (same, key) -> key.used(at)));
            return news;
          });
    }
  }

  /** What is wrong with the file since it was read; the keys read last hold. Empty if nothing. */
  public Optional<String> problem() {
    return Optional.ofNullable(current(false).problem());
  }

  /** Something done to all keys. */
  @FunctionalInterface
  private interface Change<T> {
    T make(Map<String, StoredKey> keys);
  }

  private <T> T change(Change<T> change) {
    try {
      return OwnerFile.exclusively(
          file.path(),
          () -> {
            Map<String, StoredKey> keys = new LinkedHashMap<>(file.read());
            T result = change.make(keys);
            // Else whoever has just read the old keys would keep them for a while.
            synchronized (this) {
              file.write(keys);
              state = new State(keys, file.stamp(), clock.instant(), null);
            }
            return result;
          });
    } catch (IOException e) {
      throw unusable(file.path(), e);
    }
  }

  private State current(boolean now) {
    State known = state;
    Instant at = clock.instant();
    // A clock that was set back must not keep us from looking.
    boolean fresh = !at.isBefore(known.looked()) && at.isBefore(known.looked().plus(LOOK)) && !now;
    if (fresh) {
      return known;
    }
    synchronized (this) {
      known = state;
      State next;
      try {
        KeyFile.Stamp stamp = file.stamp();
        boolean same = known.problem() == null && Objects.equals(stamp, known.stamp());
        next = new State(same ? known.keys() : file.read(), stamp, at, null);
      } catch (IOException | InvalidInputException e) {
        next = new State(known.keys(), null, at, String.valueOf(e.getMessage()));
      }
      state = next;
      return next;
    }
  }

  private static InvalidInputException unusable(Path path, IOException e) {
    return new InvalidInputException(
        Problem.of("keys", path, "a file that can be read and written: " + e), e);
  }
}

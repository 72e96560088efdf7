package dev.assay.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Objects;

/**
 * A place in a list ordered by time, then id. It stays right when items come and go.
 *
 * @param at the item's time
 * @param id the item's id
 * @since 0.1
 */
public record Cursor(Instant at, String id) {

  /** Checks the parts. */
  public Cursor {
    at = at.truncatedTo(ChronoUnit.MICROS);
    Objects.requireNonNull(id, "id");
  }

  /** A form fit for a URL. */
  @Override
  public String toString() {
    String text = at + " " + id;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  /**
   * Reads what {@link #toString} gave.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Cursor parse(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), UTF_8);
      int space = plain.indexOf(' ');
      return new Cursor(
          Instant.parse(plain.substring(0, Math.max(space, 0))), plain.substring(space + 1));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException("cursor: " + text + " (expected: as given out)", e);
    }
  }
}

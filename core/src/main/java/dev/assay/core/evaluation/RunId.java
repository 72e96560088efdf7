package dev.assay.core.evaluation;

import dev.assay.core.json.ContentHash;
import dev.assay.core.suite.Suite;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names runs: when, which suite, and a few digits that tell apart what is otherwise alike. */
final class RunId {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int LONGEST_NAME = 40;
  private static final int DIGITS = 6;

  private RunId() {}

  /** Such as {@code 20260102-030405-support-assistant-1a2b3c}. */
  static String of(Suite suite, Instant now) {
    String seed = suite.hash() + " " + now;
    String hash = ContentHash.ofBytes(seed.getBytes(StandardCharsets.UTF_8));
    int start = "sha256:".length();
    return TIME.format(now)
        + "-"
        + slug(suite.name())
        + "-"
        + hash.substring(start, start + DIGITS);
  }

  private static String slug(String name) {
    String lower = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String cut = lower.substring(0, Math.min(lower.length(), LONGEST_NAME));
    String slug = cut.replaceAll("^-|-$", "");
    return slug.isEmpty() ? "suite" : slug;
  }
}

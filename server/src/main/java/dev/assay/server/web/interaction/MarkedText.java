package dev.assay.server.web.interaction;

import dev.assay.server.web.page.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A text in parts, those marked that claims are about.
 *
 * @param parts one behind the other
 * @param length how long the whole text is, of which no more may be shown
 * @param shown how much of it is in the parts
 */
record MarkedText(List<Part> parts, int length, int shown) {

  /** How much of one text is shown. */
  static final int LONGEST = 20_000;

  MarkedText {
    parts = List.copyOf(parts);
  }

  /**
   * A part.
   *
   * @param text what it says; hostile, made visible
   * @param claims that are about it, none for most
   */
  record Part(String text, List<Claim> claims) {

    Part {
      claims = List.copyOf(claims);
    }

    /** The state of the claim that matters most. */
    ClaimState state() {
      return claims.stream()
          .map(Claim::state)
          .min(Comparator.naturalOrder())
          .orElse(ClaimState.UNKNOWN);
    }
  }

  /** A text without marks. */
  static MarkedText of(String text) {
    return of(text, List.of(), claim -> null);
  }

  /** A text, marked where {@code place} says that claims are about it. */
  static MarkedText of(
      String text, List<Claim> claims, Function<Claim, Claim.@Nullable Place> place) {
    int shown = whole(text, Math.min(text.length(), LONGEST));
    TreeSet<Integer> cuts = new TreeSet<>(List.of(0, shown));
    List<Claim> about = new ArrayList<>();
    for (Claim each : claims) {
      Claim.Place at = place.apply(each);
      if (at != null && at.start() < shown) {
        about.add(each);
        cuts.add(at.start());
        cuts.add(Math.min(at.end(), shown));
      }
    }
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (int to : cuts.tailSet(1)) {
      int start = from;
      List<Claim> here =
          about.stream()
              .filter(
                  each -> {
                    Claim.Place at = place.apply(each);
                    return at != null && at.start() <= start && at.end() > start;
                  })
              .toList();
      parts.add(new Part(Words.shown(text.substring(from, to)), here));
      from = to;
    }
    return new MarkedText(parts, text.length(), shown);
  }

  // Not through the middle of a character.
  private static int whole(String text, int end) {
    boolean torn =
        end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return torn ? end - 1 : end;
  }

  /** Whether there is more than is shown. */
  boolean cut() {
    return shown < length;
  }
}

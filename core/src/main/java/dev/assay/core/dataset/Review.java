package dev.assay.core.dataset;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An expert's word that an example is right.
 *
 * @param by who reviewed
 * @param at when, as an ISO date or instant
 * @param note what they noted
 * @since 0.1
 */
public record Review(String by, String at, @Nullable String note) {

  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}&&[^\\s]]");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

  /** Checks the parts. */
  public Review {
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(at, "at");
  }

  /** How many different people reviewed, as {@link #person} tells them apart. */
  public static int people(List<Review> reviews) {
    return (int)
        reviews.stream()
            .map(review -> person(review.by()))
            .filter(name -> !name.isEmpty())
            .distinct()
            .count();
  }

  /**
   * What of a name says who it is: two names with the same are one person's. Case, margins, wide
   * and other forms of letters, accents' order, and what cannot be seen make no difference.
   *
   * @return empty if the name says nobody
   */
  public static String person(String name) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
    String seen = UNSEEN.matcher(plain).replaceAll("");
    return BLANKS.matcher(seen).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }
}

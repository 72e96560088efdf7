package dev.assay.core.dataset;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
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

  /** Checks the parts. */
  public Review {
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(at, "at");
  }

  /** How many different people reviewed; names are the same without regard to case and margins. */
  public static int people(List<Review> reviews) {
    return (int)
        reviews.stream()
            .map(review -> review.by().strip().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .distinct()
            .count();
  }
}

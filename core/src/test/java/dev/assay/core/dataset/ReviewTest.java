package dev.assay.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReviewTest {

  private static int people(String... names) {
    return Review.people(
        List.of(names).stream().map(name -> new Review(name, "2026-01-01", null)).toList());
  }

  @Test
  void namesThatLookAlike_areOnePersons() {
    assertThat(people("Ada", " ada ", "\uff21da", "a\u200bda", "ad\u202ea", "ADA")).isEqualTo(1);
    assertThat(people("Ada  Byron", "ada\u00a0byron", "Ada\tByron")).isEqualTo(1);
    assertThat(people("Zo\u00eb", "Zoe\u0308")).isEqualTo(1);
  }

  @Test
  void otherNames_areOthers_andNoneIsNobody() {
    assertThat(people("ada", "bob", "\u0430da")).isEqualTo(3);
    assertThat(people("", " ", "\u200b")).isZero();
  }
}

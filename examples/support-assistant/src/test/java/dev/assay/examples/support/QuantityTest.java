package dev.assay.examples.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantityTest {

  @Test
  void in_differentUnits_broughtToTheirBase() {
    assertThat(Quantity.in("files up to 1.5 GB, 1,000 members and 2 weeks"))
        .containsExactly(
            new Quantity(1.5e9, "byte"),
            new Quantity(1000, "member"),
            new Quantity(14 * 86_400.0, "second"));
  }

  @Test
  void in_usersAndSeats_areMembers() {
    assertThat(Quantity.in("12 users, 12 seats, 12 people"))
        .containsOnly(new Quantity(12, "member"));
  }

  @Test
  void in_pricesAndVersions_areNone() {
    assertThat(Quantity.in("$16 per member per month, TLS 1.2 and ISO 27001")).isEmpty();
  }
}

package dev.assay.examples.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {

  @ParameterizedTest
  @CsvSource({
    "How much is the business plan?, business",
    "what does Team cost, team",
    "is sso in the team and business plans, team business",
    "the difference between Team and Enterprise, team enterprise",
    "our team of 12 people works on business days,''",
    "Is it free of charge?,''",
    "storage on free, free",
    "for enterprise customers, enterprise",
  })
  void mentionedIn_plansAndOrdinaryWords_toldApart(String text, String plans) {
    assertThat(Plan.mentionedIn(text)).isEqualTo(parse(plans));
  }

  @ParameterizedTest
  @CsvSource({
    "The Free and Team plans do not include API access., free team",
    "API access is included in the Business and Enterprise plans.,''",
    "Enterprise contracts are not refundable., enterprise",
  })
  void subjectOf_whatASentenceIsAbout_notWhatItGrants(String sentence, String plans) {
    assertThat(Plan.subjectOf(sentence)).isEqualTo(parse(plans));
  }

  private static Set<Plan> parse(String plans) {
    return Arrays.stream(plans.split(" "))
        .filter(p -> !p.isEmpty())
        .map(p -> Plan.valueOf(p.toUpperCase(Locale.ROOT)))
        .collect(Collectors.toSet());
  }
}

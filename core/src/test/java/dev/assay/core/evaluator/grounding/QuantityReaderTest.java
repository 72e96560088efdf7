package dev.assay.core.evaluator.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "costs $1,234.50 a year|#money:usd:1234.5",
        "costs 49,99 €|#money:eur:49.99",
        "costs 1.234,50 euros|#money:eur:1234.5",
        "costs USD 5k|#money:usd:5000",
        "costs 2 million dollars|#money:usd:2000000",
        "costs fifty cents|#money:usd:0.5",
        "saves twenty-five percent|#percent:25",
        "saves 25 %|#percent:25",
        "takes two weeks|#duration:1209600",
        "a 14-day trial|#duration:1209600",
        "takes 24 hours|#duration:86400",
        "includes 1 GB|#data:1000000000",
        "includes 1000MB|#data:1000000000",
        "takes 5 to 10 business days|#duration:432000-864000",
        "one hundred and fifty members|#150",
        "1 , 300 members|#1300",
        "on 3 March|#date:303",
        "on March 3rd|#date:303",
        "at 5:30 pm|#time:1050",
        "at 17:30|#time:1050"
      })
  void merge_oneQuantity_isTheSameHoweverWritten(String text, String canonical) {
    assertThat(canonical(text)).containsExactly(canonical);
  }

  @Test
  void merge_isoDate_isDateAndYear() {
    assertThat(canonical("on 2026-03-05")).containsExactly("#2026", "#date:305");
    assertThat(canonical("on 5 March 2026")).containsExactly("#date:305", "#2026");
  }

  @Test
  void merge_oneAsPronoun_isNoQuantity() {
    assertThat(canonical("one of them")).isEmpty();
  }

  @Test
  void agreesWith_boundsAndRoundFigures_areReadAsPeopleDo() {
    assertThat(agree("30 days", "1 month")).isTrue();
    assertThat(agree("12 months", "one year")).isTrue();
    assertThat(agree("about 1,000 pages", "987 pages")).isTrue();
    assertThat(agree("more than 500 shops", "512 shops")).isTrue();
    assertThat(agree("more than 500 shops", "900 shops")).isFalse();
    assertThat(agree("within 10 days", "5 to 10 days")).isTrue();
    assertThat(agree("$49", "$59")).isFalse();
    assertThat(agree("$49", "€49")).isFalse();
    assertThat(agree("14 days", "30 days")).isFalse();
  }

  private static boolean agree(String ours, String theirs) {
    Quantity a = quantities(ours).get(0);
    Quantity b = quantities(theirs).get(0);
    return a.comparable(b) && a.agreesWith(b);
  }

  private static List<String> canonical(String text) {
    return quantities(text).stream().map(Quantity::canonical).toList();
  }

  private static List<Quantity> quantities(String text) {
    return QuantityReader.merge(Tokenizer.tokens(text)).stream()
        .map(Token::quantity)
        .filter(Objects::nonNull)
        .toList();
  }
}

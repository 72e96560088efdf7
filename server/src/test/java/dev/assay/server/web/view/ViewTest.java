package dev.assay.server.web.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTest {

  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void parse_nothing_isTheLastDayOfEverything() {
    View view = View.parse(Map.of(), UTC);
    assertThat(view.period(NOW).length()).isEqualTo(Duration.ofDays(1));
    assertThat(view.query()).isEmpty();
    assertThat(view.live()).isTrue();
    assertThat(view.at("/ui")).isEqualTo("/ui");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "last=7d",
        "from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z&slice=feature%3Drefunds",
        "last=90d&slice=feature%3Drefunds%26model%7Eother&compare=week",
        "zone=Europe/Berlin&columns=id,feature",
      })
  void query_isReadAsItIsWritten(String query) {
    View view = View.parse(parameters(query), UTC);
    assertThat(View.parse(parameters(view.query()), UTC)).isEqualTo(view);
    assertThat(view.query()).isEqualTo(query);
  }

  @Test
  void times_withoutOffset_areOfTheViewsZone() {
    View view =
        View.parse(
            parameters("from=2026-11-20T01:00&to=2026-11-20T02:00&zone=Europe%2FBerlin"), UTC);
    assertThat(view.period(NOW).from()).isEqualTo(Instant.parse("2026-11-20T00:00:00Z"));
    assertThat(view.live()).isFalse();
  }

  @Test
  void last_besideTimes_holds() {
    View view = View.parse(parameters("last=1h&from=2026-11-20T01:00&to=2026-11-20T02:00"), UTC);
    assertThat(view.period(NOW).to()).isEqualTo(NOW);
  }

  @Test
  void compared_liesAsFarBackAsItSays() {
    View view = View.parse(parameters("last=6h&compare=week"), UTC);
    assertThat(view.compared(NOW).orElseThrow().to()).isEqualTo(NOW.minus(Duration.ofDays(7)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "last=soon|last: soon",
        "last=401d|last: 401d",
        "last=1h&last=2h|last: 2 times",
        "from=2026-11-20T01:00|to: missing",
        "from=2026-11-20T01:00&to=2026-11-20T00:00|from before to",
        "from=now&to=then|from: now",
        "slice=feature|slice: feature",
        "compare=never|one of none, before, day, week",
        "zone=Moon%2FSea|zone: Moon/Sea",
        "columns=a%2C%2Cb|columns: a,,b",
      })
  void parse_whatCannotBe_saysWhatWasExpected(String query, String message) {
    assertThatThrownBy(() -> View.parse(parameters(query), UTC))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  private static Map<String, List<String>> parameters(String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        parameters
            .computeIfAbsent(parts[0], any -> new ArrayList<>())
            .add(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }
}

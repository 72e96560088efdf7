package dev.assay.server.web.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.store.InteractionKey;
import dev.assay.server.web.view.View;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InteractionAddressTest {

  private static final Instant AT = Instant.parse("2026-11-21T09:30:00Z");
  private static final View VIEW = View.standard(ZoneOffset.UTC);

  @Test
  void plainId_standsInThePath() {
    assertThat(InteractionAddress.of(VIEW, new InteractionKey("conv-1.2", AT)))
        .startsWith("/ui/interactions/conv-1.2?")
        .contains("at=2026-11-21T09:30:00Z")
        .doesNotContain("id=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        "-",
        "a/b",
        "a?x=1#y",
        "a&at=never",
        "%2e%2e",
        "\"><script>",
        "\\\\host",
        "javascript:alert(1)",
        "a\u0000b",
        "\ud83d\ude00",
      })
  void otherId_standsInAParameterAlone(String id) {
    for (Instant at : new Instant[] {AT, null}) {
      String address = InteractionAddress.of(VIEW, id, at);
      assertThat(address).startsWith("/ui/interactions/-?").matches("[A-Za-z0-9/?&=%:._*+-]+");
      assertThat(address).containsPattern("[?&]id=" + Pattern.quote(View.encoded(id)) + "$");
    }
  }
}

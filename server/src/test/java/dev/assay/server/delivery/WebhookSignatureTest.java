package dev.assay.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

  // The example of the Standard Webhooks reference libraries.
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final Instant AT = Instant.ofEpochSecond(1_614_265_330);
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
  private static final String SIGNED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  private final WebhookSignature signature = WebhookSignature.of(SECRET);

  @Test
  void sign_referenceMessage_equal() {
    assertThat(signature.sign(ID, AT, BODY)).isEqualTo(SIGNED);
  }

  @Test
  void verify_ownMessage_holds() {
    assertThat(verified(ID, "1614265330", SIGNED, BODY, AT.plusSeconds(299))).isTrue();
    assertThat(verified(ID, "1614265330", "v1,AAAA " + SIGNED, BODY, AT)).isTrue();
  }

  @Test
  void verify_anythingElse_fails() {
    assertThat(verified("msg_other", "1614265330", SIGNED, BODY, AT)).isFalse();
    assertThat(verified(ID, "1614265331", SIGNED, BODY, AT)).isFalse();
    assertThat(verified(ID, "1614265330", SIGNED, "{}".getBytes(UTF_8), AT)).isFalse();
    assertThat(verified(ID, "1614265330", "v1,AAAA", BODY, AT)).isFalse();
    assertThat(verified(ID, "never", SIGNED, BODY, AT)).isFalse();
  }

  @Test
  void verify_replay_fails() {
    assertThat(verified(ID, "1614265330", SIGNED, BODY, AT.plusSeconds(301))).isFalse();
    assertThat(verified(ID, "1614265330", SIGNED, BODY, AT.minusSeconds(301))).isFalse();
  }

  @Test
  void of_badSecret_saysWhatWasExpectedWithoutIt() {
    assertThatThrownBy(() -> WebhookSignature.of("whsec_!!!"))
        .isInstanceOf(InvalidInputException.class)
        .message()
        .doesNotContain("!!!");
    assertThatThrownBy(() -> WebhookSignature.of("short"))
        .hasMessage("secret: 5 bytes (expected: at least 16 bytes)");
  }

  private boolean verified(String id, String at, String signed, byte[] body, Instant now) {
    return signature.verify(id, at, signed, body, now);
  }
}

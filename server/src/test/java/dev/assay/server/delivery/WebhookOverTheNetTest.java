package dev.assay.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.json.Json;
import dev.assay.monitor.watch.Severity;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks over HTTPS, and to names whose addresses change. */
@Timeout(120)
class WebhookOverTheNetTest {

  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private static final String SECRET = "sixteen bytes and more";
  private static final AddressGuard HERE = AddressGuard.allowing(List.of("127.0.0.1"));
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private static Path folder;
  private static SSLContext secure;
  private static SSLContext trusting;

  /** A certificate that hooks.example signed for itself. */
  @BeforeAll
  static void sign() throws Exception {
    Path keys = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "hooks",
                "-dname",
                "CN=hooks.example",
                "-ext",
                "SAN=dns:hooks.example",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                keys.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    secure = SSLContexts.custom().loadKeyMaterial(keys.toFile(), PASSWORD, PASSWORD).build();
    trusting = SSLContexts.custom().loadTrustMaterial(keys.toFile(), PASSWORD).build();
  }

  /** Each answer once, the last for good. */
  private static final class Answers implements AddressGuard.Names {

    private final Deque<String> addresses;
    private int asked;

    Answers(String... addresses) {
      this.addresses = new ArrayDeque<>(List.of(addresses));
    }

    @Override
    public InetAddress[] of(String host) throws UnknownHostException {
      asked++;
      String address = addresses.size() > 1 ? addresses.removeFirst() : addresses.getFirst();
      return new InetAddress[] {InetAddress.getByName(address)};
    }
  }

  private static String send(String url, Http http) throws DeliveryFailedException {
    Notice notice =
        new Notice(
            "n1",
            "a1",
            "judge-mean",
            "",
            Notice.State.FIRING,
            Severity.HIGH,
            "It fell",
            List.of(),
            null,
            AT,
            AT,
            "g",
            Json.object());
    return new WebhookSender(new Destination.Webhook(URI.create(url), SECRET, Map.of()), http)
        .send(new Message("msg_1", "ops", AT, List.of(notice)));
  }

  @Test
  void https_trusted_arrivesSigned() throws Exception {
    try (Receiver receiver = new Receiver(secure);
        Http http = new Http(HERE.withNames(new Answers("127.0.0.1")), TIMEOUT, trusting)) {
      assertThat(send("https://hooks.example:" + receiver.port() + "/in", http))
          .isEqualTo("HTTP 200");
      Receiver.Request request = receiver.requests().get(0);
      assertThat(request.path()).isEqualTo("/in");
      assertThat(request.headers().get("webhook-signature"))
          .isEqualTo(
              WebhookSignature.of(SECRET)
                  .sign("msg_1", AT, request.text().getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void https_signedByNobodyKnown_isRefusedAndGetsNothing() {
    try (Receiver receiver = new Receiver(secure);
        Http http = new Http(HERE.withNames(new Answers("127.0.0.1")), TIMEOUT)) {
      assertThatThrownBy(() -> send("https://hooks.example:" + receiver.port(), http))
          .isInstanceOf(DeliveryFailedException.class)
          .hasMessageStartingWith("no trusted TLS connection");
      assertThat(receiver.requests()).isEmpty();
    }
  }

  @Test
  void https_certificateOfAnotherName_isRefusedAndGetsNothing() {
    try (Receiver receiver = new Receiver(secure);
        Http http = new Http(HERE.withNames(new Answers("127.0.0.1")), TIMEOUT, trusting)) {
      assertThatThrownBy(() -> send("https://other.example:" + receiver.port(), http))
          .isInstanceOf(DeliveryFailedException.class)
          .hasMessageStartingWith("no trusted TLS connection");
      assertThat(receiver.requests()).isEmpty();
    }
  }

  @Test
  void name_publicWhenFirstAsked_privateWhenConnectedTo_isRefusedAndGetsNothing() throws Exception {
    Answers rebinding = new Answers("93.184.216.34", "127.0.0.1");
    AddressGuard guard = AddressGuard.strict().withNames(rebinding);
    try (Receiver receiver = new Receiver();
        Http http = new Http(guard, TIMEOUT)) {
      assertThat(guard.resolve("rebinding.example")).hasSize(1);
      assertThatThrownBy(() -> send("http://rebinding.example:" + receiver.port(), http))
          .isInstanceOf(DeliveryFailedException.class)
          .hasMessageStartingWith("blocked: 127.0.0.1");
      assertThat(receiver.requests()).isEmpty();
    }
  }

  @Test
  void name_isAskedForOncePerConnection_andWhatWasCheckedIsConnectedTo() throws Exception {
    Answers rebinding = new Answers("127.0.0.1", "127.0.0.2");
    AddressGuard guard = HERE.withNames(rebinding);
    try (Receiver receiver = new Receiver();
        Http first = new Http(guard, TIMEOUT);
        Http second = new Http(guard, TIMEOUT)) {
      String url = "http://rebinding.example:" + receiver.port();
      assertThat(send(url, first)).isEqualTo("HTTP 200");
      assertThat(rebinding.asked).isEqualTo(1);
      // What is connected already goes where it was checked to go; a new connection is checked.
      assertThat(send(url, first)).isEqualTo("HTTP 200");
      assertThatThrownBy(() -> send(url, second)).hasMessageStartingWith("blocked: 127.0.0.2");
      assertThat(rebinding.asked).isEqualTo(2);
      assertThat(receiver.requests()).hasSize(2);
    }
  }
}

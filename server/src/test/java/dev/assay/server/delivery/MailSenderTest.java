package dev.assay.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.DummySSLSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.monitor.watch.Severity;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MailSenderTest {

  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration SHORT = Duration.ofSeconds(10);

  private GreenMail server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop();
    }
  }

  @Test
  void send_plain_arrivesWithTheMessagesId() throws Exception {
    begin(ServerSetup.PROTOCOL_SMTP);
    sender(SmtpServer.Security.NONE, null, null).send(message("Judge mean fell: ü 中"));
    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getSubject()).isEqualTo("[Assay] [high] Judge mean fell: ü 中");
    assertThat(mail.getMessageID()).isEqualTo("<msg_1@assay>");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getContentType()).startsWith("text/plain");
    assertThat(mail.getContent().toString()).contains("from 4.1 to 3.2").contains("https://a.b/1");
    assertThat(mail.getAllRecipients()).hasSize(2);
  }

  @Test
  void send_lineFeedsInTitle_beginNoHeader() throws Exception {
    begin(ServerSetup.PROTOCOL_SMTP);
    sender(SmtpServer.Security.NONE, null, null)
        .send(message("x\r\nBcc: eve@example.com\r\n\r\nbody\u0000"));
    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getAllRecipients()).hasSize(2);
    assertThat(mail.getSubject()).contains("Bcc: eve@example.com").doesNotContain("\n");
  }

  @Test
  void send_tlsWithLogin_arrives() throws Exception {
    begin(ServerSetup.PROTOCOL_SMTPS);
    server.setUser("ops@example.com", "ops", "a-long-password");
    sender(SmtpServer.Security.TLS, "ops", "a-long-password").send(message("t"));
    assertThat(server.getReceivedMessages()).isNotEmpty();
  }

  @Test
  void send_certificateNobodyTrusts_fails() {
    begin(ServerSetup.PROTOCOL_SMTPS);
    Destination.Email target = target(SmtpServer.Security.TLS, null, null);
    assertThatThrownBy(() -> new MailSender(target, SHORT).send(message("t")))
        .isInstanceOf(DeliveryFailedException.class);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void send_starttlsNotOffered_sendsNothingInTheClear() {
    begin(ServerSetup.PROTOCOL_SMTP);
    MailSender sender = sender(SmtpServer.Security.STARTTLS, "ops", "a-long-password");
    assertThatThrownBy(() -> sender.send(message("t")))
        .isInstanceOf(DeliveryFailedException.class)
        .hasMessageContaining("STARTTLS")
        .message()
        .doesNotContain("a-long-password");
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void send_wrongPassword_saysSoWithoutIt() {
    begin(ServerSetup.PROTOCOL_SMTPS);
    server.setUser("ops@example.com", "ops", "another");
    MailSender sender = sender(SmtpServer.Security.TLS, "ops", "a-long-password");
    assertThatThrownBy(() -> sender.send(message("t")))
        .isInstanceOfSatisfying(
            DeliveryFailedException.class, e -> assertThat(e.isHopeless()).isFalse())
        .message()
        .contains("does not know the user")
        .doesNotContain("a-long-password");
  }

  @Test
  void send_noServer_mayArriveLater() {
    begin(ServerSetup.PROTOCOL_SMTP);
    MailSender sender = sender(SmtpServer.Security.NONE, null, null);
    server.stop();
    assertThatThrownBy(() -> sender.send(message("t")))
        .isInstanceOfSatisfying(
            DeliveryFailedException.class, e -> assertThat(e.isHopeless()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nobody", "a@b.c, d@e.f", "a@b.c\r\nBcc: x@y.z", "Team: a@b.c;", "a b@c.d"})
  void address_thatIsNotOne_isRefused(String address) {
    assertThatThrownBy(
            () ->
                new Destination.Email(
                    new SmtpServer("localhost", 25, SmtpServer.Security.NONE, null, null),
                    "assay@example.com",
                    List.of(address)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void password_inTheClear_isRefused() {
    assertThatThrownBy(
            () -> new SmtpServer("mail", 25, SmtpServer.Security.NONE, "ops", "a-long-password"))
        .hasMessage("security: none (expected: starttls or tls where there is a password)");
  }

  private void begin(String protocol) {
    server = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol));
    server.start();
  }

  private Destination.Email target(SmtpServer.Security security, String user, String password) {
    int port = server.getSmtp() != null ? server.getSmtp().getPort() : server.getSmtps().getPort();
    return new Destination.Email(
        new SmtpServer("127.0.0.1", port, security, user, password),
        "Assay <assay@example.com>",
        List.of("ops@example.com", "boss@example.com"));
  }

  private MailSender sender(SmtpServer.Security security, String user, String password) {
    return new MailSender(target(security, user, password), SHORT, new DummySSLSocketFactory());
  }

  private static Message message(String title) {
    Notice notice =
        new Notice(
            "n1",
            "a1",
            "judge-mean",
            "",
            Notice.State.FIRING,
            Severity.HIGH,
            title,
            List.of("from 4.1 to 3.2"),
            "https://a.b/1",
            AT,
            AT,
            "g",
            Json.object());
    return new Message("msg_1", "mail", AT, List.of(notice));
  }
}

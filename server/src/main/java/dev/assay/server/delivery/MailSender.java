package dev.assay.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.core.problem.Printable;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/** Plain text by SMTP. */
final class MailSender implements Sender {

  private static final int LONGEST_SUBJECT = 200;
  private static final int LONGEST_BODY = 100_000;

  private final Destination.Email target;
  private final Session session;

  MailSender(Destination.Email target, Duration timeout) {
    this(target, timeout, null);
  }

  /** With sockets that decide whom they trust; null for the platform's, which check the name. */
  MailSender(Destination.Email target, Duration timeout, @Nullable SSLSocketFactory sockets) {
    this.target = target;
    this.session = Session.getInstance(properties(target.server(), timeout, sockets));
  }

  private static Properties properties(
      SmtpServer server, Duration timeout, @Nullable SSLSocketFactory sockets) {
    String millis = String.valueOf(timeout.toMillis());
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", server.host());
    properties.setProperty("mail.smtp.port", String.valueOf(server.port()));
    properties.setProperty("mail.smtp.connectiontimeout", millis);
    properties.setProperty("mail.smtp.timeout", millis);
    properties.setProperty("mail.smtp.writetimeout", millis);
    properties.setProperty("mail.smtp.auth", String.valueOf(server.user() != null));
    // One bad address must not keep the others from hearing.
    properties.setProperty("mail.smtp.sendpartial", "true");
    properties.setProperty("mail.smtp.ssl.checkserveridentity", String.valueOf(sockets == null));
    boolean starttls = server.security() == SmtpServer.Security.STARTTLS;
    properties.setProperty("mail.smtp.starttls.enable", String.valueOf(starttls));
    properties.setProperty("mail.smtp.starttls.required", String.valueOf(starttls));
    boolean tls = server.security() == SmtpServer.Security.TLS;
    properties.setProperty("mail.smtp.ssl.enable", String.valueOf(tls));
    if (sockets != null) {
      properties.put("mail.smtp.ssl.socketFactory", sockets);
    }
    return properties;
  }

  @Override
  public String send(Message message) throws DeliveryFailedException {
    SmtpServer server = target.server();
    try (Transport transport = session.getTransport("smtp")) {
      MimeMessage mail = mail(message);
      if (server.user() == null) {
        transport.connect();
      } else {
        transport.connect(server.host(), server.port(), server.user(), server.password());
      }
      transport.sendMessage(mail, mail.getAllRecipients());
      return "taken by the mail server";
    } catch (AuthenticationFailedException e) {
      throw DeliveryFailedException.passing("the mail server does not know the user: " + said(e));
    } catch (SendFailedException e) {
      throw failure(e);
    } catch (MessagingException e) {
      throw DeliveryFailedException.passing("mail: " + said(e));
    }
  }

  // Mail is not sent again to some because it did not reach others.
  private DeliveryFailedException failure(SendFailedException e) {
    Address[] sent = e.getValidSentAddresses();
    boolean some = sent != null && sent.length > 0;
    boolean refused =
        e instanceof SMTPSendFailedException failed && failed.getReturnCode() / 100 == 5;
    return some || refused
        ? DeliveryFailedException.hopeless(
            (some ? "not taken for every address: " : "mail: ") + said(e))
        : DeliveryFailedException.passing("mail: " + said(e));
  }

  private String said(MessagingException e) {
    String text = String.valueOf(e.getMessage());
    SmtpServer server = target.server();
    if (server.password() != null) {
      String login = "\0" + server.user() + "\0" + server.password();
      text = text.replace(server.password(), "[secret]");
      for (String spelled : new String[] {server.password(), login}) {
        text = text.replace(base64(spelled), "[secret]");
      }
    }
    return text;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private MimeMessage mail(Message message) throws MessagingException {
    MimeMessage mail = new StampedMessage(session, message.id());
    InternetAddress from = MailAddresses.parse(target.from());
    mail.setFrom(from);
    for (String to : target.to()) {
      mail.addRecipient(jakarta.mail.Message.RecipientType.TO, MailAddresses.parse(to));
    }
    // A line feed in a subject would begin a header of its own.
    mail.setSubject("[Assay] " + Printable.line(message.title(), LONGEST_SUBJECT), "UTF-8");
    mail.setText(body(message), "UTF-8", "plain");
    mail.setSentDate(Date.from(message.at()));
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setHeader("X-Assay-Message", message.id());
    mail.saveChanges();
    return mail;
  }

  static String body(Message message) {
    StringBuilder text = new StringBuilder();
    int told = 0;
    for (Notice notice : message.notices()) {
      if (text.length() > LONGEST_BODY) {
        text.append("… and ").append(message.notices().size() - told).append(" more\n");
        break;
      }
      text.append(Message.headline(notice)).append('\n');
      text.append("since ").append(notice.since()).append('\n');
      notice.lines().forEach(line -> text.append(line).append('\n'));
      if (notice.link() != null) {
        text.append(notice.link()).append('\n');
      }
      text.append('\n');
      told++;
    }
    return text.toString();
  }

  /** The same message id at every attempt, so that mail programs show it once. */
  private static final class StampedMessage extends MimeMessage {

    private final String id;

    StampedMessage(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + id + "@assay>");
    }
  }
}

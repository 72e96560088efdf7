package dev.assay.server.delivery;

import dev.assay.core.json.Json;
import java.util.List;
import java.util.Map;

/**
 * Text for Slack's incoming webhooks. Slack reads {@code & < >} and so they are escaped; what
 * others who take the same read as a call to everyone, {@code @channel} and the like, is broken.
 */
final class SlackSender implements Sender {

  private static final int LONGEST = 12_000;
  private static final int MOST_IN_FULL = 10;

  private final Destination.Slack target;
  private final Http http;

  SlackSender(Destination.Slack target, Http http) {
    this.target = target;
    this.http = http;
  }

  @Override
  public String send(Message message) throws DeliveryFailedException {
    byte[] body =
        Json.writeUtf8(
            Json.object()
                .put("text", text(message))
                .put("unfurl_links", false)
                .put("unfurl_media", false));
    return http.post(target.url(), Map.of(), body, List.of());
  }

  static String text(Message message) {
    StringBuilder text = new StringBuilder();
    if (message.notices().size() > 1) {
      text.append('*').append(escaped(message.title())).append("*\n");
    }
    int told = 0;
    for (Notice notice : message.notices()) {
      String one = one(notice, told < MOST_IN_FULL);
      if (text.length() + one.length() > LONGEST) {
        text.append("… and ").append(message.notices().size() - told).append(" more");
        break;
      }
      text.append(one);
      told++;
    }
    return text.toString();
  }

  private static String one(Notice notice, boolean full) {
    StringBuilder text = new StringBuilder();
    text.append('*').append(escaped(Message.headline(notice))).append("*\n");
    if (full) {
      notice.lines().forEach(line -> text.append(escaped(line)).append('\n'));
    }
    if (notice.link() != null) {
      // The notice has checked that it ends no link of Slack's.
      text.append('<').append(notice.link().replace("&", "&amp;")).append("|Open>\n");
    }
    return text.toString();
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "@\u200b");
  }
}

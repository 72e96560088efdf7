package dev.assay.server.delivery;

import dev.assay.core.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** JSON with every change, signed. */
final class WebhookSender implements Sender {

  private final Destination.Webhook target;
  private final Http http;
  private final @Nullable WebhookSignature signature;

  WebhookSender(Destination.Webhook target, Http http) {
    this.target = target;
    this.http = http;
    this.signature = target.secret() == null ? null : WebhookSignature.of(target.secret());
  }

  @Override
  public String send(Message message) throws DeliveryFailedException {
    byte[] body = body(message);
    Map<String, String> headers = new LinkedHashMap<>(target.headers());
    headers.put("webhook-id", message.id());
    headers.put("webhook-timestamp", String.valueOf(message.at().getEpochSecond()));
    if (signature != null) {
      headers.put("webhook-signature", signature.sign(message.id(), message.at(), body));
    }
    List<String> secrets = target.secret() == null ? List.of() : List.of(target.secret());
    return http.post(target.url(), headers, body, secrets);
  }

  private static byte[] body(Message message) {
    ObjectNode json =
        Json.object()
            .put("id", message.id())
            .put("type", "alerts")
            .put("timestamp", message.at().toString())
            .put("channel", message.channel())
            .put("title", message.title());
    message.notices().forEach(notice -> json.withArrayProperty("alerts").add(notice.toJson()));
    return Json.writeUtf8(json);
  }
}

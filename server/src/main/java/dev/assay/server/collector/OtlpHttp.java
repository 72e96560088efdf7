package dev.assay.server.collector;

import dev.assay.otel.wire.Encoding;
import dev.assay.otel.wire.OtlpAnswer;
import dev.assay.otel.wire.OtlpSignal;
import dev.assay.otel.wire.Refusal;
import dev.assay.otel.wire.RefusedException;
import dev.assay.otel.wire.RequestBody;
import dev.assay.otel.wire.WireLimits;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * OTLP's door over HTTP: {@code POST /v1/traces}, {@code /v1/logs} and {@code /v1/metrics}.
 *
 * @since 0.1
 */
public final class OtlpHttp {

  private static final int READ_OUT_BYTES = 8192;

  private final ExportTaker taker;
  private final WireLimits limits;

  /** Hands what comes to {@code taker}. */
  public OtlpHttp(ExportTaker taker, WireLimits limits) {
    this.taker = Objects.requireNonNull(taker, "taker");
    this.limits = Objects.requireNonNull(limits, "limits");
  }

  /** Adds the paths. */
  public void addTo(RoutesConfig routes) {
    for (OtlpSignal signal : OtlpSignal.values()) {
      routes.post(signal.path(), context -> export(signal, context));
      routes.get(signal.path(), OtlpHttp.this::onlyPost);
      routes.put(signal.path(), OtlpHttp.this::onlyPost);
      routes.patch(signal.path(), OtlpHttp.this::onlyPost);
      routes.delete(signal.path(), OtlpHttp.this::onlyPost);
    }
  }

  private void export(OtlpSignal signal, Context context) {
    // A request in no encoding of ours is answered in the one that people can read.
    Encoding encoding = Encoding.JSON;
    InFlight.Admission admission = taker.inFlight().admit();
    boolean handed = false;
    try {
      encoding = Encoding.ofContentType(context.contentType());
      byte[] body =
          RequestBody.read(
              context.req().getInputStream(),
              context.req().getContentLengthLong(),
              context.header(Header.CONTENT_ENCODING),
              limits,
              admission::hold);
      CompletableFuture<OtlpAnswer> answered = taker.export(signal, encoding, body, admission);
      handed = true;
      context.future(() -> answered.thenAccept(answer -> answer(context, answer)));
    } catch (RefusedException e) {
      readOut(context);
      answer(context, taker.refuse(encoding, e));
    } catch (IOException e) {
      answer(
          context,
          taker.refuse(encoding, new RefusedException(Refusal.MALFORMED, "body: cut short", e)));
    } finally {
      if (!handed) {
        admission.close();
      }
    }
  }

  /**
   * Reads and forgets what is left of a refused body. A sender that is still writing when the
   * connection closes loses the answer, and with it what the answer says of coming back.
   */
  private void readOut(Context context) {
    byte[] forgotten = new byte[READ_OUT_BYTES];
    long left = limits.bodyBytes();
    try {
      InputStream body = context.req().getInputStream();
      int read = 0;
      while (left > 0 && read >= 0) {
        read = body.read(forgotten, 0, (int) Math.min(forgotten.length, left));
        left -= read;
      }
    } catch (IOException ignored) {
      // The sender has gone: nobody is there to read the answer.
    }
  }

  private void onlyPost(Context context) {
    context.header(Header.ALLOW, "POST");
    answer(
        context,
        taker.refuse(
            Encoding.JSON,
            new RefusedException(
                Refusal.METHOD_NOT_ALLOWED,
                String.format(
                    Locale.ROOT, "%s: %s (expected: POST)", context.path(), context.method()))));
  }

  private static void answer(Context context, OtlpAnswer answer) {
    context.status(answer.httpStatus());
    context.contentType(answer.encoding().mediaType());
    // It quotes what was sent: a browser is not to guess what it is.
    context.header("X-Content-Type-Options", "nosniff");
    Long retryAfter = answer.retryAfterSeconds();
    if (retryAfter != null) {
      context.header(Header.RETRY_AFTER, retryAfter.toString());
    }
    context.result(answer.body());
  }
}

package dev.assay.server.web.page;

import gg.jte.TemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A page on its way to the browser: at once, or what there is of it first where it says so. */
final class Reply implements TemplateOutput {

  private static final String HTML = "text/html; charset=utf-8";
  private static final int USUAL_SIZE = 16 << 10;
  private static final int BUFFER = 8 << 10;

  private final Context context;
  private Utf8ByteOutput held = new Utf8ByteOutput(USUAL_SIZE);
  private @Nullable OutputStream sending;

  Reply(Context context) {
    this.context = context;
  }

  /** Whether a part was sent: the status can no longer be another. */
  boolean begun() {
    return sending != null;
  }

  /** Forgets what was written and not sent. */
  void drop() {
    held = new Utf8ByteOutput(USUAL_SIZE);
  }

  /** Sends what was written, so that the browser can show it while the rest is looked up. */
  void sendSoFar() {
    try {
      OutputStream stream = sending == null ? open() : sending;
      held.writeTo(stream);
      stream.flush();
    } catch (IOException e) {
      // The reader has gone: there is nobody to tell.
    }
    drop();
  }

  /** Sends the rest. */
  void end() {
    if (sending == null) {
      context.contentType(HTML).result(held.toByteArray());
      return;
    }
    try (OutputStream stream = sending) {
      held.writeTo(stream);
    } catch (IOException e) {
      // As above.
    }
  }

  // Not Javalin's own stream, which holds back what is flushed.
  private OutputStream open() throws IOException {
    context.contentType(HTML);
    String accepted = Objects.requireNonNullElse(context.header(Header.ACCEPT_ENCODING), "");
    boolean gzip = accepted.contains("gzip");
    if (gzip) {
      context.header(Header.CONTENT_ENCODING, "gzip");
    }
    OutputStream plain = context.res().getOutputStream();
    OutputStream stream = gzip ? new GZIPOutputStream(plain, BUFFER, true) : plain;
    sending = stream;
    return stream;
  }

  @Override
  public void writeContent(String text) {
    held.writeContent(text);
  }

  @Override
  public void writeContent(String text, int begin, int end) {
    held.writeContent(text, begin, end);
  }

  @Override
  public void writeBinaryContent(byte[] text) {
    held.writeBinaryContent(text);
  }
}

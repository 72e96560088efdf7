package dev.assay.server.web.page;

import gg.jte.TemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.jspecify.annotations.Nullable;

/** A page on its way to the browser: at once, or what there is of it first where it says so. */
final class Reply implements TemplateOutput {

  private static final String HTML = "text/html; charset=utf-8";
  private static final int BUFFER = 8 << 10;

  private final Context context;
  private Utf8ByteOutput held = new Utf8ByteOutput();
  private @Nullable OutputStream sending;

  Reply(Context context) {
    this.context = context;
  }

  /** Whether the browser takes what is packed by gzip. */
  static boolean mayPack(Context context) {
    QuotedQualityCSV accepted = new QuotedQualityCSV();
    accepted.addValue(context.header(Header.ACCEPT_ENCODING));
    // Without those it refuses.
    return accepted.getValues().stream().anyMatch("gzip"::equalsIgnoreCase);
  }

  /** Whether a part was sent: the status can no longer be another. */
  boolean begun() {
    return sending != null;
  }

  /** Forgets what was written and not sent. */
  void drop() {
    held = new Utf8ByteOutput();
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
    // Else a proxy may wait for all of it.
    context.header("X-Accel-Buffering", "no");
    boolean gzip = mayPack(context);
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

package dev.assay.benchmarks.load;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** OTLP over HTTP/1.1 in protobuf. */
final class HttpSender implements Sender {

  private final URI url;
  private final String head;
  private final boolean gzip;
  private @Nullable HttpConnection kept;

  HttpSender(LoadOptions options) {
    url = options.url();
    gzip = options.gzip();
    StringBuilder lines = new StringBuilder("POST /v1/traces HTTP/1.1\r\n");
    lines.append("Host: ").append(url.getHost()).append(':').append(url.getPort()).append("\r\n");
    lines.append("Content-Type: application/x-protobuf\r\n");
    if (options.header() != null) {
      lines.append(options.header()).append("\r\n");
    }
    if (gzip) {
      lines.append("Content-Encoding: gzip\r\n");
    }
    head = lines.append("Content-Length: %d\r\n\r\n").toString();
  }

  @Override
  public Answer send(byte[] body, int length) {
    HttpConnection connection = kept;
    try {
      if (connection == null) {
        connection = HttpConnection.open(url.getHost(), url.getPort());
        kept = connection;
      }
      byte[] bytes = gzip ? compressed(body, length) : body;
      int size = gzip ? bytes.length : length;
      HttpConnection.Response response =
          connection.exchange(
              String.format(Locale.ROOT, head, size).getBytes(StandardCharsets.ISO_8859_1),
              bytes,
              size);
      if (response.status() != 200) {
        return new Answer(
            false, Integer.toString(response.status()), 0, response.retryAfterSeconds() * 1_000);
      }
      return new Answer(true, "200", rejected(response.body()), 0);
    } catch (IOException e) {
      close();
      return Answer.failed(e.getClass().getSimpleName());
    }
  }

  private static byte[] compressed(byte[] body, int length) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(length / 2);
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(body, 0, length);
    }
    return bytes.toByteArray();
  }

  static long rejected(byte[] answer) throws IOException {
    return answer.length == 0
        ? 0
        : ExportTraceServiceResponse.parseFrom(answer).getPartialSuccess().getRejectedSpans();
  }

  @Override
  public void close() {
    if (kept != null) {
      kept.close();
      kept = null;
    }
  }
}

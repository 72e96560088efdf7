package dev.assay.server.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.http2.hpack.HpackException;

/**
 * One call over HTTP/2, right or wrong: what a client's library would never send goes out as it is
 * given, and what comes back is read with its trailers.
 */
final class RawCall {

  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RESET = 3;
  private static final int SETTINGS = 4;
  private static final int GO_AWAY = 7;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int LARGEST_FRAME = 16_384;

  /**
   * What came back.
   *
   * @param fields headers and trailers
   */
  record Answer(Map<String, String> fields, ByteString body) {

    String field(String name) {
      return fields.getOrDefault(name, "");
    }
  }

  private RawCall() {}

  /** Posts {@code body}, which fits a stream's first window of 65,535 bytes. */
  static Answer post(int port, String path, Map<String, String> headers, byte[] body)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      ByteArrayOutputStream sent = new ByteArrayOutputStream();
      sent.write(PREFACE);
      frame(sent, SETTINGS, 0, 0, new byte[0]);
      Map<String, String> all = new LinkedHashMap<>();
      all.put(":method", "POST");
      all.put(":scheme", "http");
      all.put(":path", path);
      all.put(":authority", "127.0.0.1:" + port);
      all.putAll(headers);
      frame(sent, HEADERS, END_HEADERS, 1, fields(all));
      for (int from = 0; from < body.length; from += LARGEST_FRAME) {
        int length = Math.min(LARGEST_FRAME, body.length - from);
        frame(sent, DATA, 0, 1, ByteBuffer.allocate(length).put(body, from, length).array());
      }
      frame(sent, DATA, END_STREAM, 1, new byte[0]);
      OutputStream out = socket.getOutputStream();
      out.write(sent.toByteArray());
      out.flush();
      return answer(new DataInputStream(socket.getInputStream()));
    }
  }

  private static Answer answer(DataInputStream in) throws IOException {
    HpackDecoder decoder = new HpackDecoder(1 << 16, System::nanoTime);
    Map<String, String> fields = new LinkedHashMap<>();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = in.readNBytes(length);
      if (type == RESET || type == GO_AWAY) {
        throw new IOException("ended by the server: " + type + ", " + List.of(fields));
      }
      if (type == HEADERS) {
        read(decoder, payload, fields);
      } else if (type == DATA) {
        body.write(payload);
      }
      if (stream == 1 && (type == HEADERS || type == DATA) && (flags & END_STREAM) != 0) {
        return new Answer(fields, ByteString.copyFrom(body.toByteArray()));
      }
    }
  }

  private static void read(HpackDecoder decoder, byte[] payload, Map<String, String> fields)
      throws IOException {
    try {
      MetaData read = decoder.decode(ByteBuffer.wrap(payload));
      if (read instanceof MetaData.Response response) {
        fields.put(":status", Integer.toString(response.getStatus()));
      }
      for (HttpField field : read.getHttpFields()) {
        fields.put(field.getLowerCaseName(), field.getValue());
      }
    } catch (HpackException e) {
      throw new IOException(e);
    }
  }

  /** As literals that nothing is remembered of. */
  private static byte[] fields(Map<String, String> fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    fields.forEach(
        (name, value) -> {
          out.write(0);
          out.write(name.length());
          out.writeBytes(name.getBytes(ISO_8859_1));
          out.write(value.length());
          out.writeBytes(value.getBytes(ISO_8859_1));
        });
    return out.toByteArray();
  }

  private static void frame(
      ByteArrayOutputStream out, int type, int flags, int stream, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    out.writeBytes(frame.array());
  }
}

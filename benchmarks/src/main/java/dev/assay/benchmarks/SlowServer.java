package dev.assay.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP server that answers every POST with {@code {"answer": "ok"}} after a fixed delay, for
 * measuring a client: the delay is a timer in one event loop, never a blocked thread, so that
 * {@code requests * delay / concurrency} is the ideal wall time of a client.
 *
 * <p>Speaks just enough HTTP/1.1 for that: keep-alive, Content-Length, no chunked requests.
 * Arguments: port, delay in milliseconds. Listens on the loopback address alone.
 */
public final class SlowServer {

  private static final byte[] ANSWER = answer();

  private final Selector selector;
  private final ServerSocketChannel server;
  private final long delayNanos;
  // Every delay is the same, so the oldest request is always the next one due.
  private final Queue<Connection> waiting = new ArrayDeque<>();

  private SlowServer(int port, long delayMillis) throws IOException {
    delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMillis);
    selector = Selector.open();
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Serves until killed. */
  public static void main(String[] args) throws IOException {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 8090;
    long delayMillis = args.length > 1 ? Long.parseLong(args[1]) : 50;
    new SlowServer(port, delayMillis).serve();
  }

  private void serve() throws IOException {
    while (true) {
      select();
      for (SelectionKey key : selector.selectedKeys()) {
        if (key.isAcceptable()) {
          accept();
        } else if (key.isReadable()) {
          read(key);
        }
      }
      selector.selectedKeys().clear();
      answerDue();
    }
  }

  private void select() throws IOException {
    Connection next = waiting.peek();
    if (next == null) {
      selector.select();
      return;
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(next.dueNanos - System.nanoTime());
    if (millis > 0) {
      selector.select(millis);
    } else {
      selector.selectNow();
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = server.accept();
    if (channel != null) {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.register(selector, SelectionKey.OP_READ, new Connection(channel));
    }
  }

  private void read(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      if (connection.channel.read(connection.request) < 0) {
        connection.channel.close();
        return;
      }
      if (connection.takeRequest()) {
        connection.dueNanos = System.nanoTime() + delayNanos;
        waiting.add(connection);
      }
    } catch (IOException e) {
      key.cancel();
    }
  }

  private void answerDue() {
    long now = System.nanoTime();
    while (true) {
      Connection next = waiting.peek();
      if (next == null || next.dueNanos - now > 0) {
        return;
      }
      waiting.remove();
      try {
        next.channel.write(ByteBuffer.wrap(ANSWER));
      } catch (IOException e) {
        next.close();
      }
    }
  }

  private static byte[] answer() {
    String body = "{\"answer\": \"The answer is forty-two.\"}";
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }

  private static final class Connection {

    private final SocketChannel channel;
    private final ByteBuffer request = ByteBuffer.allocate(64 * 1024);
    private long dueNanos;

    private Connection(SocketChannel channel) {
      this.channel = channel;
    }

    // Removes a whole request from the buffer if one is there.
    private boolean takeRequest() throws IOException {
      String text = new String(request.array(), 0, request.position(), StandardCharsets.ISO_8859_1);
      int head = text.indexOf("\r\n\r\n");
      if (head < 0) {
        return false;
      }
      int length = head + 4 + contentLength(text.substring(0, head));
      if (request.capacity() < length) {
        throw new IOException("request: " + length + " bytes (expected: at most 64 KiB)");
      }
      if (request.position() < length) {
        return false;
      }
      request.flip().position(length);
      request.compact();
      return true;
    }

    private static int contentLength(String head) {
      for (String line : head.toLowerCase(Locale.ROOT).split("\r\n")) {
        if (line.startsWith("content-length:")) {
          return Integer.parseInt(line.substring("content-length:".length()).strip());
        }
      }
      return 0;
    }

    private void close() {
      try {
        channel.close();
      } catch (IOException e) {
        // The client is gone, which is what closing was for.
      }
    }
  }
}

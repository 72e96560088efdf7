package dev.assay.models.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a raw socket that does to each request what the script says, good or bad. */
public final class ScriptedServer implements Closeable {

  /** What to do with one request. */
  @FunctionalInterface
  public interface Step {
    /** Answers on {@code out}; the connection is closed if it throws or returns false. */
    boolean answer(Request request, OutputStream out) throws IOException, InterruptedException;
  }

  /** One request as it came. */
  public record Request(String line, List<String> headers, String body) {
    /** The value of a header; empty if it was not sent. */
    public String header(String name) {
      return headers.stream()
          .filter(h -> h.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(h -> h.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  private static final long FOREVER_MILLIS = 60_000;

  private final ServerSocket server;
  private final Step step;
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** A server that takes this step for every request. */
  public ScriptedServer(Step step) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.step = step;
    start(this::accept);
  }

  /** A complete reply. */
  public static Step reply(int status, String body, String... headers) {
    return (request, out) -> {
      write(out, status, body.getBytes(StandardCharsets.UTF_8), headers);
      return true;
    };
  }

  /** A complete reply in chunks, each a packet of its own, a few milliseconds apart. */
  public static Step chunks(List<String> chunks, String... headers) {
    return (request, out) -> {
      writeChunks(out, chunks, headers);
      out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return true;
    };
  }

  /** The same, but the connection breaks before the last chunk. */
  public static Step brokenChunks(List<String> chunks, String... headers) {
    return (request, out) -> {
      writeChunks(out, chunks, headers);
      return false;
    };
  }

  /** The same, but the body never ends. */
  public static Step stalledChunks(List<String> chunks, String... headers) {
    return (request, out) -> {
      writeChunks(out, chunks, headers);
      Thread.sleep(FOREVER_MILLIS);
      return false;
    };
  }

  /** Takes the request and says nothing. */
  public static Step hang() {
    return (request, out) -> {
      Thread.sleep(FOREVER_MILLIS);
      return false;
    };
  }

  /** One step after the other, the last one for ever. */
  public static Step inTurn(Step... steps) {
    AtomicInteger next = new AtomicInteger();
    return (request, out) ->
        steps[Math.min(next.getAndIncrement(), steps.length - 1)].answer(request, out);
  }

  private static void writeChunks(OutputStream out, List<String> chunks, String... headers)
      throws IOException, InterruptedException {
    StringBuilder head = new StringBuilder("HTTP/1.1 200 Whatever\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    head.append("Transfer-Encoding: chunked\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    for (String chunk : chunks) {
      byte[] bytes = chunk.getBytes(StandardCharsets.UTF_8);
      out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.write(bytes);
      out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      Thread.sleep(3);
    }
  }

  /** Writes a complete reply. */
  public static void write(OutputStream out, int status, byte[] body, String... headers)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.write(body);
    out.flush();
  }

  /** The address of a path on this server. */
  public String url(String path) {
    return "http://127.0.0.1:" + server.getLocalPort() + path;
  }

  /** What was asked so far. */
  public Queue<Request> requests() {
    return requests;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      boolean goOn = true;
      while (goOn) {
        String line = line(in);
        if (line.isEmpty()) {
          return;
        }
        List<String> headers = new java.util.ArrayList<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          headers.add(header);
        }
        Request head = new Request(line, headers, "");
        String length = head.header("Content-Length");
        byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
        Request request = new Request(line, headers, new String(body, StandardCharsets.UTF_8));
        requests.add(request);
        goOn = step.answer(request, socket.getOutputStream());
      }
    } catch (IOException | InterruptedException e) {
      // The client has gone, or the test is over.
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private static void start(Runnable body) {
    Thread thread = new Thread(body, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }
}

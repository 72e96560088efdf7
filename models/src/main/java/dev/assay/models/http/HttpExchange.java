package dev.assay.models.http;

import dev.assay.core.target.CallWatch;
import dev.assay.core.target.TargetException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One request and its reply.
 *
 * <p>Waiting for a reply and reading one that keeps coming end when the thread is interrupted;
 * reading a body that stalls ends with the read's own timeout. The body of a request is sent with a
 * fixed length: that keeps the connection from sending a request again of its own accord, which an
 * application would see as two calls.
 */
final class HttpExchange {

  private static final int MOST_REDIRECTS = 5;
  private static final int LONGEST_CONNECT_MILLIS = 10_000;
  private static final long READ_MARGIN_MILLIS = 200;

  static {
    // How many idle connections the platform keeps for one host: five, unless told otherwise.
    if (System.getProperty("http.maxConnections") == null) {
      System.setProperty("http.maxConnections", "1000");
    }
    // How much of a body given up on the platform reads to its end, so as to keep the connection:
    // 512 kB, unless told otherwise. It holds the body's lock meanwhile, which hangs its reader.
    if (System.getProperty("http.KeepAlive.remainingData") == null) {
      System.setProperty("http.KeepAlive.remainingData", "0");
    }
  }

  private final String method;
  private final HttpHeaders headers;
  private final Redirects redirects;

  HttpExchange(String method, HttpHeaders headers, Redirects redirects) {
    this.method = method;
    this.headers = headers;
    this.redirects = redirects;
  }

  /**
   * Sends a request and gives the body of its reply.
   *
   * @param traceparent sent as the header of that name, in place of a configured one
   * @param own how long the exchange may take by the target's own configuration, if that is less
   *     than what is left
   * @param left how long the caller waits
   */
  byte[] send(
      URI address,
      byte @Nullable [] body,
      @Nullable String traceparent,
      CallWatch watch,
      @Nullable Duration own,
      Duration left)
      throws TargetException, InterruptedException {
    AtomicReference<@Nullable HttpURLConnection> current = new AtomicReference<>();
    Runnable abort = () -> disconnect(current.getAndSet(null));
    try (CallWatch.Call call = watch.watch(abort, own)) {
      try {
        return follow(address, body, traceparent, current, call, own == null ? left : own);
      } catch (IOException e) {
        // Checked before what the platform says, for that is only the sound of the abort.
        throwIfAborted(call, own);
        throw TargetException.transientFailure("http_connection", describe(e), null, e);
      } catch (TargetException e) {
        throwIfAborted(call, own);
        throw e;
      }
    }
  }

  // On a thread of its own, for disconnecting may wait.
  private static void disconnect(@Nullable HttpURLConnection connection) {
    if (connection != null) {
      Thread thread = new Thread(connection::disconnect, "assay-http-disconnect");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void throwIfAborted(CallWatch.Call call, @Nullable Duration own)
      throws TargetException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (call.overdue() && own != null) {
      throw TargetException.transientFailure(
          "timeout", "no reply within " + own.toMillis() + " ms", null, null);
    }
  }

  private byte[] follow(
      URI address,
      byte @Nullable [] body,
      @Nullable String traceparent,
      AtomicReference<@Nullable HttpURLConnection> current,
      CallWatch.Call call,
      Duration time)
      throws IOException, TargetException {
    URI at = address;
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      Map<String, String> sent =
          Redirects.sameOrigin(address, at) ? headers.all() : headers.withoutSecrets();
      HttpReply reply = once(at, body, with(sent, traceparent), current, call, time);
      if (reply.status() / 100 == 2) {
        return reply.body();
      }
      if (reply.status() != 307 && reply.status() != 308) {
        throw reply.refusal();
      }
      URI next = next(at, reply);
      if (!redirects.allows(at, next)) {
        throw reply.refusal();
      }
      at = next;
    }
    throw TargetException.permanent("http_redirects", "more than " + MOST_REDIRECTS, null);
  }

  private static Map<String, String> with(
      Map<String, String> headers, @Nullable String traceparent) {
    if (traceparent == null) {
      return headers;
    }
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.keySet().removeIf(name -> name.equalsIgnoreCase("traceparent"));
    all.put("traceparent", traceparent);
    return all;
  }

  private HttpReply once(
      URI address,
      byte @Nullable [] body,
      Map<String, String> sent,
      AtomicReference<@Nullable HttpURLConnection> current,
      CallWatch.Call call,
      Duration time)
      throws IOException, TargetException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    long millis = Math.max(1, Math.min(time.toMillis(), Integer.MAX_VALUE));
    connection.setConnectTimeout((int) Math.min(millis, LONGEST_CONNECT_MILLIS));
    // For a body that stalls. A little longer than the watch waits, whose word on it is clearer.
    connection.setReadTimeout((int) Math.min(millis + READ_MARGIN_MILLIS, Integer.MAX_VALUE));
    sent.forEach(connection::setRequestProperty);
    current.set(connection);
    try {
      if (body != null) {
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
          out.write(body);
        }
      }
      int status = connection.getResponseCode();
      if (status < 0) {
        throw new ProtocolException("the reply is not HTTP");
      }
      // While its body is read, disconnecting from another thread would wait for the body's end,
      // and with it the reader: from here on the reader looks itself.
      current.set(null);
      return HttpReply.read(
          connection, status, () -> call.overdue() || Thread.currentThread().isInterrupted());
    } catch (HttpRetryException e) {
      // 401 and 407: the platform would like to ask for a password.
      return HttpReply.ofStatus(e.responseCode());
    } catch (IOException | TargetException e) {
      connection.disconnect();
      throw e;
    }
  }

  private static URI next(URI at, HttpReply reply) throws TargetException {
    try {
      return at.resolve(String.valueOf(reply.location()));
    } catch (IllegalArgumentException e) {
      throw TargetException.permanent("http_" + reply.status(), "redirects to no URL", e);
    }
  }

  private static String describe(IOException e) {
    String message = e.getMessage();
    String kind = e.getClass().getSimpleName();
    return message == null ? kind : kind + ": " + message;
  }
}

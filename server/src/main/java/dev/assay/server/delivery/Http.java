package dev.assay.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.server.delivery.AddressGuard.BlockedAddressException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts to addresses that people configured: only where the guard lets it, by no proxy, following
 * no redirect, reading no more than a little, in a bounded time.
 */
final class Http implements AutoCloseable {

  private static final int LARGEST_REPLY = 4 << 10;
  private static final int LONGEST_EXCERPT = 160;
  private static final int SHORTEST_SECRET = 6;
  private static final Duration LONGEST_ASKED = Duration.ofHours(1);

  private final CloseableHttpClient client;
  private final Duration timeout;
  private final ScheduledExecutorService timer;

  /** Trusts whom Java trusts. */
  Http(AddressGuard guard, Duration timeout) {
    this(guard, timeout, SSLContexts.createSystemDefault());
  }

  Http(AddressGuard guard, Duration timeout, SSLContext trust) {
    this.timeout = timeout;
    this.client = client(guard, Timeout.of(timeout), trust);
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "assay-delivery-timer");
              thread.setDaemon(true);
              return thread;
            });
  }

  private static CloseableHttpClient client(AddressGuard guard, Timeout timeout, SSLContext trust) {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new GuardedResolver(guard))
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust))
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(timeout)
                        .setSocketTimeout(timeout)
                        .build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(timeout)
                .setConnectionRequestTimeout(timeout)
                .setRedirectsEnabled(false)
                .build())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .setUserAgent("assay")
        .build();
  }

  /**
   * Posts JSON and waits for the answer.
   *
   * @param secrets what must not be told, besides what is in the URL
   * @return the answer's status and the beginning of its text
   */
  String post(URI url, Map<String, String> headers, byte[] json, List<String> secrets)
      throws DeliveryFailedException {
    HttpPost request = new HttpPost(url);
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
    ScheduledFuture<?> end =
        timer.schedule(request::abort, timeout.toNanos(), TimeUnit.NANOSECONDS);
    try {
      return answer(request, hidden(url, headers, secrets));
    } catch (IOException e) {
      throw DeliveryFailedException.passing(why(e, request.isAborted()));
    } finally {
      end.cancel(false);
    }
  }

  private String answer(HttpPost request, List<String> secrets)
      throws IOException, DeliveryFailedException {
    ClassicHttpResponse reply = client.executeOpen(null, request, null);
    try {
      int status = reply.getCode();
      String excerpt = excerpt(reply, secrets);
      String said = "HTTP " + status + (excerpt.isEmpty() ? "" : ": " + excerpt);
      if (status / 100 == 2) {
        return said;
      }
      throw switch (status) {
        case 400, 413, 415, 422 -> DeliveryFailedException.hopeless(said);
        default -> DeliveryFailedException.passing(said, asked(reply));
      };
    } finally {
      leave(request, reply);
    }
  }

  // What is left of an answer is not waited for.
  private static void leave(HttpPost request, ClassicHttpResponse reply) {
    request.abort();
    try {
      reply.close();
    } catch (IOException e) {
      // It was broken off, as it should be.
    }
  }

  private static String excerpt(ClassicHttpResponse reply, List<String> secrets)
      throws IOException {
    HttpEntity entity = reply.getEntity();
    if (entity == null) {
      return "";
    }
    InputStream in = entity.getContent();
    String text = new String(in.readNBytes(LARGEST_REPLY), UTF_8).strip();
    for (String secret : secrets) {
      text = text.replace(secret, "[secret]");
    }
    return text.substring(0, Math.min(LONGEST_EXCERPT, text.length()));
  }

  // Whatever of the URL the other side repeats: for some services it is the password.
  private static List<String> hidden(URI url, Map<String, String> headers, List<String> secrets) {
    List<String> hidden = new ArrayList<>(secrets);
    hidden.add(url.toString());
    hidden.addAll(headers.values());
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : url.getRawQuery();
    hidden.add(path);
    hidden.addAll(List.of(path.split("/")));
    hidden.addAll(List.of(query.split("[&=]")));
    hidden.removeIf(text -> text.length() < SHORTEST_SECRET);
    hidden.sort((a, b) -> Integer.compare(b.length(), a.length()));
    return hidden;
  }

  private static Duration asked(ClassicHttpResponse reply) {
    Header header = reply.getFirstHeader("Retry-After");
    String text = header == null || header.getValue() == null ? "" : header.getValue().strip();
    if (!text.matches("[0-9]{1,9}")) {
      return Duration.ZERO;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(text));
    return asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
  }

  // Messages of exceptions may hold the URL; these do not.
  private static String why(IOException e, boolean overdue) {
    if (e instanceof BlockedAddressException blocked) {
      return "blocked: " + blocked.getMessage();
    }
    if (e instanceof UnknownHostException) {
      return "the host's name is not known";
    }
    if (overdue || e instanceof SocketTimeoutException) {
      return "no answer in time";
    }
    if (e instanceof SSLException) {
      return "no trusted TLS connection: " + e.getMessage();
    }
    return e instanceof ConnectException ? "no connection" : "the connection broke off";
  }

  @Override
  public void close() {
    timer.shutdownNow();
    client.close(CloseMode.IMMEDIATE);
  }

  /** Resolves and checks in one, for every connection that is made. */
  private record GuardedResolver(AddressGuard guard) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      return guard.resolve(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}

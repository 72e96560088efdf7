package dev.assay.server.collector;

import io.javalin.config.JettyConfig;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.WindowRateControl;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A port for HTTP/1.1 and, where it is asked for, HTTP/2 without TLS, which a client may begin with
 * or change over to.
 *
 * <p>What is received of a connection is held before anything of ours sees it. So that no number of
 * senders fills the memory, a connection holds little and there are only so many; more wait until
 * one ends.
 *
 * @since 0.1
 */
public final class Connections {

  // Every call may fill its window and the connection's is not full: none waits for another.
  private static final int CALLS = 8;
  private static final int WINDOW = 64 << 10;
  // Go's client measures the line with a ping and a window for each answer; at Jetty's 128 a second
  // of both, a busy sender would be cut off.
  private static final int REMARKS_A_SECOND = 20_000;
  // What Jetty holds of one call of HTTP/1.1.
  private static final int BUFFERS = 32 << 10;
  // Buffers are outside the heap, where as much may be as in it.
  private static final int SHARE_OF_MEMORY = 2;
  private static final int FEWEST = 64;
  private static final int MOST = 10_000;

  private Connections() {}

  /** Listens on one port instead of Javalin's own. */
  public static void listen(JettyConfig jetty, String host, int port, boolean http2) {
    jetty.addConnector((server, http) -> connector(server, http, host, port, http2));
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration http, String host, int port, boolean http2) {
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    if (http2) {
      HTTP2CServerConnectionFactory factory = new HTTP2CServerConnectionFactory(http);
      factory.setMaxConcurrentStreams(CALLS);
      factory.setInitialStreamRecvWindow(WINDOW);
      factory.setInitialSessionRecvWindow(CALLS * WINDOW);
      factory.setRateControlFactory(new WindowRateControl.Factory(REMARKS_A_SECOND));
      connector.addConnectionFactory(factory);
    }
    connector.setHost(host);
    connector.setPort(port);
    connector.addBean(
        new NetworkConnectionLimit(
            most(Runtime.getRuntime().maxMemory(), http2 ? CALLS * WINDOW : BUFFERS), connector));
    return connector;
  }

  /** How many connections there may be in so much memory. */
  static int most(long memory, int each) {
    long most = memory / SHARE_OF_MEMORY / each;
    return (int) Math.max(FEWEST, Math.min(MOST, most));
  }
}

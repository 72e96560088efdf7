package dev.assay.server.collector;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A port of this machine, and who answers there.
 *
 * @since 0.1
 */
public final class Port implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Javalin server;
  private final Underway underway = new Underway();
  private final Duration grace;

  private Port(
      String host, int port, boolean http2, Duration grace, Consumer<JavalinConfig> answers) {
    this.grace = grace;
    server =
        Javalin.create(
            to -> {
              to.startup.showJavalinBanner = false;
              Connections.listen(to.jetty, host, port, http2);
              to.jetty.modifyServer(jetty -> jetty.insertHandler(underway));
              answers.accept(to);
            });
  }

  /**
   * Not listened on yet.
   *
   * @param port 0 for any that is free
   * @param http2 whether HTTP/2 is spoken beside HTTP/1.1, as gRPC needs
   * @param answers adds who answers
   */
  public static Port of(String host, int port, boolean http2, Consumer<JavalinConfig> answers) {
    return new Port(host, port, http2, GRACE, answers);
  }

  static Port closingWithin(Duration grace, Consumer<JavalinConfig> answers) {
    return new Port("127.0.0.1", 0, true, grace, answers);
  }

  /**
   * Listens.
   *
   * @throws JavalinBindException if it cannot
   */
  public void start() {
    server.start();
  }

  /** The port; what was asked for, or the free one that was found. */
  public int number() {
    return server.port();
  }

  /**
   * Waits for calls that have begun until they are answered, five seconds at most; then listens no
   * more, and cuts off whoever is left.
   */
  @Override
  public void close() {
    underway.await(grace);
    server.stop();
  }
}

package dev.assay.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** A chat model behind OpenAI's protocol that gives everything the grade 4. */
final class GradingServer implements AutoCloseable {

  private static final String REPLY =
      "{\"model\":\"m-2026\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":"
          + "{\"role\":\"assistant\",\"content\":\"{\\\"reasoning\\\":\\\"fine\\\",\\\"score\\\":4}\"}}],"
          + "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":10}}";

  private final HttpServer server;
  private final Runnable onRequest;

  GradingServer(Runnable onRequest) throws IOException {
    this.onRequest = onRequest;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "grading-server");
              thread.setDaemon(true);
              return thread;
            }));
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    onRequest.run();
    byte[] body = REPLY.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

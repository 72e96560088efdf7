package dev.assay.server.evaluation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ObjectNode;

/** A server that speaks as OpenAI's does and grades as a test says. */
public final class ScriptedJudge implements AutoCloseable {

  /** What is done about the n-th request, from 1. */
  public interface Script {
    void answer(int request, Exchange exchange) throws IOException, InterruptedException;
  }

  /** One request. */
  public record Exchange(HttpExchange http) {

    public void grade(int grade) throws IOException {
      ObjectNode reply = Json.object().put("id", "1").put("model", "scripted");
      ObjectNode choice = reply.putArray("choices").addObject();
      choice.put("index", 0).put("finish_reason", "stop");
      choice
          .putObject("message")
          .put("role", "assistant")
          .put("content", "{\"reasoning\": \"so it is\", \"grade\": " + grade + "}");
      reply.putObject("usage").put("prompt_tokens", 10).put("completion_tokens", 0);
      reply(200, Json.write(reply));
    }

    public void reply(int status, String body) throws IOException {
      byte[] bytes = Json.utf8(body);
      http.getResponseHeaders().set("Content-Type", "application/json");
      http.sendResponseHeaders(status, bytes.length);
      http.getResponseBody().write(bytes);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private volatile Script script;

  public ScriptedJudge(Script script) {
    this.script = script;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  public static ScriptedJudge grading(int grade) {
    return new ScriptedJudge((request, exchange) -> exchange.grade(grade));
  }

  private void serve(HttpExchange http) throws IOException {
    int now = atOnce.incrementAndGet();
    mostAtOnce.accumulateAndGet(now, Math::max);
    try (http) {
      http.getRequestBody().readAllBytes();
      script.answer(requests.incrementAndGet(), new Exchange(http));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      atOnce.decrementAndGet();
    }
  }

  public void script(Script other) {
    script = other;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  public int requests() {
    return requests.get();
  }

  int mostAtOnce() {
    return mostAtOnce.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

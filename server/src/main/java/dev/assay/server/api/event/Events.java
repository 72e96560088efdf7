package dev.assay.server.api.event;

import dev.assay.core.json.Json;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends events to whoever listens. To publish never waits.
 *
 * @since 0.1
 */
public final class Events implements AutoCloseable {

  private static final int MOST_WAITING = 256;
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private final AtomicInteger open = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();
  private final int mostClients;
  private final Duration heartbeat;
  private volatile boolean closed;

  /**
   * For so many listeners at once.
   *
   * @param mostClients each holds a thread while it listens
   * @param heartbeat how often something is sent where nothing happens, so that proxies and we
   *     notice who is gone
   */
  public Events(int mostClients, Duration heartbeat) {
    this.mostClients = mostClients;
    this.heartbeat = heartbeat;
  }

  private record Event(String type, String data) {}

  private static final Event END = new Event("", "");

  private static final class Listener {

    private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private volatile boolean over;
  }

  /**
   * Tells everybody who listens.
   *
   * @param type such as {@code alert} or {@code counts}
   */
  public void publish(String type, ObjectNode data) {
    if (listeners.isEmpty()) {
      return;
    }
    Event event = new Event(type, Json.write(data));
    listeners.removeIf(listener -> !tell(listener, event));
  }

  private boolean tell(Listener listener, Event event) {
    if (listener.waiting.offer(event)) {
      return true;
    }
    listener.over = true;
    dropped.increment();
    return false;
  }

  /** How many listen. */
  public int clients() {
    return open.get();
  }

  /** How many were let go because they did not keep up. */
  public long dropped() {
    return dropped.sum();
  }

  /**
   * Lets a client listen until it goes away.
   *
   * @return whether there was room
   */
  public boolean listen(Context context) {
    if (closed) {
      return false;
    }
    if (open.incrementAndGet() > mostClients) {
      open.decrementAndGet();
      return false;
    }
    Listener listener = new Listener();
    listeners.add(listener);
    try {
      begin(context.res());
    } catch (IOException e) {
      // It is gone already.
      listeners.remove(listener);
      open.decrementAndGet();
      return true;
    }
    context.async(config -> config.timeout = 0, () -> serve(new SseClient(context), listener));
    return true;
  }

  // As Javalin's own handler begins, which serves nobody that takes any type and names none.
  private static void begin(HttpServletResponse response) throws IOException {
    response.setStatus(200);
    response.setCharacterEncoding("UTF-8");
    response.setContentType("text/event-stream");
    response.addHeader("Connection", "close");
    response.addHeader("Cache-Control", "no-cache");
    response.addHeader("X-Accel-Buffering", "no");
    response.flushBuffer();
  }

  private void serve(SseClient client, Listener listener) {
    client.onClose(() -> listener.over = true);
    try {
      client.sendComment("listening");
      while (!listener.over && !closed && !client.terminated()) {
        Event event = listener.waiting.poll(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
        if (event != null && event.type().isEmpty()) {
          break;
        }
        if (event == null) {
          client.sendComment("still here");
        } else {
          client.sendEvent(event.type(), event.data());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      listeners.remove(listener);
      try {
        client.close();
      } finally {
        open.decrementAndGet();
      }
    }
  }

  /**
   * Lets everybody go, and waits a moment until they are gone: close it before the server that
   * serves them. Who is stuck is let go with the server.
   */
  @Override
  public void close() {
    closed = true;
    for (Listener listener : listeners) {
      listener.over = true;
      // One that is full is not waiting.
      listener.waiting.offer(END);
    }
    long until = System.nanoTime() + GOODBYE.toNanos();
    try {
      while (open.get() > 0 && System.nanoTime() < until) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

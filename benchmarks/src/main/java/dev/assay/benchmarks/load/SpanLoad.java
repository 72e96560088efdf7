package dev.assay.benchmarks.load;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends traces of LLM applications over OTLP at a given rate and says how the server took it.
 *
 * <p>Batches are due at fixed times, whatever the server does; an acknowledgement's time counts
 * from when the batch was due, not from when a connection was free to send it, so that a server
 * that stalls cannot hide it. The same options give the same bytes but for their times, and with
 * {@code --start} the same times too.
 */
public final class SpanLoad {

  private static final int TEMPLATES = 8;
  private static final int WARM_UP_BATCHES = 200;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long EVENTS_LIE_BACK_SECONDS = 5;
  private static final long MORE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LONGEST_WAIT_MILLIS = 1_000;
  private static final long SHORTEST_WAIT_MILLIS = 100;

  private final LoadOptions options;
  private final Ids ids;
  private final List<Template> templates = new ArrayList<>();
  private final LoadResult result;
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong givenUp = new AtomicLong();

  private SpanLoad(LoadOptions options) {
    this.options = options;
    this.ids = new Ids(options.seed());
    this.result = new LoadResult(options);
    for (int i = 0; i < TEMPLATES; i++) {
      SpanDraft draft =
          new SpanDraft(options.shape(), options.spanBytes(), options.seed() * TEMPLATES + i);
      templates.add(
          Template.of(
              draft.traces(options.traces(), options.intervalNanos() / 1_000), options.traces()));
    }
  }

  /**
   * Sends, prints a line every five seconds and the result as JSON at the end. Exit code 1 if a
   * batch was not acknowledged.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    LoadOptions options;
    try {
      options = LoadOptions.parse(List.of(args));
    } catch (InvalidInputException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    System.exit(new SpanLoad(options).run() ? 0 : 1);
  }

  private boolean run() throws IOException, InterruptedException {
    Instant start = options.start();
    Instant now = Instant.now();
    Instant first = start == null ? now.minusSeconds(EVENTS_LIE_BACK_SECONDS) : start;
    long startNanos = first.getEpochSecond() * 1_000_000_000L + first.getNano();
    Path file = options.ledger();
    try (Ledger.@Nullable Writer ledger =
        file == null ? null : new Ledger.Writer(file, options, startNanos)) {
      double seconds = send(ledger, startNanos);
      ObjectNode json = result.json(seconds, options.batches());
      json.put("given_up_batches", givenUp.get());
      System.out.println(json.toPrettyString());
      Path report = options.report();
      if (report != null) {
        Files.write(report, Json.writeUtf8(json));
      }
    }
    return givenUp.get() == 0;
  }

  private double send(Ledger.@Nullable Writer ledger, long startNanos) throws InterruptedException {
    // Compiled before it counts, or the first seconds would show this program and not the server.
    byte[] room = room();
    for (long batch = 0; batch < WARM_UP_BATCHES; batch++) {
      fill(room, batch, startNanos);
    }
    long began = System.nanoTime() + MORE_NANOS;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < options.connections(); i++) {
      Thread thread = new Thread(() -> work(ledger, began, startNanos), "load-" + i);
      thread.start();
      threads.add(thread);
    }
    Thread talker = new Thread(() -> talk(began), "load-talker");
    talker.setDaemon(true);
    talker.start();
    for (Thread thread : threads) {
      thread.join();
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private void talk(long began) {
    while (true) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
      System.err.println(result.line((System.nanoTime() - began) / 1e9));
    }
  }

  private void work(Ledger.@Nullable Writer ledger, long began, long startNanos) {
    byte[] body = room();
    try (Sender sender = Sender.of(options)) {
      for (long batch = next.getAndIncrement();
          batch < options.batches();
          batch = next.getAndIncrement()) {
        long offset = batch * options.intervalNanos();
        long due = began + offset;
        long before = THREADS.getCurrentThreadCpuTime();
        // Written ahead of its time, so that it leaves on time.
        int length = fill(body, batch, startNanos + offset);
        result.filled(THREADS.getCurrentThreadCpuTime() - before);
        awaitNanos(due);
        if (deliver(sender, body, length, due, began) && ledger != null) {
          ledger.acknowledged(batch);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the ledger cannot be written", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] room() {
    return new byte[templates.stream().mapToInt(Template::length).max().orElseThrow()];
  }

  private int fill(byte[] body, long batch, long startNanos) {
    Template template = templates.get((int) (batch % TEMPLATES));
    template.fill(body, batch, startNanos, ids);
    return template.length();
  }

  private boolean deliver(Sender sender, byte[] body, int length, long due, long began)
      throws InterruptedException {
    long deadline = began + options.duration().toNanos() + options.patience().toNanos();
    while (true) {
      long sent = System.nanoTime();
      result.sent(length);
      Sender.Answer answer = sender.send(body, length);
      long now = System.nanoTime();
      if (answer.acknowledged()) {
        boolean measured = due - began >= options.warmUp().toNanos();
        result.acknowledged(answer.rejected(), measured, now - due, now - sent);
        return true;
      }
      result.refused(answer.code());
      if (!options.retry() || now - deadline > 0) {
        givenUp.incrementAndGet();
        return false;
      }
      Thread.sleep(
          Math.min(LONGEST_WAIT_MILLIS, Math.max(SHORTEST_WAIT_MILLIS, answer.retryAfterMillis())));
    }
  }

  private static void awaitNanos(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}

package dev.assay.server.delivery;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.watch.Severity;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Delivery;
import dev.assay.server.store.Document;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells every channel what it is to hear, at least once, over any restart.
 *
 * <p>{@link #tell} writes, for each channel that wants a notice, a document into the batch that
 * stores the alert. The documents are the queue: one leaves the store in the same commit that
 * writes the delivery log. Two threads and one more for each channel that is sending.
 *
 * @since 0.1
 */
public final class Deliveries implements Notices, AutoCloseable {

  private static final Duration LOOK_ANYWAY = Duration.ofSeconds(30);
  private static final long LONGEST_GOODBYE_SECONDS = 5;

  private final Store store;
  private final Clock clock;
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private final List<Http> clients;
  private final AtomicBoolean changed = new AtomicBoolean(true);
  private final AtomicLong trials = new AtomicLong();
  private final BlockingQueue<Boolean> bell = new ArrayBlockingQueue<>(1);
  private @Nullable Thread thread;
  private @Nullable ExecutorService workers;

  private Deliveries(
      DeliverySettings settings,
      Store store,
      Clock clock,
      List<Http> clients,
      Function<Channel, Sender> senders) {
    this.store = store;
    this.clock = clock;
    this.clients = clients;
    for (Channel channel : settings.channels()) {
      lines.put(channel.name(), new Line(channel, senders.apply(channel), store, clock));
    }
  }

  /** Delivers by these settings, from this store. Nothing happens before {@link #start}. */
  public static Deliveries of(DeliverySettings settings, Store store, Clock clock) {
    AddressGuard guard = AddressGuard.allowing(settings.allowedNetworks());
    Http http = new Http(guard, settings.timeout());
    Http inside = new Http(guard.allowingInside(), settings.timeout());
    return new Deliveries(
        settings,
        store,
        clock,
        List.of(http, inside),
        channel -> sender(channel, channel.allowPrivate() ? inside : http, settings.timeout()));
  }

  static Deliveries of(
      DeliverySettings settings, Store store, Clock clock, Function<Channel, Sender> senders) {
    return new Deliveries(settings, store, clock, List.of(), senders);
  }

  private static Sender sender(Channel channel, Http http, Duration timeout) {
    Destination destination = channel.destination();
    if (destination instanceof Destination.Webhook webhook) {
      return new WebhookSender(webhook, http);
    }
    if (destination instanceof Destination.Slack slack) {
      return new SlackSender(slack, http);
    }
    if (destination instanceof Destination.Alertmanager alertmanager) {
      return new AlertmanagerSender(alertmanager, http);
    }
    return new MailSender((Destination.Email) destination, timeout);
  }

  @Override
  public void tell(Batch.Builder batch, Notice notice) {
    Instant now = clock.instant();
    for (Line line : lines.values()) {
      Channel channel = line.channel();
      if (channel.wants(notice)) {
        batch.put(queued(channel, notice, now).document(now));
      }
    }
  }

  // An escalation's time runs from when the alert began; its all-clear is not held back so long.
  private static Queued queued(Channel channel, Notice notice, Instant now) {
    boolean critical = notice.severity() == Severity.CRITICAL;
    Instant due = critical ? now : now.plus(channel.groupWait());
    if (notice.state() == Notice.State.FIRING) {
      Instant escalated = notice.since().plus(channel.after());
      due = escalated.isAfter(due) ? escalated : due;
    }
    return new Queued(channel.name(), notice, now, due, 0, null, false);
  }

  @Override
  public void committed() {
    changed.set(true);
    ring();
  }

  private void ring() {
    bell.offer(true);
  }

  /**
   * Sends a test to a channel and waits for what comes of it. It is not tried again.
   *
   * @throws InvalidInputException if there is no such channel
   */
  public Trial test(String channel) {
    Line line = lines.get(channel);
    if (line == null) {
      throw new InvalidInputException(
          Problem.of("channel", channel, "a channel of the configuration")
              .next(Nearest.advice(channel, lines.keySet())));
    }
    Instant now = clock.instant();
    String id = "test-" + now.toEpochMilli() + "-" + trials.incrementAndGet();
    Notice notice =
        new Notice(
            id,
            "test",
            "assay-test",
            "",
            Notice.State.RESOLVED,
            Severity.LOW,
            "This is a test of the channel " + channel,
            List.of("Nothing is wrong. Whoever reads this would be told of alerts."),
            null,
            now,
            now,
            "test",
            Json.object());
    Trial trial = attempt(line, new Message("msg_" + id, channel, now, List.of(notice)));
    store.commit(
        Batch.builder()
            .put(new Delivery(id, "test", channel, 1, now, trial.delivered(), trial.detail()))
            .build());
    return trial;
  }

  private static Trial attempt(Line line, Message message) {
    try {
      return new Trial(true, line.sender().send(message));
    } catch (DeliveryFailedException e) {
      return new Trial(false, e.text());
    }
  }

  /** Begins to deliver, first what was left from before. */
  public synchronized void start() {
    if (thread != null) {
      throw new IllegalStateException("deliveries: started (expected: once)");
    }
    workers = Executors.newCachedThreadPool(task -> daemon(task, "assay-delivery"));
    thread = daemon(this::run, "assay-deliveries");
    thread.start();
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private void run() {
    Executor executor = Objects.requireNonNull(workers);
    while (!Thread.currentThread().isInterrupted()) {
      tick(executor);
      sleep();
    }
  }

  private void sleep() {
    Instant now = clock.instant();
    Duration longest = LOOK_ANYWAY;
    for (Line line : lines.values()) {
      Duration left = line.nextDue().map(due -> Duration.between(now, due)).orElse(longest);
      longest = left.compareTo(longest) < 0 ? left : longest;
    }
    try {
      if (bell.poll(Math.max(20, longest.toMillis()), TimeUnit.MILLISECONDS) == null) {
        // A commit that nobody told of is found here.
        changed.set(true);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends, in the caller's thread, all that is due now. What {@link #start} does of itself. */
  public void tick() {
    tick(Runnable::run);
  }

  private void tick(Executor executor) {
    refresh();
    Instant now = clock.instant();
    for (Line line : lines.values()) {
      if (line.claim(now)) {
        executor.execute(
            () -> {
              line.work();
              ring();
            });
      }
    }
  }

  private void refresh() {
    if (!changed.getAndSet(false)) {
      return;
    }
    try {
      Map<String, List<Queued>> byChannel = new LinkedHashMap<>();
      Map<String, Long> versions = new LinkedHashMap<>();
      for (Line line : lines.values()) {
        byChannel.put(line.channel().name(), new ArrayList<>());
        versions.put(line.channel().name(), line.version());
      }
      Batch.Builder orphans = Batch.builder();
      boolean orphaned = false;
      for (Document document : store.records().documents(Queued.COLLECTION)) {
        Queued queued = Queued.of(document).orElse(null);
        if (queued == null) {
          // Left for who can read it, such as the newer version that wrote it.
          continue;
        }
        List<Queued> known = byChannel.get(queued.channel());
        if (known == null) {
          orphans.removeDocument(queued.key()).put(orphan(queued));
          orphaned = true;
        } else {
          known.add(queued);
        }
      }
      byChannel.forEach((name, queued) -> refresh(name, queued, versions));
      if (orphaned) {
        store.commit(orphans.build());
      }
    } catch (StoreException e) {
      changed.set(true);
    }
  }

  private void refresh(String name, List<Queued> queued, Map<String, Long> versions) {
    if (!line(name).refresh(queued, versions.getOrDefault(name, 0L))) {
      changed.set(true);
    }
  }

  private Line line(String name) {
    return Objects.requireNonNull(lines.get(name), name);
  }

  private Delivery orphan(Queued queued) {
    return new Delivery(
        "orphan/" + queued.id(),
        queued.notice().alertId(),
        queued.channel(),
        queued.attempts() + 1,
        clock.instant(),
        false,
        "there is no such channel any more; given up");
  }

  /** How it goes, channel by channel. */
  public List<ChannelHealth> health() {
    return lines.values().stream().map(Line::health).toList();
  }

  /**
   * Stops. A message under way has a few seconds; what has not left stays in the store for the next
   * start.
   */
  @Override
  public synchronized void close() {
    if (thread != null) {
      thread.interrupt();
    }
    if (workers != null) {
      workers.shutdown();
      try {
        if (!workers.awaitTermination(LONGEST_GOODBYE_SECONDS, TimeUnit.SECONDS)) {
          workers.shutdownNow();
        }
      } catch (InterruptedException e) {
        workers.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
    lines.values().forEach(Line::close);
    clients.forEach(Http::close);
  }
}

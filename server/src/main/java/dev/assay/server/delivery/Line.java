package dev.assay.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Delivery;
import dev.assay.server.store.Records;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoreException;
import dev.assay.server.store.StoredAlert;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel at work: its backlog, its sender, and what it has come to. One message at a time; the
 * lock is not held while one is under way.
 */
final class Line implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Line.class);

  private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
  private static final Duration REST = Duration.ofSeconds(10);

  private final Channel channel;
  private final Sender sender;
  private final Store store;
  private final Clock clock;
  private final Backlog backlog;
  private boolean busy;
  private long version;
  private @Nullable Batch unrecorded;
  private Instant notBefore = Instant.MIN;
  private long sent;
  private long failed;
  private long givenUp;
  private int failing;
  private @Nullable Instant lastSentAt;
  private @Nullable String lastError;

  Line(Channel channel, Sender sender, Store store, Clock clock) {
    this.channel = channel;
    this.sender = sender;
    this.store = store;
    this.clock = clock;
    this.backlog = new Backlog(channel);
  }

  Channel channel() {
    return channel;
  }

  Sender sender() {
    return sender;
  }

  /** Changes whenever something was sent or written down. */
  synchronized long version() {
    return version;
  }

  /**
   * Takes what the store holds, unless something has been on its way since {@code version}: what
   * was read may then be told already.
   *
   * @return whether it was taken
   */
  synchronized boolean refresh(Collection<Queued> stored, long version) {
    if (busy || unrecorded != null || version != this.version) {
      return false;
    }
    backlog.refresh(stored);
    return true;
  }

  /** Whether there is something to do now; whoever is told so must then {@link #work}. */
  synchronized boolean claim(Instant now) {
    if (busy || now.isBefore(notBefore)) {
      return false;
    }
    busy = unrecorded != null || backlog.next(now).isPresent();
    version += busy ? 1 : 0;
    return busy;
  }

  /** Sends what is due now, message by message. */
  void work() {
    try {
      recordIfLeft();
      for (List<Queued> next = next(); !next.isEmpty(); next = next()) {
        deliver(next);
      }
    } catch (StoreException e) {
      rest("the store does not answer");
    } catch (RuntimeException e) {
      // Whatever one channel does to us, it is tried again, and not at once.
      LOG.error("a channel broke off", e);
      rest("broken off; the server's log says why");
    } finally {
      synchronized (this) {
        busy = false;
      }
    }
  }

  private synchronized List<Queued> next() {
    return backlog.next(clock.instant()).orElse(List.of());
  }

  private synchronized void rest(String why) {
    notBefore = clock.instant().plus(REST);
    lastError = why;
  }

  // What was sent and could not be written down must not be sent again for that.
  private void recordIfLeft() {
    Batch batch;
    synchronized (this) {
      batch = unrecorded;
    }
    if (batch != null) {
      store.commit(batch);
      synchronized (this) {
        unrecorded = null;
      }
    }
  }

  private void deliver(List<Queued> next) {
    List<Queued> message = next.get(0).message() == null ? begin(next) : next;
    if (message.isEmpty()) {
      return;
    }
    Queued first = message.get(0);
    String id = String.valueOf(first.message());
    List<Notice> notices = message.stream().map(Queued::notice).toList();
    try {
      String said = sender.send(new Message(id, channel.name(), clock.instant(), notices));
      record(arrived(message, said));
    } catch (DeliveryFailedException e) {
      record(failed(message, e));
    }
  }

  // Once begun a message stays the same, so that its id means the same at every attempt.
  private List<Queued> begin(List<Queued> fresh) {
    Instant now = clock.instant();
    Batch.Builder batch = Batch.builder();
    List<Queued> wanted = new ArrayList<>();
    List<Queued> over = new ArrayList<>();
    for (Queued queued : fresh) {
      (isOver(queued) ? over : wanted).add(queued);
    }
    synchronized (this) {
      List<Queued> needless = over.stream().flatMap(end -> backlog.before(end).stream()).toList();
      over.addAll(needless);
      wanted.removeAll(needless);
    }
    String id = Message.id(channel.name(), wanted.stream().map(Queued::notice).toList());
    List<Queued> begun = wanted.stream().map(queued -> queued.in(id)).toList();
    begun.forEach(queued -> batch.put(queued.document(now)));
    over.forEach(queued -> batch.removeDocument(queued.key()));
    store.commit(batch.build());
    synchronized (this) {
      over.forEach(backlog::remove);
      begun.forEach(backlog::put);
      if (!begun.isEmpty()) {
        backlog.counted(now);
      }
    }
    return begun;
  }

  // An escalation that has become needless, and the all-clear to who was never alarmed.
  private boolean isOver(Queued queued) {
    if (channel.after().isZero()) {
      return false;
    }
    Records records = store.records();
    String alert = queued.notice().alertId();
    return queued.firing()
        ? records.alert(alert).filter(Line::isTakenCareOf).isPresent()
        : records.deliveries(alert).stream()
            .noneMatch(told -> told.delivered() && told.channel().equals(channel.name()));
  }

  private static boolean isTakenCareOf(StoredAlert alert) {
    return alert.closedAt() != null
        || Json.parse(alert.json(), "alert", 1).path("acknowledged_by").isString();
  }

  private synchronized Batch arrived(List<Queued> message, String said) {
    Instant now = clock.instant();
    sent++;
    failing = 0;
    lastSentAt = now;
    lastError = null;
    Batch.Builder batch = Batch.builder();
    for (Queued queued : message) {
      if (!queued.told()) {
        batch.put(log(queued, now, true, said));
      }
      backlog.toldOf(queued.notice().alertId()).stream()
          .filter(earlier -> !earlier.id().equals(queued.id()))
          .filter(earlier -> !earlier.notice().at().isAfter(queued.notice().at()))
          .forEach(earlier -> drop(earlier, batch));
      if (queued.firing() && channel.destination() instanceof Destination.Alertmanager) {
        again(queued, now, batch);
      } else {
        drop(queued, batch);
      }
    }
    return batch.build();
  }

  private void drop(Queued queued, Batch.Builder batch) {
    backlog.remove(queued);
    batch.removeDocument(queued.key());
  }

  // When it was last told again is not worth a commit: after a restart it is told at once.
  private void again(Queued queued, Instant now, Batch.Builder batch) {
    if (isClosed(queued)) {
      drop(queued, batch);
      return;
    }
    Queued told = queued.toldUntilOver(now.plus(AlertmanagerSender.AGAIN));
    if (!queued.told()) {
      batch.put(told.document(now));
    }
    backlog.put(told);
  }

  private boolean isClosed(Queued queued) {
    return store
        .records()
        .alert(queued.notice().alertId())
        .map(stored -> stored.closedAt() != null)
        .orElse(false);
  }

  private synchronized Batch failed(List<Queued> message, DeliveryFailedException e) {
    Instant now = clock.instant();
    failed++;
    failing++;
    lastError = e.text();
    Batch.Builder batch = Batch.builder();
    for (Queued queued : message) {
      Instant due = now.plus(pause(queued, e.asked()));
      boolean late =
          due.isAfter(queued.queuedAt().plus(channel.after()).plus(channel.giveUpAfter()));
      if (queued.told()) {
        // It did arrive once; only the alert's end ends this.
        backlog.put(queued.tried(queued.attempts() + 1, due));
      } else if (e.isHopeless() || late) {
        givenUp++;
        batch.put(log(queued, now, false, e.text() + "; given up"));
        drop(queued, batch);
      } else {
        batch.put(log(queued, now, false, e.text()));
        Queued later = queued.tried(queued.attempts() + 1, due);
        batch.put(later.document(now));
        backlog.put(later);
      }
    }
    return batch.build();
  }

  // Doubles up to a bound; the jitter is the message's own, so that channels do not march in step.
  private static Duration pause(Queued queued, @Nullable Duration asked) {
    int doublings = Math.min(queued.attempts(), 10);
    long ceiling = Math.min(FIRST_WAIT.toMillis() << doublings, LONGEST_WAIT.toMillis());
    String hash = ContentHash.ofBytes((queued.message() + "/" + queued.attempts()).getBytes(UTF_8));
    int jitter = Integer.parseInt(hash.substring(hash.length() - 4), 16);
    Duration pause = Duration.ofMillis(ceiling / 2 + ceiling / 2 * jitter / 0xffff);
    return asked != null && asked.compareTo(pause) > 0 ? asked : pause;
  }

  private Delivery log(Queued queued, Instant now, boolean delivered, String detail) {
    int attempt = queued.attempts() + 1;
    return new Delivery(
        queued.message() + "/" + queued.id() + "/" + attempt,
        queued.notice().alertId(),
        channel.name(),
        attempt,
        now,
        delivered,
        detail);
  }

  private void record(Batch batch) {
    synchronized (this) {
      unrecorded = batch;
    }
    recordIfLeft();
  }

  /** When there may be something to do; empty if there is nothing. */
  synchronized Optional<Instant> nextDue() {
    if (busy) {
      return Optional.empty();
    }
    Instant due = unrecorded != null ? notBefore : backlog.nextDue();
    return Optional.ofNullable(due).map(at -> at.isBefore(notBefore) ? notBefore : at);
  }

  synchronized ChannelHealth health() {
    return new ChannelHealth(
        channel.name(),
        backlog.size(),
        backlog.oldest().orElse(null),
        sent,
        failed,
        givenUp,
        failing,
        lastSentAt,
        lastError);
  }

  @Override
  public void close() {
    sender.close();
  }
}

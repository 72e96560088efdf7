package dev.assay.models.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a reply as it arrives. A read ends when something arrives, when the time of the whole
 * exchange is over, or when the thread is interrupted; the body ends at a largest size.
 */
final class IncomingBody extends InputStream implements BodySubscriber<IncomingBody> {

  /** The exchange's time is over. */
  static final class Overdue extends IOException {
    private static final long serialVersionUID = 1L;

    Overdue(String message) {
      super(message);
    }
  }

  /** More arrived than is taken. */
  static final class Oversized extends IOException {
    private static final long serialVersionUID = 1L;

    Oversized(String message) {
      super(message);
    }
  }

  // What arrives is never empty.
  private static final List<ByteBuffer> END = List.of();

  private Deadline deadline;
  private final long most;
  private final BlockingQueue<List<ByteBuffer>> arrived = new LinkedBlockingQueue<>();
  private final Object lock = new Object();
  private @Nullable Subscription subscription;
  private boolean closed;
  private volatile @Nullable Throwable failure;

  // Only the reader's.
  private List<ByteBuffer> piece = List.of();
  private int next;
  private long taken;
  private boolean ended;

  IncomingBody(Deadline deadline, long most) {
    this.deadline = deadline;
    this.most = most;
  }

  @Override
  public CompletionStage<IncomingBody> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    boolean cancel;
    synchronized (lock) {
      this.subscription = subscription;
      cancel = closed;
    }
    if (cancel) {
      subscription.cancel();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> item) {
    arrived.add(item);
  }

  @Override
  public void onError(Throwable throwable) {
    failure = throwable;
    arrived.add(END);
  }

  @Override
  public void onComplete() {
    arrived.add(END);
  }

  /** Leaves at most {@code left} for the rest. For the reader's thread. */
  void hurry(Duration left) {
    deadline = deadline.orIn(left);
  }

  /** Whether the body was read to its end. */
  boolean ended() {
    return ended;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    ByteBuffer from = unread();
    if (from == null) {
      return -1;
    }
    int taking = Math.min(length, from.remaining());
    taken += taking;
    if (taken > most) {
      close();
      throw new Oversized("the reply is longer than " + (most >> 10) + " KiB");
    }
    from.get(bytes, offset, taking);
    return taking;
  }

  private @Nullable ByteBuffer unread() throws IOException {
    while (!ended) {
      while (next < piece.size()) {
        ByteBuffer buffer = piece.get(next);
        if (buffer.hasRemaining()) {
          return buffer;
        }
        next++;
      }
      take();
    }
    throwIfBroken();
    return null;
  }

  private void throwIfBroken() throws IOException {
    Throwable cause = failure;
    if (cause != null) {
      throw cause instanceof IOException broken ? broken : new IOException("broken off", cause);
    }
  }

  private void take() throws IOException {
    List<ByteBuffer> item;
    try {
      item = arrived.poll(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new InterruptedIOException("interrupted");
    }
    if (item == null) {
      close();
      throw new Overdue("no complete reply within " + deadline.millis() + " ms");
    }
    if (item.isEmpty()) {
      ended = true;
      throwIfBroken();
      return;
    }
    piece = item;
    next = 0;
    Subscription from;
    synchronized (lock) {
      from = subscription;
    }
    if (from != null) {
      from.request(1);
    }
  }

  /** Ends the exchange if it is still going on; never waits. */
  @Override
  public void close() {
    Subscription from;
    synchronized (lock) {
      closed = true;
      from = subscription;
    }
    if (from != null && !ended) {
      from.cancel();
    }
  }
}

package dev.assay.server.collector;

import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Knows how many calls were begun and are not answered to their last byte. */
final class Underway extends Handler.Wrapper {

  private final Object lock = new Object();
  // Guarded by the lock.
  private long calls;
  private boolean closing;

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (begins()) {
      Request.addCompletionListener(request, failure -> ended());
    }
    return super.handle(request, response, callback);
  }

  private boolean begins() {
    synchronized (lock) {
      calls += closing ? 0 : 1;
      return !closing;
    }
  }

  private void ended() {
    synchronized (lock) {
      calls--;
      lock.notifyAll();
    }
  }

  /** Waits until those that have begun by now are answered; not for those that begin later. */
  void await(Duration most) {
    long until = System.nanoTime() + most.toNanos();
    synchronized (lock) {
      closing = true;
      try {
        for (long left = most.toMillis(); calls > 0 && left > 0; ) {
          lock.wait(left);
          left = (until - System.nanoTime()) / 1_000_000;
        }
      } catch (InterruptedException e) {
        // Who cannot wait closes at once.
        Thread.currentThread().interrupt();
      }
    }
  }
}

package dev.assay.core.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stops runs from outside, such as on Ctrl-C. Safe to call from any thread.
 *
 * @since 0.1
 */
public final class RunControl {

  private final List<Runnable> listeners = new ArrayList<>();
  private @Nullable String reason;

  /**
   * Ends the run as interrupted: no further call is started, calls in flight are interrupted and
   * forgotten, what was finished stays in the journal. Only the first call counts. Returns at once.
   *
   * @param reason why, in words for the run's header
   */
  public void stop(String reason) {
    List<Runnable> heard;
    synchronized (this) {
      if (this.reason != null) {
        return;
      }
      this.reason = reason;
      heard = List.copyOf(listeners);
    }
    heard.forEach(Runnable::run);
  }

  /** Why the run is to stop, once it is. */
  public synchronized Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** Runs {@code listener} when stopped, or at once if that has happened. */
  void onStop(Runnable listener) {
    synchronized (this) {
      if (reason == null) {
        listeners.add(listener);
        return;
      }
    }
    listener.run();
  }

  synchronized void forget(Runnable listener) {
    listeners.remove(listener);
  }
}

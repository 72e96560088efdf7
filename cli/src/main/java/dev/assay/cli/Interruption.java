package dev.assay.cli;

import dev.assay.core.run.RunControl;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and a request to terminate, while runs go on: the run is told to stop, and the process
 * waits until it has written what it knows, then ends as interrupted.
 */
final class Interruption {

  private static final long MOST_SECONDS = 15;

  private final RunControl control;
  private final CountDownLatch written = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "assay-interrupted");

  private Interruption(RunControl control) {
    this.control = control;
  }

  /** From now on an interruption stops what {@code control} controls. */
  static Interruption stops(RunControl control) {
    Interruption interruption = new Interruption(control);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Says that everything is written: an interrupted process may end now. */
  void over() {
    written.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending because of an interruption, and the hook is what waits for us.
    }
  }

  private void interrupted() {
    control.stop("the process was told to end");
    try {
      boolean done = written.await(MOST_SECONDS, TimeUnit.SECONDS);
      if (!done) {
        System.err.println("assay: the run did not stop in time; its journal can be resumed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
  }
}

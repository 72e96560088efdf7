package dev.assay.models.call;

import java.util.concurrent.TimeUnit;

/** The time that calls are measured and waited by; another one in tests. */
interface CallTime {

  /** The machine's own. */
  CallTime SYSTEM =
      new CallTime() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(nanos);
        }
      };

  /** Nanoseconds since some fixed moment, as {@link System#nanoTime}. */
  long nanos();

  /** Waits. */
  void sleep(long nanos) throws InterruptedException;
}

package dev.assay.server.api;

import dev.assay.server.api.route.ApiException;
import java.util.concurrent.Semaphore;

/** Bounds the memory of bodies that are being read, whoever sends them. */
final class InFlight {

  private static final int UNIT = 1 << 10;

  private final Semaphore units;
  private final int most;

  InFlight(long bytes) {
    this.most = units(bytes);
    this.units = new Semaphore(most);
  }

  /**
   * Takes room for a body.
   *
   * @throws ApiException if there is none at the moment
   */
  Room take(long bytes) {
    int wanted = Math.min(most, units(bytes));
    if (!units.tryAcquire(wanted)) {
      throw ApiException.retry("more arrives than can be read; send it again later", 1, null);
    }
    return new Room(wanted);
  }

  private static int units(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes / UNIT));
  }

  /** Room for one body. */
  final class Room implements AutoCloseable {

    private int taken;

    Room(int taken) {
      this.taken = taken;
    }

    /** Takes more where the body turns out to be larger than was said. */
    void grow(long bytes) {
      int wanted = Math.min(most, units(bytes));
      if (wanted <= taken) {
        return;
      }
      if (!units.tryAcquire(wanted - taken)) {
        throw ApiException.retry("more arrives than can be read; send it again later", 1, null);
      }
      taken = wanted;
    }

    @Override
    public void close() {
      units.release(taken);
      taken = 0;
    }
  }
}

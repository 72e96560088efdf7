package dev.assay.server.store;

import java.util.Objects;

/**
 * An operator's state, in its own versioned form.
 *
 * @param name the operator's name
 * @param bytes the state; not changed by anyone afterwards
 * @since 0.1
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way, never compared.
public record StateBlob(String name, byte[] bytes) {

  /** Checks the parts. */
  public StateBlob {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(bytes, "bytes");
  }
}

package dev.assay.server.web.asset;

import static java.util.Objects.requireNonNull;

/**
 * A file that pages load.
 *
 * @param name its name with the hash of its content, such as {@code app.0f3c….css}
 * @param mediaType such as {@code text/css; charset=utf-8}
 * @param bytes its content; not changed by anyone
 * @param gzipped the same, compressed
 * @since 0.1
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes to be sent, never compared.
public record Asset(String name, String mediaType, byte[] bytes, byte[] gzipped) {

  /** Checks the parts. */
  public Asset {
    requireNonNull(name, "name");
    requireNonNull(mediaType, "mediaType");
    requireNonNull(bytes, "bytes");
    requireNonNull(gzipped, "gzipped");
  }
}

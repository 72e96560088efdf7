package dev.assay.server.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A key as the file holds it: with its hash, in hexadecimal. */
record StoredKey(ApiKey key, String hash) {

  StoredKey used(@Nullable Instant at) {
    return new StoredKey(
        new ApiKey(key.id(), key.name(), key.scopes(), key.created(), at, key.revoked()), hash);
  }

  StoredKey revoked(Instant at) {
    return new StoredKey(
        new ApiKey(key.id(), key.name(), key.scopes(), key.created(), key.lastUsed(), at), hash);
  }
}

/**
 * Who may do what: API keys, the addresses that may be bound without any, and the secret in the
 * data directory that salts are made from.
 *
 * <p>Keeps hashes of keys, never keys. May depend on {@code server.config}, {@code
 * server.api.access} and {@code core}.
 */
@NullMarked
package dev.assay.server.key;

import org.jspecify.annotations.NullMarked;

package dev.assay.server.key;

import static java.util.Objects.requireNonNull;

import dev.assay.server.api.Deed;
import dev.assay.server.api.access.Scope;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Store;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Where administrators make and revoke keys: as {@code assay keys} does, with an entry in the audit
 * log.
 *
 * @since 0.1
 */
public final class KeyDesk {

  private final KeyStore keys;
  private final Store store;

  /** Over these keys. */
  public KeyDesk(KeyStore keys, Store store) {
    this.keys = requireNonNull(keys, "keys");
    this.store = requireNonNull(store, "store");
  }

  /** All keys, revoked ones too, in the order in which they were made. */
  public List<ApiKey> list() {
    return keys.list();
  }

  /**
   * Makes a key.
   *
   * @throws dev.assay.core.problem.InvalidInputException if the name or the scopes will not do
   */
  public NewKey create(String name, Set<Scope> scopes, Deed deed) {
    NewKey made = keys.create(name, scopes);
    audit("key.create", made.key(), deed);
    return made;
  }

  /**
   * Withdraws a key.
   *
   * @throws dev.assay.core.problem.InvalidInputException if there is none such
   */
  public ApiKey revoke(String id, Deed deed) {
    ApiKey revoked = keys.revoke(id);
    audit("key.revoke", revoked, deed);
    return revoked;
  }

  private void audit(String action, ApiKey key, Deed deed) {
    store.commit(
        Batch.builder()
            .put(
                new AuditEntry(
                    UUID.randomUUID().toString(),
                    deed.at(),
                    deed.actor(),
                    action,
                    key.name() + " (" + key.id() + ")",
                    deed.note()))
            .build());
  }
}

package dev.assay.server.api;

import dev.assay.core.json.Json;
import dev.assay.server.api.access.Scope;
import dev.assay.server.api.route.Exchange;
import dev.assay.server.api.route.Parameter;
import dev.assay.server.api.route.Route;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Removed;
import dev.assay.server.store.Store;
import dev.assay.server.store.UserDeletion;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Forgetting people. */
final class UserRoutes {

  private final Store store;
  private final UnaryOperator<String> userHash;
  private final Function<String, UserDeletion> deletion;
  private final Consumer<UserDeletion> forgotten;
  private final Clock clock;

  UserRoutes(
      Store store,
      UnaryOperator<String> userHash,
      Function<String, UserDeletion> deletion,
      Consumer<UserDeletion> forgotten,
      Clock clock) {
    this.store = store;
    this.userHash = userHash;
    this.deletion = deletion;
    this.forgotten = forgotten;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.delete("/api/v1/users/{id}", "deleteUser")
            .scope(Scope.ADMIN)
            .about("users", "Removes every interaction of a user with everything about it.")
            .description(
                "The id is the application's own; it is hashed as it was when the interactions"
                    + " came. Numbers of windows stay: they know nobody. Cases named in"
                    + " `failure_cases` may quote the user.")
            .with(Parameter.path("id", "The user's id, as the application knows it."))
            .gives("UserDeletion")
            .does(this::delete));
  }

  private void delete(Exchange exchange) {
    String hash = userHash.apply(exchange.path("id"));
    UserDeletion deleted = deletion.apply(hash);
    forgotten.accept(deleted);
    Removed removed = deleted.removed();
    Instant now = clock.instant();
    store.commit(
        Batch.builder()
            .put(
                new AuditEntry(
                    "user.delete " + now + " " + hash,
                    now,
                    exchange.caller().name(),
                    "user.delete",
                    hash,
                    removed.interactions() + " interactions"))
            .build());
    ObjectNode json = Json.object();
    json.put("interactions", removed.interactions()).put("contents", removed.contents());
    json.put("evaluations", removed.evaluations()).put("others", removed.others());
    ArrayNode cases = json.putArray("failure_cases");
    deleted.failureCases().forEach(cases::add);
    exchange.answer(json);
  }
}

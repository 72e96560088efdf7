package dev.assay.server.web.page;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Document;
import dev.assay.server.store.DocumentKey;
import dev.assay.server.store.Store;
import dev.assay.server.web.session.Person;
import dev.assay.server.web.session.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Everybody who has signed in, as they were the last time: sessions are gone with a restart, and
 * who comes by another's word is in no list of ours.
 *
 * @since 0.1
 */
public final class KnownPeople {

  /** How long somebody is remembered who does not come back. */
  public static final Duration REMEMBERED = Duration.ofDays(400);

  private static final String COLLECTION = "people";

  private final Store store;

  /** Kept in a store. */
  public KnownPeople(Store store) {
    this.store = requireNonNull(store, "store");
  }

  /**
   * Somebody as they were when they signed in last.
   *
   * @param person who, with the role that they had
   * @param way how, such as {@code key}
   * @param at when
   */
  public record Known(Person person, String way, Instant at) {}

  /** Writes down that somebody signed in; those who have not come for long are forgotten. */
  void signedIn(Person person, String way, Instant now) {
    Batch.Builder batch = Batch.builder();
    for (Document each : store.records().documents(COLLECTION)) {
      if (each.updatedAt().isBefore(now.minus(REMEMBERED))) {
        batch.removeDocument(new DocumentKey(COLLECTION, each.id()));
      }
    }
    var json = Json.object().put("name", person.name()).put("role", person.role().key());
    json.put("way", way).put("at", now.toString());
    String id = ContentHash.of(Json.object().put("name", person.name()).put("way", way));
    // In bytes: any name survives, lone surrogates included.
    String text = new String(Json.writeUtf8(json), StandardCharsets.UTF_8);
    store.commit(
        batch
            .put(new Document(COLLECTION, id, now, text))
            .put(
                new AuditEntry(
                    UUID.randomUUID().toString(),
                    now,
                    person.name(),
                    "session.begin",
                    "people/" + way,
                    person.role().key()))
            .build());
  }

  /** All of them, whoever came last first. */
  public List<Known> all() {
    return store.records().documents(COLLECTION).stream()
        .map(KnownPeople::read)
        .sorted(Comparator.comparing(Known::at).reversed())
        .toList();
  }

  private static Known read(Document document) {
    JsonNode json = Json.parse(document.json(), document.id(), 1);
    String key = json.path("role").asString("");
    Role role =
        Arrays.stream(Role.values())
            .filter(each -> each.key().equals(key))
            .findFirst()
            .orElse(Role.VIEWER);
    return new Known(
        new Person(json.path("name").asString(""), role),
        json.path("way").asString(""),
        Instant.parse(json.path("at").asString("")));
  }
}

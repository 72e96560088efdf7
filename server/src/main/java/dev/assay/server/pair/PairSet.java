package dev.assay.server.pair;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.Json;
import dev.assay.monitor.sampling.Draw;
import dev.assay.server.store.Document;
import dev.assay.server.store.PairLabel;
import dev.assay.server.store.PairLabel.Side;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pairs of two runs for people to judge.
 *
 * @param id the set's own
 * @param at when it was made
 * @param author who made it
 * @param source where the answers are
 * @param pool what it was drawn from
 * @param items what was drawn, in the order in which everybody sees it, which was drawn too
 * @param opened who has looked at what came of it, and when: they judge no more
 * @param archived when it was put away; null while people are asked about it
 * @since 0.1
 */
public record PairSet(
    String id,
    Instant at,
    String author,
    Source source,
    Pool pool,
    List<Item> items,
    Map<String, Instant> opened,
    @Nullable Instant archived) {

  static final String COLLECTION = PairLabel.SETS;

  /**
   * Where the answers are.
   *
   * @param suite the suite's name
   * @param base the folder of the run that is compared with
   * @param candidate the folder of the run that is compared
   * @param judge the candidate's evaluator that compared it with the base; null if none did
   */
  public record Source(String suite, String base, String candidate, @Nullable String judge) {}

  /**
   * What there was to draw from.
   *
   * @param shared examples that ask the same in both
   * @param differing of them those whose answers differ: they were drawn from
   * @param alike those with the same answer in both, which nobody needs to judge
   * @param baseMissing those without an answer in the base
   * @param candidateMissing those without an answer in the candidate
   */
  public record Pool(int shared, int differing, int alike, int baseMissing, int candidateMissing) {}

  /**
   * One pair.
   *
   * @param example the example's id
   * @param hash of its texts, as they were drawn
   */
  public record Item(String example, String hash) {}

  /** Checks and copies the parts. */
  public PairSet {
    requireNonNull(id, "id");
    requireNonNull(at, "at");
    requireNonNull(author, "author");
    requireNonNull(source, "source");
    requireNonNull(pool, "pool");
    items = List.copyOf(items);
    opened = Map.copyOf(opened);
  }

  /** The names of its pairs, {@code 1} and so on: they tell nothing of what is in them. */
  public List<String> pairs() {
    List<String> pairs = new ArrayList<>();
    for (int i = 1; i <= items.size(); i++) {
      pairs.add(String.valueOf(i));
    }
    return pairs;
  }

  /** The item of this name; null if there is none. */
  public @Nullable Item item(String pair) {
    int place = pairs().indexOf(pair);
    return place < 0 ? null : items.get(place);
  }

  /**
   * The side that a person sees first, by a hash of set, pair and person: the same however often
   * they look, and for half of all pairs and people the base.
   */
  public Side first(String pair, String person) {
    return Draw.withSalt(id).of("first/" + person, pair) < 0.5 ? Side.BASE : Side.CANDIDATE;
  }

  /** Whether a person has looked at what came of it. */
  public boolean openedBy(String person) {
    return opened.containsKey(person);
  }

  PairSet openedBy(String person, Instant now) {
    Map<String, Instant> more = new HashMap<>(opened);
    more.putIfAbsent(person, now);
    return new PairSet(id, at, author, source, pool, items, more, archived);
  }

  /** Whether it was put away. */
  public boolean away() {
    return archived != null;
  }

  PairSet archived(@Nullable Instant when) {
    return new PairSet(id, at, author, source, pool, items, opened, when);
  }

  Document document(Instant now) {
    ObjectNode json = Json.object().put("at", at.toString()).put("author", author);
    json.put("suite", source.suite()).put("base", source.base());
    json.put("candidate", source.candidate()).put("judge", source.judge());
    json.putObject("pool")
        .put("shared", pool.shared())
        .put("differing", pool.differing())
        .put("alike", pool.alike())
        .put("base_missing", pool.baseMissing())
        .put("candidate_missing", pool.candidateMissing());
    ArrayNode list = json.putArray("items");
    items.forEach(item -> list.addObject().put("example", item.example()).put("hash", item.hash()));
    ObjectNode seen = json.putObject("opened");
    new TreeMap<>(opened).forEach((person, when) -> seen.put(person, when.toString()));
    if (archived != null) {
      json.put("archived", archived.toString());
    }
    // In bytes: any text survives, lone surrogates included.
    String text = new String(Json.writeUtf8(json), StandardCharsets.UTF_8);
    return new Document(COLLECTION, id, now, text);
  }

  static PairSet of(Document document) {
    JsonNode json = requireNonNull(Json.parse(document.json(), document.id(), 1));
    JsonNode pool = json.path("pool");
    List<Item> items = new ArrayList<>();
    json.path("items")
        .forEach(item -> items.add(new Item(text(item, "example"), text(item, "hash"))));
    Map<String, Instant> opened = new LinkedHashMap<>();
    json.path("opened")
        .properties()
        .forEach(each -> opened.put(each.getKey(), Instant.parse(each.getValue().asString(""))));
    JsonNode judge = json.path("judge");
    return new PairSet(
        document.id(),
        Instant.parse(text(json, "at")),
        text(json, "author"),
        new Source(
            text(json, "suite"),
            text(json, "base"),
            text(json, "candidate"),
            judge.isString() ? judge.stringValue() : null),
        new Pool(
            pool.path("shared").asInt(0),
            pool.path("differing").asInt(0),
            pool.path("alike").asInt(0),
            pool.path("base_missing").asInt(0),
            pool.path("candidate_missing").asInt(0)),
        items,
        opened,
        json.has("archived") ? Instant.parse(text(json, "archived")) : null);
  }

  private static String text(JsonNode json, String name) {
    return json.path(name).asString("");
  }
}

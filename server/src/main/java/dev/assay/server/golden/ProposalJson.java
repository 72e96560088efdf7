package dev.assay.server.golden;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.ExampleJson;
import dev.assay.core.json.Json;
import dev.assay.server.golden.Proposal.Closing;
import dev.assay.server.golden.Proposal.State;
import dev.assay.server.golden.Proposal.Vote;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The form in which proposals are stored. */
final class ProposalJson {

  private static final String NOUN = "proposal";

  private ProposalJson() {}

  static String write(Proposal proposal) {
    // In bytes: any text survives, lone surrogates included.
    return new String(Json.writeUtf8(json(proposal)), StandardCharsets.UTF_8);
  }

  static ObjectNode json(Proposal proposal) {
    ObjectNode json = Json.object().put("id", proposal.id()).put("dataset", proposal.dataset());
    example(json, "before", proposal.before());
    example(json, "after", proposal.after());
    json.put("reason", proposal.reason()).put("author", proposal.author());
    json.put("at", proposal.at().toString()).put("state", proposal.state().key());
    ArrayNode votes = json.putArray("votes");
    for (Vote vote : proposal.votes()) {
      ObjectNode item = votes.addObject().put("by", vote.by()).put("at", vote.at().toString());
      item.put("hash", vote.hash());
      note(item, vote.note());
    }
    Closing closing = proposal.closing();
    if (closing != null) {
      ObjectNode end = json.putObject("closing").put("by", closing.by());
      end.put("at", closing.at().toString());
      note(end, closing.note());
    }
    return json;
  }

  private static void example(ObjectNode json, String name, @Nullable Example example) {
    if (example != null) {
      json.set(name, ExampleJson.write(example));
    }
  }

  private static void note(ObjectNode json, @Nullable String note) {
    if (note != null) {
      json.put("note", note);
    }
  }

  static Proposal read(String text) {
    JsonNode json = requireNonNull(Json.parse(text, NOUN, 1));
    List<Vote> votes = new ArrayList<>();
    for (JsonNode vote : json.path("votes")) {
      votes.add(new Vote(text(vote, "by"), at(vote), note(vote), text(vote, "hash")));
    }
    JsonNode end = json.get("closing");
    return new Proposal(
        text(json, "id"),
        text(json, "dataset"),
        example(json.get("before")),
        example(json.get("after")),
        text(json, "reason"),
        text(json, "author"),
        at(json),
        State.valueOf(text(json, "state").toUpperCase(Locale.ROOT)),
        votes,
        end == null ? null : new Closing(text(end, "by"), at(end), note(end)));
  }

  private static @Nullable Example example(@Nullable JsonNode json) {
    return json == null ? null : ExampleJson.read(Json.write(json), NOUN);
  }

  private static String text(JsonNode json, String name) {
    return json.path(name).asString("");
  }

  private static @Nullable String note(JsonNode json) {
    return json.has("note") ? text(json, "note") : null;
  }

  private static Instant at(JsonNode json) {
    return Instant.parse(text(json, "at"));
  }
}

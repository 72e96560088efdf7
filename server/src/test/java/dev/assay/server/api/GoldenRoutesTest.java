package dev.assay.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.dataset.Approval;
import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.DatasetReader;
import dev.assay.core.dataset.DatasetWriter;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.GoldenLock;
import dev.assay.core.dataset.Partition;
import dev.assay.core.dataset.Review;
import dev.assay.core.json.Json;
import dev.assay.server.api.access.Access;
import dev.assay.server.api.access.Caller;
import dev.assay.server.api.access.Scope;
import dev.assay.server.review.LabelBook;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.Sample;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Golden changes and what people disagree on, over the API. */
@Timeout(120)
class GoldenRoutesTest {

  private static final String ALL = "/api/v1/golden-proposals";

  @TempDir private Path folder;
  private ServedApi served;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    Map<String, Caller> keys = new HashMap<>();
    for (String name : List.of("ada", "eva")) {
      keys.put(name, new Caller(name, Set.of(Scope.READ, Scope.WRITE)));
    }
    for (String name : List.of("bob", "cem")) {
      keys.put(name, new Caller(name, Set.of(Scope.READ, Scope.REVIEW)));
    }
    keys.put("vic", new Caller("vic", Set.of(Scope.READ)));
    served = new ServedApi(folder, Access.withKeys(key -> Optional.ofNullable(keys.get(key))));
    file = folder.resolve("datasets").resolve("support.jsonl");
    List<Review> reviews =
        List.of(new Review("fay", "2026-01-01", null), new Review("gus", "2026-01-02", null));
    Example example =
        Example.builder("refund-days", Partition.GOLDEN, "How long?")
            .expected("Within 14 days.")
            .reviews(reviews)
            .build();
    DatasetWriter.write(new Dataset("support", null, List.of(example)), file);
    GoldenLock.approve(DatasetReader.read(file), new Approval("fay", "2026-01-03", null));
  }

  @AfterEach
  void close() {
    served.close();
  }

  private HttpResponse<byte[]> post(String path, ObjectNode body, String key) {
    return served.post(path, Json.writeUtf8(body), "Authorization", "Bearer " + key);
  }

  private JsonNode get(String path, String key) {
    HttpResponse<byte[]> response = served.get(path, "Authorization", "Bearer " + key);
    assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(200);
    return ServedApi.json(response);
  }

  private static String words(HttpResponse<byte[]> response) {
    return response.statusCode() + " " + new String(response.body(), UTF_8);
  }

  private static ObjectNode change(String expected) {
    ObjectNode body = Json.object().put("dataset", "support.jsonl").put("kind", "change");
    body.put("reason", "The policy changed.");
    body.putObject("example")
        .put("id", "refund-days")
        .put("partition", "golden")
        .put("input", "How long?")
        .put("expected_output", expected);
    return body;
  }

  private JsonNode proposed(String expected) {
    HttpResponse<byte[]> response = post(ALL, change(expected), "ada");
    assertThat(response.statusCode()).as(words(response)).isEqualTo(201);
    return ServedApi.json(response);
  }

  private HttpResponse<byte[]> approve(JsonNode proposal, String key) {
    return post(
        ALL + "/" + proposal.get("id").asString() + "/approve",
        Json.object().put("hash", proposal.get("hash").asString()).put("note", "read it"),
        key);
  }

  private String expectedNow() {
    return DatasetReader.read(file).dataset().examples().get(0).references().get(0);
  }

  @Test
  void change_isInTheDatasetAndItsLock_onceTwoOthersApprovedIt() {
    JsonNode proposal = proposed("Within 30 days.");
    assertThat(proposal.has("obstacle")).isFalse();
    assertThat(get(ALL + "?waiting=true", "bob").get("items")).hasSize(1);
    assertThat(get(ALL + "?waiting=true", "ada").get("items")).isEmpty();
    assertThat(words(approve(proposal, "ada"))).startsWith("400").contains("else than the author");
    assertThat(words(approve(proposal, "vic"))).startsWith("403");
    assertThat(ServedApi.json(approve(proposal, "bob")).get("state").asString()).isEqualTo("open");
    assertThat(words(approve(proposal, "bob"))).contains("somebody who has not approved it");
    assertThat(expectedNow()).isEqualTo("Within 14 days.");
    JsonNode applied = ServedApi.json(approve(proposal, "cem"));
    assertThat(applied.get("state").asString()).isEqualTo("applied");
    assertThat(expectedNow()).isEqualTo("Within 30 days.");
    assertThat(GoldenLock.check(DatasetReader.read(file))).isEmpty();
    assertThat(get(ALL + "?state=applied&dataset=support.jsonl", "vic").get("items")).hasSize(1);
    assertThat(served.store.records().audit("support.jsonl/", PageRequest.first(10)).items())
        .extracting(AuditEntry::action)
        .contains("golden.propose", "golden.approve", "golden.apply");
  }

  @Test
  void revision_takesApprovalsBack_andWhatWasSeenIsAllThatIsApproved() {
    JsonNode proposal = proposed("Within 30 days.");
    approve(proposal, "bob");
    String one = ALL + "/" + proposal.get("id").asString();
    ObjectNode revision = change("Within 60 days.");
    revision.remove(List.of("dataset", "kind"));
    assertThat(words(post(one + "/revise", revision, "eva"))).contains("the author, ada");
    JsonNode revised = ServedApi.json(post(one + "/revise", revision, "ada"));
    assertThat(revised.get("approvals").asInt()).isZero();
    assertThat(words(approve(proposal, "cem"))).contains("revised meanwhile");
    ObjectNode another = change("Within 60 days.");
    another.remove(List.of("dataset", "kind"));
    ((ObjectNode) another.get("example")).put("id", "another");
    assertThat(words(post(one + "/revise", another, "ada"))).contains("refund-days");
    assertThat(expectedNow()).isEqualTo("Within 14 days.");
  }

  @Test
  void proposal_isRejectedByOthers_andWithdrawnByItsAuthor() {
    JsonNode proposal = proposed("Within 30 days.");
    String one = ALL + "/" + proposal.get("id").asString();
    ObjectNode no = Json.object().put("note", "the old policy holds");
    assertThat(words(post(ALL, change("Within 31 days."), "eva")))
        .contains("one without an open proposal");
    assertThat(words(post(one + "/reject", Json.object(), "bob"))).contains("reason: missing");
    assertThat(words(post(one + "/reject", no, "ada"))).contains("else than the author");
    assertThat(words(post(one + "/withdraw", no, "eva"))).contains("the author, ada");
    JsonNode rejected = ServedApi.json(post(one + "/reject", no, "bob"));
    assertThat(rejected.at("/closing/note").asString()).isEqualTo("the old policy holds");
    assertThat(words(approve(proposal, "cem"))).contains("one that is open");
    String next = ALL + "/" + proposed("Within 31 days.").get("id").asString();
    assertThat(ServedApi.json(post(next + "/withdraw", no, "ada")).get("state").asString())
        .isEqualTo("withdrawn");
    assertThat(words(post(next + "/apply", Json.object(), "ada"))).contains("one that is open");
  }

  @Test
  void mistakes_areToldInWords() {
    ObjectNode same = change("Within 14 days.");
    assertThat(words(post(ALL, same, "ada"))).startsWith("400");
    assertThat(words(post(ALL, change("x").put("kind", "rename"), "ada")))
        .contains("kind: rename (expected: add, change or remove)");
    assertThat(words(post(ALL, change("x").put("kind", "remove"), "ada")))
        .contains("none, to remove one");
    assertThat(words(post(ALL, change("x").put("example_id", "other"), "ada")))
        .contains("an example keeps its id");
    assertThat(words(post(ALL, change("x").put("dataset", "../support.jsonl"), "ada")))
        .startsWith("404");
    assertThat(words(post(ALL, change("x"), "bob"))).startsWith("403");
    ObjectNode remove = Json.object().put("dataset", "support.jsonl").put("kind", "remove");
    remove.put("reason", "Nobody asks.");
    assertThat(words(post(ALL, remove, "ada"))).contains("example_id: missing");
    remove.put("example_id", "refund-days");
    assertThat(ServedApi.json(post(ALL, remove, "ada")).get("kind").asString()).isEqualTo("remove");
  }

  @Test
  void disagreement_isListedUntilSettled_andSettledOnlyWhereTwoAnswered() {
    LabelBook book = new LabelBook(served.store);
    LabelBook.Answer good = new LabelBook.Answer(true, null, null, null, null);
    LabelBook.Answer bad = new LabelBook.Answer(false, null, null, null, "<b>no</b>");
    book.give(Sample.key(2), "faithfulness", good, "bob", ServedApi.NOW);
    String open = "/api/v1/disagreements?evaluator=faithfulness";
    ObjectNode decision = Json.object().put("interaction_id", Sample.key(2).id());
    decision.put("evaluator", "faithfulness").put("passed", false).put("comment", "see the page");
    assertThat(get(open, "vic").get("items")).isEmpty();
    assertThat(words(post("/api/v1/adjudications", decision, "eva")))
        .startsWith("400")
        .contains("one that two people have answered");
    book.give(Sample.key(2), "faithfulness", bad, "cem", ServedApi.NOW);
    JsonNode item = get(open, "vic").at("/items/0");
    assertThat(item.get("interaction_id").asString()).isEqualTo(Sample.key(2).id());
    assertThat(item.get("labels")).hasSize(2);
    assertThat(words(post("/api/v1/adjudications", decision, "bob"))).startsWith("403");
    JsonNode label = ServedApi.json(post("/api/v1/adjudications", decision, "eva"));
    assertThat(label.get("id").asString()).startsWith("adjudication/");
    assertThat(label.get("annotator").asString()).isEqualTo("eva");
    assertThat(get(open, "vic").get("items")).isEmpty();
    decision.remove("passed");
    assertThat(words(post("/api/v1/adjudications", decision, "eva"))).contains("passed: missing");
  }
}

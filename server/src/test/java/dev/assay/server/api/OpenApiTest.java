package dev.assay.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
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
import dev.assay.server.api.route.Parameter;
import dev.assay.server.api.route.Route;
import dev.assay.server.golden.Proposal;
import dev.assay.server.pair.TwoRuns;
import dev.assay.server.review.LabelBook;
import dev.assay.server.run.StoredRun;
import dev.assay.server.store.PairLabel.Choice;
import dev.assay.server.store.Sample;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class OpenApiTest {

  private static final Map<String, String> QUERIES =
      Map.of(
          "listEvaluations", "?evaluator=faithfulness",
          "listDisagreements", "?evaluator=judge",
          "listEstimates",
              "?measure=latency:p95&measure=score:judge:mean&from=2026-03-01T00:00:00Z",
          "getSeries", "?measure=completion:rate&from=2026-03-01T11:00:00Z",
          "listSlices", "?dimension=feature&measure=error:rate&from=2026-03-01T11:00:00Z");

  // Of a fresh store each path is asked for something that is there.
  private static final Map<String, String> IDS =
      new HashMap<>(
          Map.of(
              "alerts", "a-1",
              "failure-cases", "c-1",
              "silences", "q-1",
              "schedules", "nightly",
              "spot-checks", "k",
              "deliveries", "ops",
              "users", "plain-user-3",
              "datasets", "small.jsonl"));

  @TempDir private static Path folder;
  private static ServedApi served;
  private static ObjectNode document;

  @BeforeAll
  static void open() throws IOException {
    served = new ServedApi(folder, Access.open());
    document = (ObjectNode) ServedApi.json(served.get("/api/v1/openapi.json"));
    IDS.put("pair-sets", disputedPairs());
    proposals();
    LabelBook book = new LabelBook(served.store);
    for (String name : List.of("ana", "bob")) {
      LabelBook.Answer answer = new LabelBook.Answer(name.equals("ana"), null, null, null, null);
      book.give(Sample.key(1), "judge", answer, name, ServedApi.NOW);
    }
  }

  // One for each deed, and one that something was in the way of.
  private static void proposals() {
    IDS.put("approveGoldenProposal", proposed("small.jsonl", "p-1", "ana").id());
    IDS.put("getGoldenProposal", IDS.get("approveGoldenProposal"));
    IDS.put("rejectGoldenProposal", proposed("small.jsonl", "p-2", "ana").id());
    IDS.put("reviseGoldenProposal", proposed("small.jsonl", "e-3", "local").id());
    IDS.put("withdrawGoldenProposal", proposed("small.jsonl", "p-4", "local").id());
    Path file = folder.resolve("datasets").resolve("locked.jsonl");
    List<Review> reviews =
        List.of(new Review("eve", "2026-01-01", null), new Review("fay", "2026-01-02", null));
    DatasetWriter.write(
        new Dataset("locked", null, List.of(golden("e-1").toBuilder().reviews(reviews).build())),
        file);
    Proposal waits = proposed("locked.jsonl", "p-5", "ana");
    for (String name : List.of("bob", "cem")) {
      served.golden.approve(waits.id(), waits.hash(), new Deed(name, ServedApi.NOW, null));
    }
    GoldenLock.approve(DatasetReader.read(file), new Approval("eve", "2026-01-03", null));
    IDS.put("applyGoldenProposal", waits.id());
  }

  private static Proposal proposed(String dataset, String example, String author) {
    return served.golden.propose(
        dataset, null, golden(example), new Deed(author, ServedApi.NOW, "asked for"));
  }

  private static Example golden(String id) {
    return Example.builder(id, Partition.GOLDEN, "q of " + id).expected("a").build();
  }

  // Of the runs that the document's examples name.
  private static String disputedPairs() throws IOException {
    TwoRuns two = new TwoRuns(folder);
    two.run("20261119-020001-support", "2026-11-19T02:00:01Z", i -> "old " + i);
    two.run("20261120-020001-support", "2026-11-20T02:00:01Z", i -> "new " + i);
    StoredRun base = served.runs.find("20261119-020001-support").orElseThrow();
    StoredRun candidate = served.runs.find("20261120-020001-support").orElseThrow();
    String id = served.pairs.draw(base, candidate, 5, null, "eva", ServedApi.NOW).id();
    served.pairs.label(id, "1", Choice.BASE, null, "ana", ServedApi.NOW);
    served.pairs.label(id, "1", Choice.TIE, "both vague", "bob", ServedApi.NOW);
    return id;
  }

  @AfterAll
  static void close() {
    served.close();
  }

  @Test
  void document_paths_areThoseRegistered() {
    TreeSet<String> documented = new TreeSet<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(method -> documented.add(method + " " + path.getKey())));
    TreeSet<String> registered = new TreeSet<>();
    served.api.routes().forEach(route -> registered.add(route.toString()));

    assertThat(documented).isEqualTo(registered).hasSizeGreaterThan(35);
    assertThat(served.api.routes()).extracting(Route::id).doesNotHaveDuplicates();
  }

  @Test
  void document_parametersOfPaths_areThoseInBraces() {
    for (Route route : served.api.routes()) {
      TreeSet<String> braces = new TreeSet<>();
      for (String part : route.path().split("/")) {
        if (part.startsWith("{")) {
          braces.add(part.substring(1, part.length() - 1));
        }
      }
      assertThat(route.parameters().stream().filter(Parameter::inPath).map(Parameter::name))
          .as(route.toString())
          .containsExactlyInAnyOrderElementsOf(braces);
    }
  }

  @Test
  void document_itself_isOpenApiByItsReferences() {
    assertThat(document.get("openapi").asString()).isEqualTo("3.1.0");
    String text = Json.write(document);
    for (String part : text.split("\"#/components/schemas/")) {
      if (part.startsWith("{")) {
        continue;
      }
      String name = part.substring(0, part.indexOf('"'));
      assertThat(document.at("/components/schemas/" + name).isObject()).as(name).isTrue();
    }
  }

  @Test
  void examples_ofEverySchema_areValid() {
    Map<String, List<Error>> wrong = new TreeMap<>();
    document
        .at("/components/schemas")
        .properties()
        .forEach(
            schema -> {
              assertThat(schema.getValue().get("examples")).as(schema.getKey()).isNotEmpty();
              for (JsonNode example : schema.getValue().get("examples")) {
                List<Error> errors = validate(schema.getKey(), example);
                if (!errors.isEmpty()) {
                  wrong.put(schema.getKey(), errors);
                }
              }
            });
    assertThat(wrong).isEmpty();
  }

  @Test
  void schemas_examplesWithAFieldTooMany_areNotValid() {
    assertThat(validate("Interaction", Json.object().put("id", "x"))).isNotEmpty();
    assertThat(validate("Note", Json.object().put("nte", "x"))).isNotEmpty();
  }

  @Test
  void handlers_askedAsDocumented_answerAsDocumented() {
    for (Route route : served.api.routes()) {
      if (route.method().equals("DELETE")
          || route.mediaType().equals("text/event-stream")
          || route.path().startsWith("/api/v1/runs/")) {
        continue;
      }
      HttpResponse<byte[]> response = ask(route);

      assertThat(response.statusCode())
          .as(route + " " + new String(response.body(), UTF_8))
          .isEqualTo(route.status());
      if (route.gives() != null) {
        assertThat(validate(route.gives(), ServedApi.json(response)))
            .as(route + " " + new String(response.body(), UTF_8))
            .isEmpty();
      }
    }
  }

  @Test
  void handlers_askedForNothing_answerWithAProblem() {
    for (Route route : served.api.routes()) {
      // To forget somebody unknown is done at once.
      if (route.path().contains("{") && !route.id().equals("deleteUser")) {
        HttpResponse<byte[]> response = send(route, "nothing", "");

        assertThat(response.statusCode()).as(route.toString()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type"))
            .contains("application/problem+json");
        assertThat(validate("Problem", ServedApi.json(response))).isEmpty();
      }
    }
  }

  private static HttpResponse<byte[]> ask(Route route) {
    String noun = route.path().split("/").length > 3 ? route.path().split("/")[3] : "";
    String id =
        noun.equals("interactions")
            ? Sample.key(1).id()
            : noun.equals("traces")
                ? Sample.trace(1)
                : IDS.getOrDefault(route.id(), IDS.getOrDefault(noun, "none"));
    return send(route, id, QUERIES.getOrDefault(route.id(), ""));
  }

  private static HttpResponse<byte[]> send(Route route, String id, String query) {
    String path = route.path().replaceAll("\\{[a-z]+}", id) + query;
    HttpRequest.Builder request = HttpRequest.newBuilder(served.uri(path));
    if (route.takes() == null) {
      request.method(route.method(), BodyPublishers.noBody());
    } else {
      ObjectNode body =
          (ObjectNode)
              document.at("/components/schemas/" + route.takes() + "/examples/0").deepCopy();
      if (body.has("until")) {
        body.put("until", ServedApi.NOW.plusSeconds(60).toString());
      }
      if (body.has("hash")) {
        body.put("hash", served.golden.find(id).map(Proposal::hash).orElse("none"));
      }
      if (body.has("interaction_id")) {
        body.put("interaction_id", Sample.key(1).id());
      }
      request.method(route.method(), BodyPublishers.ofString(Json.write(body)));
      request.header("Content-Type", "application/json");
    }
    return served.send(request);
  }

  private static List<Error> validate(String schema, JsonNode json) {
    ObjectNode root = Json.object().put("$ref", "#/components/schemas/" + schema);
    root.set("components", document.get("components"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Json.write(root))
        .validate(Json.write(json), InputFormat.JSON);
  }
}

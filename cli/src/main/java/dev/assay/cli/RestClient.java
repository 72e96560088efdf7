package dev.assay.cli;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks a running server over its REST API. What it refuses is the user's to know. */
final class RestClient {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  // A copy of everything takes as long as there is much.
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final URI server;
  private final @Nullable String key;

  RestClient(URI server, @Nullable String key) {
    this.server = server;
    this.key = key;
  }

  /** A part of a path, or a value of a query, as it may stand there. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A path with a query of those that have a value. */
  static String query(String path, Map<String, String> parameters) {
    List<String> parts = new ArrayList<>();
    parameters.forEach((name, value) -> parts.add(name + "=" + encoded(value)));
    return parts.isEmpty() ? path : path + "?" + String.join("&", parts);
  }

  /**
   * Reads.
   *
   * @param path encoded, from {@code /api} on
   * @throws InvalidInputException if there is no server, or it refuses
   */
  JsonNode get(String path) {
    return send(request(path).GET());
  }

  /** Does something; as {@link #get} otherwise. */
  JsonNode post(String path, ObjectNode body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(Json.writeUtf8(body))));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path)).timeout(LONGEST);
    return key == null ? request : request.header("Authorization", "Bearer " + key);
  }

  private JsonNode send(HttpRequest.Builder request) {
    HttpResponse<byte[]> response;
    try {
      response = client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (ConnectException e) {
      throw new InvalidInputException(
          Problem.of("--url", server, "a server that runs").next("start one: assay serve"), e);
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("--url", server, "a server that answers: " + e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InvalidInputException(Problem.of("--url", server, "time for an answer"), e);
    }
    JsonNode answer = json(response);
    if (response.statusCode() / 100 != 2) {
      throw new InvalidInputException(problems(response.statusCode(), answer));
    }
    return answer;
  }

  private JsonNode json(HttpResponse<byte[]> response) {
    try {
      return Json.parse(Json.decode(response.body(), "answer"), "answer", 1);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          Problem.of(
              "--url",
              server,
              "an Assay server; the answer, " + response.statusCode() + ", is none of one"),
          e);
    }
  }

  private List<Problem> problems(int status, JsonNode answer) {
    List<Problem> problems = new ArrayList<>();
    for (JsonNode each : answer.path("problems")) {
      problems.add(
          Problem.of(
                  each.path("subject").asString("request"),
                  each.path("value").isString() ? each.path("value").stringValue() : null,
                  each.path("expected").asString("something else"))
              .next(each.path("next").isString() ? each.path("next").stringValue() : null));
    }
    if (problems.isEmpty()) {
      String detail = answer.path("detail").asString("HTTP " + status);
      Problem problem = Problem.of("server", server, "to do as it was asked; it says: " + detail);
      problems.add(
          status == 401 || status == 403
              ? problem.next("name a key: --key-file FILE, or ASSAY_KEY in the environment")
              : problem);
    }
    return problems;
  }
}

package dev.assay.models.call;

import dev.assay.core.cache.DiskCache;
import dev.assay.core.cache.Shelf;
import dev.assay.core.interaction.Message;
import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.model.ChatParameters;
import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Kind;
import dev.assay.core.model.ReplySchema;
import dev.assay.core.problem.InvalidInputException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers of models, kept on disk by the hash of everything that decides them: model, version,
 * messages, parameters, schema and sample. One for all of the process that use the same directory;
 * equal requests that are in flight at the same time are made once.
 *
 * <p>Failures are never kept. A refusal and a stop by the content filter are answers, and are kept:
 * asked again, the model would say the same. Not kept are answers that probably come out otherwise
 * next time: those that ended for an unnamed reason, blank ones that ended by themselves, and what
 * is not JSON from a model that the provider holds to a schema.
 */
final class AnswerCache {

  /** Asks the model. */
  interface Asker {
    ChatResponse ask() throws InterruptedException;
  }

  private static final Map<Path, AnswerCache> SHARED = new HashMap<>();

  private final DiskCache disk;
  private final Map<String, CompletableFuture<ChatResponse>> flights = new ConcurrentHashMap<>();
  private @Nullable Path path;
  private int users;

  private AnswerCache(DiskCache disk) {
    this.disk = disk;
  }

  /**
   * The cache in {@code directory}, to be given back by {@link #release}.
   *
   * @throws InvalidInputException if the directory cannot be used
   */
  static AnswerCache shared(Path directory, Clock clock) {
    Path path = directory.toAbsolutePath().normalize();
    synchronized (SHARED) {
      AnswerCache cache = SHARED.get(path);
      if (cache == null) {
        cache = new AnswerCache(DiskCache.open(path, clock));
        cache.path = path;
        SHARED.put(path, cache);
      }
      cache.users++;
      return cache;
    }
  }

  /** Closes the cache with its last user. */
  void release() {
    synchronized (SHARED) {
      users--;
      if (users == 0 && path != null) {
        SHARED.remove(path, this);
        disk.close();
      }
    }
  }

  /**
   * The answer, from the cache, from an equal request that is under way, or from the model.
   *
   * @param strict whether the provider holds the model to the request's schema
   * @param patience how long to wait for an equal request
   */
  ChatResponse answer(Shelf shelf, ChatRequest request, boolean strict, long patience, Asker asker)
      throws InterruptedException {
    String key = key(request);
    String flightKey = key + ' ' + shelf.version();
    while (true) {
      CompletableFuture<ChatResponse> mine = new CompletableFuture<>();
      CompletableFuture<ChatResponse> other = flights.putIfAbsent(flightKey, mine);
      if (other == null) {
        try {
          return lead(shelf, key, mine, request, strict, asker);
        } finally {
          flights.remove(flightKey, mine);
        }
      }
      ChatResponse answer = follow(other, patience);
      if (answer != null) {
        return answer;
      }
    }
  }

  private ChatResponse lead(
      Shelf shelf,
      String key,
      CompletableFuture<ChatResponse> flight,
      ChatRequest request,
      boolean strict,
      Asker asker)
      throws InterruptedException {
    try {
      byte[] json = disk.get(shelf, key);
      ChatResponse known = json == null ? null : AnswerJson.read(json);
      if (known == null) {
        known = asker.ask();
        if (lasting(known, request, strict)) {
          disk.put(shelf, key, AnswerJson.write(known));
        }
      }
      flight.complete(known);
      return known;
    } catch (InterruptedException | RuntimeException | Error e) {
      flight.completeExceptionally(e);
      throw e;
    }
  }

  /** What the leader got; null if it was interrupted, and another is to lead. */
  private static @Nullable ChatResponse follow(
      CompletableFuture<ChatResponse> flight, long patience) throws InterruptedException {
    try {
      return cached(flight.get(patience, TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      throw new ModelException(
          Kind.TIMEOUT, "no answer to an equal request within " + Nanos.words(patience), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InterruptedException) {
        return null;
      }
      if (e.getCause() instanceof ModelException failed) {
        throw new ModelException(failed.kind(), String.valueOf(failed.getMessage()), failed);
      }
      throw new ModelException(Kind.OTHER, "an equal request failed: " + e.getCause(), e);
    }
  }

  // Nothing was paid for it by who followed.
  private static ChatResponse cached(ChatResponse answer) {
    return new ChatResponse(
        answer.text(),
        answer.finishReason(),
        answer.usage(),
        answer.ttftMillis(),
        answer.latencyMillis(),
        answer.model(),
        answer.logprobs(),
        0);
  }

  private static boolean lasting(ChatResponse answer, ChatRequest request, boolean strict) {
    return switch (answer.finishReason()) {
      case REFUSAL, CONTENT_FILTER, LENGTH, TOOL_CALLS -> true;
      case OTHER -> false;
      case STOP, UNKNOWN ->
          !answer.text().isBlank()
              && (request.schema() == null || !strict || isJson(answer.text()));
    };
  }

  private static boolean isJson(String text) {
    try {
      return !Json.parse(text, "answer", 1).isMissingNode();
    } catch (InvalidInputException e) {
      return false;
    }
  }

  /** What decides an answer besides the model, as 64 hexadecimal digits. */
  static String key(ChatRequest request) {
    ObjectNode key = Json.object();
    ArrayNode messages = key.putArray("messages");
    for (Message message : request.messages()) {
      messages.addObject().put("role", message.role()).put("text", message.text());
    }
    ChatParameters parameters = request.parameters();
    ObjectNode sampling = key.putObject("parameters");
    sampling.put("temperature", parameters.temperature());
    sampling.put("top_p", parameters.topP());
    sampling.put("max_tokens", parameters.maxTokens());
    sampling.put("seed", parameters.seed());
    sampling.put("top_logprobs", parameters.topLogprobs());
    ArrayNode stop = sampling.putArray("stop");
    parameters.stop().forEach(stop::add);
    ReplySchema schema = request.schema();
    if (schema != null) {
      key.putObject("schema").put("name", schema.name()).set("schema", schema.schema());
    }
    key.put("sample", request.sample());
    String hash = ContentHash.of(key);
    return hash.substring(hash.indexOf(':') + 1);
  }
}

package dev.assay.server.api.route;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.otel.wire.Refusal;
import dev.assay.otel.wire.RefusedException;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers what went wrong as {@code application/problem+json} (RFC 9457): never a stack trace,
 * never what a library said.
 */
final class Problems {

  static final String REQUEST_ID = "assay.request-id";

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final int MOST = 50;

  private final LongAdder failures = new LongAdder();
  private final Function<Throwable, @Nullable ApiException> others;

  Problems(Function<Throwable, @Nullable ApiException> others) {
    this.others = others;
  }

  /** How often the mistake was ours. */
  long failures() {
    return failures.sum();
  }

  void answer(Context context, Throwable thrown) {
    Throwable failure = thrown;
    while (failure instanceof CompletionException && failure.getCause() != null) {
      failure = failure.getCause();
    }
    write(context, refusal(context, failure));
  }

  private ApiException refusal(Context context, Throwable failure) {
    if (failure instanceof ApiException refusal) {
      return refusal;
    }
    if (failure instanceof InvalidInputException invalid) {
      return ApiException.of(400, invalid.problems());
    }
    if (failure instanceof RefusedException refused) {
      if (refused.refusal() == Refusal.UNAUTHENTICATED) {
        context.header(Header.WWW_AUTHENTICATE, "Bearer");
      }
      return refused.refusal().retryable()
          ? ApiException.retry(refused.explanation(), 1, refused)
          : ApiException.of(refused.refusal().httpStatus(), refused.explanation());
    }
    ApiException known = others.apply(failure);
    if (known != null) {
      return known;
    }
    failures.increment();
    // Its class and place, not its message, which may quote content.
    LOG.warn("{} failed: {} at {}", context.path(), failure.getClass().getName(), place(failure));
    return ApiException.of(500, "a mistake of the server's; its log has this request's id");
  }

  private static String place(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length == 0 ? "an unknown place" : trace[0].toString();
  }

  private static void write(Context context, ApiException refusal) {
    ObjectNode json = Json.object();
    json.put("type", "about:blank");
    json.put("title", HttpStatus.forStatus(refusal.status()).getMessage());
    json.put("status", refusal.status());
    json.put("detail", refusal.detail());
    String id = context.attribute(REQUEST_ID);
    if (id != null) {
      json.put("request_id", id);
    }
    if (!refusal.problems().isEmpty()) {
      json.set("problems", list(refusal.problems()));
    }
    Long retryAfter = refusal.retryAfterSeconds();
    if (retryAfter != null) {
      context.header(Header.RETRY_AFTER, retryAfter.toString());
    }
    context
        .status(refusal.status())
        .contentType("application/problem+json")
        .result(Json.writeUtf8(json));
  }

  static ArrayNode list(List<Problem> problems) {
    ArrayNode list = Json.array();
    for (Problem problem : problems.subList(0, Math.min(MOST, problems.size()))) {
      ObjectNode item = list.addObject().put("subject", problem.subject());
      put(item, "value", problem.value());
      item.put("expected", problem.expected());
      put(item, "next", problem.next());
      put(item, "location", problem.location() == null ? null : problem.location().toString());
    }
    return list;
  }

  private static void put(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}

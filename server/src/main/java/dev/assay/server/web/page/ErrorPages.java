package dev.assay.server.web.page;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.otel.wire.RefusedException;
import dev.assay.server.api.OverloadedException;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.store.StoreException;
import gg.jte.TemplateException;
import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what went wrong with what to do: never a stack trace, never what a library said. */
final class ErrorPages {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);
  private static final int MOST = 20;

  private final LongAdder failures = new LongAdder();

  long failures() {
    return failures.sum();
  }

  /**
   * What an error page says.
   *
   * @param shell the frame; null where a part of a page was asked for
   * @param status of HTTP
   * @param title what is wrong
   * @param problems each with what was expected
   */
  record ErrorPage(@Nullable Shell shell, int status, String title, List<Problem> problems) {

    /** The frame, where there is one. */
    Shell frame() {
      return Objects.requireNonNull(shell);
    }
  }

  void answer(Site site, Context context, @Nullable Visit visit, Throwable failure) {
    ApiException refusal = refusal(context, failure);
    context.status(refusal.status());
    List<Problem> problems =
        refusal.problems().subList(0, Math.min(MOST, refusal.problems().size()));
    String title = problems.isEmpty() ? refusal.detail() : title(refusal.status());
    Reply reply = visit == null ? new Reply(context) : visit.reply();
    reply.drop();
    boolean part = visit == null || visit.partial() || reply.begun();
    ErrorPage page =
        new ErrorPage(
            visit == null || part ? null : visit.shell(title), refusal.status(), title, problems);
    site.templates().write(part ? "page/error-part.jte" : "page/error.jte", page, reply);
  }

  private ApiException refusal(Context context, Throwable failure) {
    if (failure instanceof ApiException refusal) {
      return refusal;
    }
    if (failure instanceof InvalidInputException invalid) {
      return ApiException.of(400, invalid.problems());
    }
    if (failure instanceof RefusedException refused) {
      return ApiException.of(refused.refusal().httpStatus(), refused.explanation());
    }
    // What a page looks up while it is written.
    Throwable cause =
        failure instanceof TemplateException
            ? Objects.requireNonNullElse(failure.getCause(), failure)
            : failure;
    boolean busy =
        cause instanceof StoreException refused && refused.kind() != StoreException.Kind.BROKEN;
    if (busy || cause instanceof OverloadedException) {
      return ApiException.retry(
          "The server cannot answer at the moment. Try again in a few seconds.", 5, cause);
    }
    failures.increment();
    // Its class and place, not its message, which may quote content.
    LOG.warn("{} failed: {} at {}", context.path(), cause.getClass().getName(), place(cause));
    return ApiException.of(500, "A mistake of the server's. Its log says where.");
  }

  private static String place(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length == 0 ? "an unknown place" : trace[0].toString();
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "This address asks for something that cannot be";
      case 403 -> "Not allowed";
      case 404 -> "Not found";
      default -> "This did not work";
    };
  }
}

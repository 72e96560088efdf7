package dev.assay.server.api.route;

import dev.assay.core.problem.Problem;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request that is refused, and how HTTP says so.
 *
 * @since 0.1
 */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<Problem> problems;
  private final @Nullable Long retryAfterSeconds;

  private ApiException(
      int status,
      String detail,
      List<Problem> problems,
      @Nullable Long retryAfterSeconds,
      @Nullable Throwable cause) {
    super(detail, cause);
    this.status = status;
    this.problems = List.copyOf(problems);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Refuses with a status and a line for the caller: no path, no content. */
  public static ApiException of(int status, String detail) {
    return new ApiException(status, detail, List.of(), null, null);
  }

  /** Refuses what a person gave. */
  public static ApiException of(int status, List<Problem> problems) {
    return new ApiException(
        status, Objects.requireNonNull(problems.get(0)).message(), problems, null, null);
  }

  /** Refuses what a person gave. */
  public static ApiException of(int status, Problem problem) {
    return of(status, List.of(problem));
  }

  /** There is no such thing. */
  public static ApiException notFound(String noun, String id) {
    return of(404, Problem.of(noun, id, "one that exists"));
  }

  /** Refuses what may succeed later. */
  public static ApiException retry(String detail, long seconds, @Nullable Throwable cause) {
    return new ApiException(503, detail, List.of(), Math.max(1, seconds), cause);
  }

  /** The status. */
  public int status() {
    return status;
  }

  /** What is wrong with the request; empty where nothing is. */
  public List<Problem> problems() {
    return problems;
  }

  /** When to try again; null where that does not help. */
  public @Nullable Long retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /** A line for the caller. */
  public String detail() {
    return Objects.requireNonNullElse(getMessage(), "refused");
  }
}

package dev.assay.server.web.page;

import static java.util.Objects.requireNonNull;

import dev.assay.server.web.session.Role;
import io.javalin.http.HandlerType;

/**
 * A path, who may go there, and what happens.
 *
 * @param method {@code GET} to look, {@code POST} to do something
 * @param path under {@code /ui}, with {@code {name}} for its parts
 * @param needs the role
 * @param handling answers
 * @since 0.1
 */
public record PageRoute(HandlerType method, String path, Role needs, Handling handling) {

  /** Checks the parts. */
  public PageRoute {
    if (!path.equals("/ui") && !path.startsWith("/ui/")) {
      throw new IllegalArgumentException("path: " + path + " (expected: under /ui)");
    }
    requireNonNull(method, "method");
    requireNonNull(needs, "needs");
    requireNonNull(handling, "handling");
  }

  /** A page that every role sees. */
  public static PageRoute page(String path, Handling handling) {
    return new PageRoute(HandlerType.GET, path, Role.VIEWER, handling);
  }

  /** A page that needs a role. */
  public static PageRoute page(String path, Role needs, Handling handling) {
    return new PageRoute(HandlerType.GET, path, needs, handling);
  }

  /** What a person does: comes with a token of ours or not at all. */
  public static PageRoute deed(String path, Role needs, Handling handling) {
    return new PageRoute(HandlerType.POST, path, needs, handling);
  }

  /** What is done with a visit. */
  @FunctionalInterface
  public interface Handling {

    /**
     * Answers, or refuses by throwing {@link dev.assay.server.api.route.ApiException} or {@link
     * dev.assay.core.problem.InvalidInputException}.
     */
    void handle(Visit visit);
  }
}

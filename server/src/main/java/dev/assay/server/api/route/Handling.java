package dev.assay.server.api.route;

/** What a route does with a request. */
@FunctionalInterface
public interface Handling {

  /**
   * Answers, or refuses by throwing {@link ApiException} or {@link
   * dev.assay.core.problem.InvalidInputException}.
   */
  void handle(Exchange exchange);
}

package dev.assay.server.web.explore;

import dev.assay.monitor.window.Slice;
import dev.assay.server.web.view.Period;
import dev.assay.server.web.view.View;
import java.util.Map;

/** What asks the API for what is listed. */
final class ApiQuery {

  // As the API calls them, where it calls them otherwise.
  private static final Map<String, String> NAMES =
      Map.of(
          ExploreQuery.TEXT,
          "search",
          ExploreQuery.MODE,
          "failure_mode",
          ExploreQuery.CONTENT,
          "has_content",
          ExploreQuery.TRACE,
          "trace_id");

  private ApiQuery() {}

  static String of(ExploreQuery query, Slice slice, Period period) {
    StringBuilder text = new StringBuilder("GET /api/v1/interactions?from=");
    text.append(period.from()).append("&to=").append(period.to());
    for (Slice.Part part : slice.parts()) {
      boolean tag = part.dimension().startsWith("tag:");
      String value = tag ? part.dimension().substring(4) + "=" + part.value() : part.value();
      append(text, tag ? "tag" : part.dimension(), value);
    }
    query.ordered().forEach((name, value) -> append(text, NAMES.getOrDefault(name, name), value));
    return text.toString();
  }

  private static void append(StringBuilder text, String name, String value) {
    text.append('&').append(name).append('=').append(View.encoded(value));
  }
}

package dev.assay.server.web.panel;

import java.util.List;

/**
 * What is to be said of a panel's numbers.
 *
 * @param notes in words, such as what was left out
 * @param queries of the API that give the same numbers, such as {@code GET /api/v1/series?…}
 * @since 0.1
 */
public record Remarks(List<String> notes, List<String> queries) {

  /** Copies the lists. */
  public Remarks {
    notes = List.copyOf(notes);
    queries = List.copyOf(queries);
  }

  /** Nothing but queries. */
  public static Remarks ofQueries(List<String> queries) {
    return new Remarks(List.of(), queries);
  }
}

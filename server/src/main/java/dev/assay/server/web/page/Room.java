package dev.assay.server.web.page;

import dev.assay.server.web.panel.Panel;
import java.util.List;

/**
 * Pages that belong together.
 *
 * @since 0.1
 */
public interface Room {

  /** What is answered, each under {@code /ui}. */
  List<PageRoute> routes();

  /** The panels it brings, for its own pages and others. */
  default List<Panel> panels() {
    return List.of();
  }
}

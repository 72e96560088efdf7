package dev.assay.server.web.panel;

import static java.util.Objects.requireNonNull;

import dev.assay.server.web.view.View;
import java.util.regex.Pattern;

/**
 * A panel, which any page may show.
 *
 * @param id names it in addresses: letters, digits and hyphens; no two panels share one
 * @param title a few words
 * @param question what it answers, as a question
 * @param source gives its numbers
 * @since 0.1
 */
public record Panel(String id, String title, String question, Source source) {

  /** Where panels are served, followed by their id. */
  public static final String PATH = "/ui/panels/";

  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,60}");

  /** Checks the parts. */
  public Panel {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("id: " + id + " (expected: a-z, 0-9 and hyphens)");
    }
    requireNonNull(title, "title");
    requireNonNull(question, "question");
    requireNonNull(source, "source");
  }

  /** Where its content is, for a view. */
  public String address(View view) {
    return view.at(PATH + id);
  }

  /** Gives a panel's numbers. Called by several threads at once. */
  @FunctionalInterface
  public interface Source {

    /**
     * The numbers.
     *
     * @throws dev.assay.core.problem.InvalidInputException if the request asks for what cannot be
     */
    PanelData load(PanelRequest request);
  }
}

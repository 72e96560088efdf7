package dev.assay.core.report;

import static java.util.Objects.requireNonNull;

import dev.assay.core.trend.RunHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Histories as one page that opens from disk, loads nothing and runs nothing: its pictures are
 * drawn, its texts escaped, and its content security policy allows its one style alone.
 *
 * @since 0.1
 */
public final class TrendHtml {

  private final StringBuilder page = new StringBuilder(1 << 16);

  private TrendHtml() {}

  /**
   * The page.
   *
   * @param histories one per suite
   * @param notes what else there is to say, such as folders that were skipped
   * @throws IOException if the page's style cannot be read
   */
  public static byte[] render(List<RunHistory> histories, List<String> notes) throws IOException {
    requireNonNull(histories, "histories");
    return new TrendHtml().write(histories, notes);
  }

  private byte[] write(List<RunHistory> histories, List<String> notes) throws IOException {
    String style = HtmlShell.resource("trend.css") + HtmlShell.resource("history.css");
    page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .append("style-src '")
        .append(HtmlShell.hash(style))
        .append("'; base-uri 'none'; form-action 'none'\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>Runs over time</title>\n<style>")
        .append(style)
        .append("</style>\n</head>\n<body>\n<main>\n");
    for (RunHistory history : histories) {
      page.append("<div class=\"history\">\n<h1>").append(HistoryHtml.text(history.suite()));
      page.append("</h1>\n").append(HistoryHtml.of(history)).append("</div>\n");
    }
    if (!notes.isEmpty()) {
      page.append("<section><h2>Left out</h2><ul>");
      notes.forEach(note -> page.append("<li>").append(HistoryHtml.text(note)).append("</li>"));
      page.append("</ul></section>\n");
    }
    page.append("<p class=\"quiet\">")
        .append(HistoryHtml.EXPLANATION)
        .append("</p>\n</main>\n</body>\n</html>\n");
    return page.toString().getBytes(StandardCharsets.UTF_8);
  }
}

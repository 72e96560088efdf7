package dev.assay.core.report;

import dev.assay.core.trend.RunHistory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One self-contained page that opens from disk and loads nothing.
 *
 * <p>All texts travel as JSON in script elements that do not execute, and the page's own script
 * puts them on screen as text nodes only. Its content security policy allows that one script and
 * that one style by their hashes, and no sink that takes markup. Where scripts are off, as in some
 * CI systems, the console's table is shown instead.
 */
final class HtmlReport implements Report {

  @Override
  public void write(ReportInput input, OutputStream out) throws IOException {
    HtmlShell shell = HtmlShell.run();
    shell.writeHead(input.header().suite(), out);
    shell.writePlain(ConsoleReport.render(input, ConsoleStyle.PLAIN), out);
    history(input.history(), out);
    HtmlData.write(input, out);
    shell.writeTail(out);
  }

  // Finished markup: the page's script only puts it in its place.
  private static void history(@Nullable RunHistory history, OutputStream out) throws IOException {
    if (history == null) {
      return;
    }
    String markup =
        "<section class=\"card history\" id=\"assay-history\"><h2>History</h2>\n"
            + HistoryHtml.of(history)
            + "<p class=\"note\">"
            + HistoryHtml.EXPLANATION
            + "</p></section>\n";
    out.write(markup.getBytes(StandardCharsets.UTF_8));
  }
}

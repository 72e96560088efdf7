package dev.assay.core.report;

import java.io.IOException;
import java.io.OutputStream;

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
    HtmlData.write(input, out);
    shell.writeTail(out);
  }
}

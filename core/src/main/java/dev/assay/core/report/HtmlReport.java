package dev.assay.core.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** One self-contained page. */
final class HtmlReport implements Report {

  @Override
  public void write(ReportInput input, OutputStream out) throws IOException {
    String summary = ConsoleReport.render(input, ConsoleStyle.PLAIN);
    String page =
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">\n<meta"
            + " http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\n<title>"
            + escape(input.header().suite())
            + "</title>\n<pre>"
            + escape(summary)
            + "</pre>\n</html>\n";
    out.write(page.getBytes(StandardCharsets.UTF_8));
  }

  /** Text for an element or a quoted attribute. */
  static String escape(String text) {
    return XmlText.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}

package dev.assay.core.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** The page around the data: its markup, style and script, which are resources of this package. */
final class HtmlShell {

  /** The scripts in the order in which they build on each other. */
  private static final List<String> RUN =
      List.of("dom.js", "text.js", "charts.js", "overview.js", "detail.js", "examples.js");

  private static final List<String> COMPARISON =
      List.of("dom.js", "text.js", "charts.js", "detail.js", "comparison.js", "pairs.js");

  private static final int LONGEST_TITLE = 120;

  private final String head;
  private final String tail;
  private final String kind;
  private final String style;
  private final String script;

  private HtmlShell(String page, String kind, String style, String script) {
    int data = page.indexOf("{{data}}");
    this.head = page.substring(0, data);
    this.tail = page.substring(data + "{{data}}".length());
    this.kind = kind;
    this.style = style;
    this.script = script;
  }

  /** The page of a run. */
  static HtmlShell run() throws IOException {
    return of("report", resource("report.css") + resource("history.css"), RUN);
  }

  /** The page of two runs side by side. */
  static HtmlShell comparison() throws IOException {
    return of("comparison", resource("report.css") + resource("comparison.css"), COMPARISON);
  }

  private static HtmlShell of(String kind, String style, List<String> scripts) throws IOException {
    StringBuilder script = new StringBuilder("'use strict';\n");
    for (String name : scripts) {
      script.append(resource(name));
    }
    return new HtmlShell(resource("report.html"), kind, style, script.toString());
  }

  void writeHead(String suite, OutputStream out) throws IOException {
    String title = Visible.line(suite, LONGEST_TITLE);
    String policy =
        "default-src 'none'; script-src '"
            + hash(script)
            + "'; style-src '"
            + hash(style)
            + "'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";
    write(
        head.replace("{{policy}}", policy)
            .replace("{{style}}", style)
            .replace("{{kind}}", kind)
            .replace("{{title}}", escape(title)),
        out);
  }

  /** Writes what is shown where scripts do not run. */
  void writePlain(String text, OutputStream out) throws IOException {
    write("<noscript><pre>" + escape(text) + "</pre></noscript>\n", out);
  }

  void writeTail(OutputStream out) throws IOException {
    write(tail.replace("{{script}}", script), out);
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

  private static void write(String text, OutputStream out) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The hash by which a content security policy allows {@code text}. */
  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 (expected: in every Java platform)", e);
    }
  }

  /** A resource of this package, with line feeds. */
  static String resource(String name) throws IOException {
    try (InputStream in = HtmlShell.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name + " (expected: beside " + HtmlShell.class + ")");
      }
      // Git may have checked the file out with other line ends; hashes are over what is written.
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
  }
}

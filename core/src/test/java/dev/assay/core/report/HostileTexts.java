package dev.assay.core.report;

import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunOptions;
import java.util.ArrayList;
import java.util.List;

/** Texts that try to break out of where they are shown. */
final class HostileTexts {

  static final List<String> ALL =
      List.of(
          "<script>alert(1)</script>",
          "</script><script>alert(1)</script>",
          "<!--<script>",
          "<img src=x onerror=alert(1)>",
          "\"><svg onload=alert(1)>",
          "\u001b[31mred\u001b[0m\u001b]0;title\u0007\u009b2J",
          "abc\u202edcba\u202c \u2066x\u2069 zero\u200bwidth",
          "nul\u0000nul\u0001\ufffe\uffff",
          "lone \ud800 and \udc00 and last \ud83d",
          "family \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
          "]]>&amp;&lt; <![CDATA[",
          "=HYPERLINK(\"http://evil\")",
          "`code` ``| [a](javascript:alert(1)) ![i](http://x) @everyone #1",
          "line\nline\r\nline\u2028line\u2029line\ttab",
          "{{data}} {{script}} ${jndi:ldap://x}",
          "\\u003c already escaped \\n");

  private HostileTexts() {}

  /** A run in which every text is in an id, an input, an output and a reason; half of it fails. */
  static ReportInput run() {
    List<ExampleResult> results = new ArrayList<>();
    for (int i = 0; i < ALL.size(); i++) {
      String text = ALL.get(i);
      results.add(Runs.ruled(i + " " + text, text, text, i % 2 == 0, text));
    }
    return Runs.input(Runs.header(ALL.get(1) + ALL.get(5), results, RunOptions.DEFAULT), results);
  }
}

package dev.assay.core.evaluator.structure;

import dev.assay.core.problem.Printable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.parser.ParseError;
import org.jsoup.parser.Parser;

/** Finds tags in HTML that a browser would have to repair; jsoup's parser finds most. */
final class HtmlTags {

  private static final int MOST = 10;
  private static final int LONGEST_SHOWN = 160;
  // Those that do not make tags unsound.
  private static final List<String> FORGIVEN =
      List.of("Invalid character reference", "Unexpected character", "Unexpected Doctype token");
  // HTML Living Standard, section 13.1.2.4, and those that have no end at all.
  private static final Set<String> END_OPTIONAL =
      Set.of(
          "html",
          "head",
          "body",
          "li",
          "dt",
          "dd",
          "p",
          "rt",
          "rp",
          "optgroup",
          "option",
          "colgroup",
          "caption",
          "thead",
          "tbody",
          "tfoot",
          "tr",
          "td",
          "th");

  private HtmlTags() {}

  /** The first faults, each with its place. */
  static List<String> faults(String html) {
    Parser parser = Parser.htmlParser().setTrackErrors(10 * MOST).setTrackPosition(true);
    List<Node> nodes =
        isPage(html)
            ? List.of(parser.parseInput(html, ""))
            : parser.parseFragmentInput(html, Document.createShell("").body(), "");
    Set<String> faults = new LinkedHashSet<>();
    nodes.forEach(node -> addUnclosed(node, faults));
    for (ParseError error : parser.getErrors()) {
      String message = error.getErrorMessage();
      if (faults.size() < MOST && FORGIVEN.stream().noneMatch(message::startsWith)) {
        faults.add(shown(error.getCursorPos() + " " + message));
      }
    }
    return new ArrayList<>(faults);
  }

  private static void addUnclosed(Node root, Set<String> faults) {
    root.traverse(
        (node, depth) -> {
          if (faults.size() < MOST
              && node instanceof Element element
              && isUnclosed(element)
              && !END_OPTIONAL.contains(element.normalName())) {
            String at =
                element.sourceRange().start().lineNumber()
                    + ":"
                    + element.sourceRange().start().columnNumber();
            faults.add(shown(at + " <" + element.tagName() + "> is not closed"));
          }
        });
  }

  private static boolean isUnclosed(Element element) {
    return element.sourceRange().isTracked()
        && !element.sourceRange().isImplicit()
        && element.endSourceRange().isTracked()
        && element.endSourceRange().isImplicit();
  }

  private static String shown(String fault) {
    return Printable.line(fault.replaceAll("\\s+", " "), LONGEST_SHOWN);
  }

  private static boolean isPage(String html) {
    String start = html.substring(0, Math.min(20, html.length())).toLowerCase(Locale.ROOT);
    return start.startsWith("<!doctype") || start.startsWith("<html");
  }
}

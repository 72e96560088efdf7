package dev.assay.core.judge;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds JSON in a reply: alone, in a code fence, or within prose.
 *
 * @since 0.1
 */
public final class ReplyJson {

  private static final int MOST_STARTS = 64;
  private static final Pattern FENCE =
      Pattern.compile("\\A```[A-Za-z0-9]{0,16}[ \\t]*\\n(.*)\\n[ \\t]*```\\z", Pattern.DOTALL);

  private ReplyJson() {}

  /** The object that the whole reply is, a code fence around it aside. */
  public static Optional<ObjectNode> whole(String reply) {
    String text = afterThinking(reply).strip();
    Matcher fence = FENCE.matcher(text);
    String inner = fence.matches() ? fence.group(1).strip() : text;
    return inner.startsWith("{") ? parse(inner) : Optional.empty();
  }

  /**
   * The last object within the reply that {@code wanted} accepts.
   *
   * @param echoed whether a text is only repeated from what was judged
   */
  public static Optional<ObjectNode> last(
      String reply, Predicate<ObjectNode> wanted, Predicate<String> echoed) {
    String text = afterThinking(reply);
    List<ObjectNode> found = new ArrayList<>();
    int from = text.indexOf('{');
    for (int starts = 0; from >= 0 && starts < MOST_STARTS; starts++) {
      int end = end(text, from);
      Optional<ObjectNode> object =
          end < 0 ? Optional.empty() : parse(text.substring(from, end)).filter(wanted);
      if (object.isPresent()) {
        if (!echoed.test(text.substring(from, end))) {
          found.add(object.get());
        }
        from = text.indexOf('{', end);
      } else {
        from = text.indexOf('{', from + 1);
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
  }

  /** The reply without the thoughts that some models put before it. */
  static String afterThinking(String reply) {
    int end = reply.lastIndexOf("</think>");
    String rest = end < 0 ? reply : reply.substring(end + "</think>".length());
    return rest.isBlank() ? reply : rest;
  }

  // The end of the object that begins here, or -1; braces in strings do not count.
  private static int end(String text, int from) {
    int depth = 0;
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i + 1;
      }
    }
    return -1;
  }

  private static Optional<ObjectNode> parse(String text) {
    try {
      JsonNode node = Json.parse(text, "reply", 1);
      return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }
}

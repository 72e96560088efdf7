package dev.assay.server.config;

import dev.assay.core.config.Node;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps secrets out of messages about mistakes, wherever they were written: what the environment
 * gave, and what stands under keys such as {@code password} and {@code headers}.
 */
final class Concealment {

  // Shorter ones are switches and numbers, and would be found in any text.
  private static final int SHORTEST = 4;
  // In our own words, shorter ones stand by chance.
  private static final int SURE = 8;
  // A message holds the beginning of a long value.
  private static final int LONGEST = 150;
  private static final Set<String> SECRET_KEYS =
      Set.of(
          "secret",
          "password",
          "salt",
          "token",
          "key",
          "api_key",
          "apikey",
          "authorization",
          "headers",
          "url",
          "endpoint");

  private final List<String> secrets;

  private Concealment(Collection<String> secrets) {
    this.secrets = List.copyOf(secrets);
  }

  /** Conceals the secrets of {@code root}, and {@code values}. */
  static Concealment of(Node root, Collection<String> values) {
    Set<String> secrets = new TreeSet<>();
    values.forEach(value -> add(value, secrets));
    gather(root, false, secrets);
    return new Concealment(secrets);
  }

  private static void gather(Node node, boolean secret, Set<String> secrets) {
    if (node instanceof Node.Mapping mapping) {
      for (Map.Entry<String, Node.Entry> entry : mapping.entries().entrySet()) {
        gather(entry.getValue().value(), secret || SECRET_KEYS.contains(entry.getKey()), secrets);
      }
    } else if (node instanceof Node.Sequence sequence) {
      sequence.items().forEach(item -> gather(item, secret, secrets));
    } else if (secret) {
      add(node.meant().asString(""), secrets);
    }
  }

  private static void add(String value, Set<String> secrets) {
    if (value.length() >= SHORTEST) {
      secrets.add(value.substring(0, Math.min(LONGEST, value.length())));
    }
  }

  /** The same mistakes, saying nothing that is secret. */
  List<Problem> apply(List<Problem> problems) {
    List<Problem> harmless = new ArrayList<>();
    for (Problem problem : problems) {
      String value = problem.value();
      harmless.add(
          new Problem(
              problem.location(),
              problem.subject(),
              isContainer(value) ? "a list or keys" : hide(value, SHORTEST),
              String.valueOf(hide(problem.expected(), SURE)),
              hide(problem.next(), SURE)));
    }
    return harmless;
  }

  // Written out, a container shows everything in it.
  private static boolean isContainer(@Nullable String value) {
    return value != null && (value.startsWith("{\"") || value.startsWith("["));
  }

  private @Nullable String hide(@Nullable String text, int shortest) {
    boolean tells =
        text != null && secrets.stream().anyMatch(s -> s.length() >= shortest && text.contains(s));
    return tells ? "(not shown)" : text;
  }
}

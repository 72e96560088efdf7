package dev.assay.otel.span;

import java.util.ArrayList;
import java.util.List;

/**
 * A list as a Java program joins it, {@code ["one", "two"]}, with quotes that are not escaped:
 * where one item ends can only be guessed.
 */
final class LoggedList {

  private static final int MOST = 1000;

  private LoggedList() {}

  /** The items, cut where a quote, a comma, a space and a quote follow each other. */
  static List<String> items(String text) {
    String inside = text.strip();
    if (inside.startsWith("[")) {
      inside = inside.substring(1);
    }
    if (inside.endsWith("]")) {
      inside = inside.substring(0, inside.length() - 1);
    }
    if (inside.startsWith("\"")) {
      inside = inside.substring(1);
    }
    if (inside.endsWith("\"")) {
      inside = inside.substring(0, inside.length() - 1);
    }
    List<String> items = new ArrayList<>();
    int from = 0;
    for (int cut = inside.indexOf("\", \""); cut >= 0 && items.size() < MOST; ) {
      items.add(inside.substring(from, cut));
      from = cut + 4;
      cut = inside.indexOf("\", \"", from);
    }
    items.add(inside.substring(from));
    return items;
  }
}

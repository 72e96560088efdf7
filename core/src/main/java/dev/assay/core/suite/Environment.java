package dev.assay.core.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The environment a suite was read with, and which values it took from there.
 *
 * @param variables the variables by name
 * @param used the names of those taken
 */
record Environment(Map<String, String> variables, List<String> used) {

  static final Environment NONE = new Environment(Map.of(), List.of());

  // Shorter values are switches and numbers, not secrets, and would be found in any text.
  private static final int SHORTEST_SECRET = 4;

  Environment {
    variables = Map.copyOf(variables);
    used = List.copyOf(used);
  }

  String conceal(String text) {
    Map<String, String> byValue = new TreeMap<>();
    for (String name : used) {
      String value = variables.get(name);
      if (value != null && value.length() >= SHORTEST_SECRET) {
        byValue.putIfAbsent(value, name);
      }
    }
    List<String> values = new ArrayList<>(byValue.keySet());
    values.sort((a, b) -> Integer.compare(b.length(), a.length()));
    String concealed = text;
    for (String value : values) {
      concealed = concealed.replace(value, "${" + byValue.get(value) + "}");
    }
    return concealed;
  }

  @Override
  public String toString() {
    return "Environment" + used;
  }
}

package dev.assay.server.web.monitor;

import dev.assay.core.json.Json;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.monitor.watch.MonitorJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Monitors as configurations spell them. */
final class MonitorYaml {

  private static final Pattern TIME = Pattern.compile("P(?=.)[0-9DTHMS.]*");
  private static final Pattern BARE = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

  private MonitorYaml() {}

  /** A monitor with all its defaults, as it could stand in a file. */
  static String of(MonitorDefinition monitor) {
    JsonNode json = MonitorJson.write(monitor);
    StringBuilder yaml = new StringBuilder();
    yaml.append("name: ").append(scalar(json.path("name"))).append('\n');
    yaml.append("severity: ").append(scalar(json.path("severity"))).append('\n');
    yaml.append(json.path("kind").asString("")).append(":\n");
    for (Map.Entry<String, JsonNode> each : json.path("condition").properties()) {
      // What follows from the measures is not said.
      if (!each.getKey().endsWith("_good")) {
        yaml.append("  ").append(each.getKey()).append(": ");
        yaml.append(value(each.getValue())).append('\n');
      }
    }
    slices(json.path("slices"), yaml);
    for (Map.Entry<String, JsonNode> each : json.path("handling").properties()) {
      if (!each.getValue().isArray() || !each.getValue().isEmpty()) {
        yaml.append(each.getKey()).append(": ").append(value(each.getValue())).append('\n');
      }
    }
    return yaml.toString();
  }

  private static void slices(JsonNode slices, StringBuilder yaml) {
    if (slices.has("each")) {
      yaml.append("slices: {each: ").append(value(slices.path("each"))).append("}\n");
      return;
    }
    List<String> parts = new ArrayList<>();
    for (JsonNode part : slices.path("parts")) {
      parts.add(text(part.path("dimension").asString("")) + ": " + scalar(part.path("value")));
    }
    if (!parts.isEmpty()) {
      yaml.append("slices: {").append(String.join(", ", parts)).append("}\n");
    }
  }

  private static String value(JsonNode value) {
    if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(value(item)));
      return "[" + String.join(", ", items) + "]";
    }
    if (value.isObject()) {
      List<String> entries = new ArrayList<>();
      if (value.path("golden").asBoolean(false)) {
        return "golden";
      }
      for (Map.Entry<String, JsonNode> each : value.properties()) {
        entries.add(each.getKey() + ": " + value(each.getValue()));
      }
      return "{" + String.join(", ", entries) + "}";
    }
    return scalar(value);
  }

  private static String scalar(JsonNode value) {
    if (!value.isString()) {
      return value.toString();
    }
    String text = value.stringValue();
    return TIME.matcher(text).matches() ? time(Duration.parse(text)) : text(text);
  }

  // Words that YAML takes for something else are quoted with all that is not plain.
  static String text(String text) {
    boolean plain =
        BARE.matcher(text).matches()
            && !List.of("true", "false", "null", "yes", "no", "on", "off", "y", "n")
                .contains(text.toLowerCase(Locale.ROOT));
    return plain ? text : Json.object().put("x", text).path("x").toString();
  }

  private static String time(Duration time) {
    long seconds = time.toSeconds();
    if (seconds > 0 && seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds > 0 && seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}

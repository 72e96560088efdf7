package dev.assay.server.web.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the configuration file has its sections, as it was when the server started.
 *
 * @param file the file; null for none
 * @param lines the first line of each section, from 1
 */
record ConfigLines(@Nullable Path file, Map<String, Integer> lines) {

  private static final Pattern SECTION = Pattern.compile("([a-z_]{1,60}):.*");

  ConfigLines {
    lines = Map.copyOf(lines);
  }

  static ConfigLines of(@Nullable Path file) {
    Map<String, Integer> lines = new HashMap<>();
    if (file != null) {
      try {
        List<String> text = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (int i = 0; i < text.size(); i++) {
          Matcher matcher = SECTION.matcher(text.get(i));
          if (matcher.matches()) {
            lines.putIfAbsent(matcher.group(1), i + 1);
          }
        }
      } catch (IOException e) {
        // Then no line is told: what holds was read before.
      }
    }
    return new ConfigLines(file, lines);
  }

  /** Where a section is, in words; what it leaves out is the default. */
  String where(String section) {
    if (file == null) {
      return "There is no configuration file: these are the defaults.";
    }
    Integer line = lines.get(section);
    return line == null
        ? "Not in " + file + ": these are the defaults. Key: " + section
        : "Section " + section + " of " + file + ", line " + line;
  }
}

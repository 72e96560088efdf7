package dev.assay.cli;

import dev.assay.core.cache.CacheFiles;
import dev.assay.core.cache.CacheFiles.ShelfStats;
import dev.assay.core.json.Json;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay cache stats}. */
@Command(
    name = "stats",
    description = "Show what is cached: entries, bytes and last use, by target and model version.",
    footer = {"", "Example: assay cache stats --json"})
final class CacheStatsCommand extends AssayCommand {

  private static final int LONGEST_NAME = 60;
  private static final int VERSION_SHOWN = 40;
  private static final int DAY_DIGITS = 10;

  @Mixin private CacheOptions cache = new CacheOptions();

  CacheStatsCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    CacheFiles files = cache.read();
    Map<String, List<ShelfStats>> kinds =
        files.shelves().stream()
            .sorted(Comparator.comparingLong(ShelfStats::bytes).reversed())
            .collect(
                Collectors.groupingBy(s -> s.shelf().kind(), TreeMap::new, Collectors.toList()));
    if (json()) {
      json(document(kinds));
    } else {
      print(kinds);
    }
    return ExitCode.PASSED;
  }

  private ObjectNode document(Map<String, List<ShelfStats>> kinds) {
    ObjectNode json = Json.object();
    json.put("directory", cache.directory().toString());
    List<ShelfStats> all = kinds.values().stream().flatMap(List::stream).toList();
    total(json, all);
    ArrayNode caches = json.putArray("caches");
    kinds.forEach(
        (kind, shelves) -> {
          ObjectNode item = caches.addObject().put("kind", kind);
          total(item, shelves);
          ArrayNode versions = item.putArray("versions");
          for (ShelfStats shelf : shelves) {
            ObjectNode version = versions.addObject();
            version.put("name", shelf.shelf().name());
            version.put("version", shelf.shelf().version());
            version.put("folder", shelf.folder().toString());
            total(version, List.of(shelf));
          }
        });
    return json;
  }

  private static void total(ObjectNode json, List<ShelfStats> shelves) {
    json.put("entries", entries(shelves));
    json.put("bytes", bytes(shelves));
    json.put("oldest_use", text(oldest(shelves)));
    json.put("newest_use", text(newest(shelves)));
  }

  private void print(Map<String, List<ShelfStats>> kinds) {
    if (kinds.isEmpty()) {
      terminal().line("Nothing is cached in " + cache.directory() + ".");
      return;
    }
    kinds.forEach(
        (kind, shelves) -> {
          terminal().line(title(kind) + ": " + words(shelves));
          for (ShelfStats shelf : shelves) {
            String name = shelf.shelf().name().isEmpty() ? "(unnamed)" : shelf.shelf().name();
            terminal()
                .line(
                    "  "
                        + cut(name, LONGEST_NAME)
                        + "  "
                        + cut(shelf.shelf().version(), VERSION_SHOWN)
                        + "  "
                        + words(List.of(shelf)));
          }
        });
  }

  private static String title(String kind) {
    return switch (kind) {
      case "outputs" -> "Outputs of targets";
      case "answers" -> "Answers of models";
      default -> "Others (" + cut(kind, VERSION_SHOWN) + ")";
    };
  }

  private static String words(List<ShelfStats> shelves) {
    long entries = entries(shelves);
    String count = String.format(Locale.ROOT, "%,d", entries);
    String used =
        entries == 0 ? "" : ", used " + day(oldest(shelves)) + " to " + day(newest(shelves));
    return count
        + (entries == 1 ? " entry, " : " entries, ")
        + CacheOptions.size(bytes(shelves))
        + used;
  }

  private static long entries(List<ShelfStats> shelves) {
    return shelves.stream().mapToLong(ShelfStats::entries).sum();
  }

  private static long bytes(List<ShelfStats> shelves) {
    return shelves.stream().mapToLong(ShelfStats::bytes).sum();
  }

  private static @Nullable Instant oldest(List<ShelfStats> shelves) {
    Instant oldest = null;
    for (ShelfStats shelf : shelves) {
      Instant use = shelf.oldestUse();
      oldest = oldest == null || (use != null && use.isBefore(oldest)) ? use : oldest;
    }
    return oldest;
  }

  private static @Nullable Instant newest(List<ShelfStats> shelves) {
    Instant newest = null;
    for (ShelfStats shelf : shelves) {
      Instant use = shelf.newestUse();
      newest = newest == null || (use != null && use.isAfter(newest)) ? use : newest;
    }
    return newest;
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static String day(@Nullable Instant instant) {
    return instant == null ? "never" : instant.toString().substring(0, DAY_DIGITS);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}

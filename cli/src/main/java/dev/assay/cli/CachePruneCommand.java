package dev.assay.cli;

import dev.assay.core.cache.CacheFiles;
import dev.assay.core.cache.CachePruning;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay cache prune}. */
@Command(
    name = "prune",
    description = "Drop cached outputs and answers by age, by size, or all.",
    footer = {
      "",
      "Runs that use the cache meanwhile go on: files they write are left alone, and entries they "
          + "miss are asked for again.",
      "",
      "Example: assay cache prune --older-than 30d --max-size 1GB --dry-run"
    })
final class CachePruneCommand extends AssayCommand {

  private static final Pattern AGE = Pattern.compile("([0-9]{1,6}) ?(m|h|d|w)");
  private static final Map<String, Duration> AGE_UNITS =
      Map.of(
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1),
          "w", Duration.ofDays(7));
  private static final Pattern SIZE =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?) ?([KMGT]i?)?B?", Pattern.CASE_INSENSITIVE);

  @Mixin private CacheOptions cache = new CacheOptions();

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      description = "What was not used for so long: 12h, 30d, 8w.")
  private @Nullable String olderThan;

  @Option(
      names = "--max-size",
      paramLabel = "SIZE",
      description = "What was not used for longest, until the rest is no larger: 500MB, 1GB, 2GiB.")
  private @Nullable String maxSize;

  @Option(names = "--all", description = "Everything.")
  private boolean all;

  @Option(names = "--dry-run", description = "Say what would go, and change nothing.")
  private boolean dryRun;

  CachePruneCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    boolean chosen = olderThan != null || maxSize != null;
    if (all == chosen) {
      throw new InvalidInputException(
          Problem.of(
              "assay cache prune",
              all ? "--all beside a choice" : "no choice",
              "--older-than, --max-size or both, or --all"));
    }
    Instant since = olderThan == null ? null : Instant.now().minus(age(olderThan));
    CachePruning pruning = new CachePruning(all, since, maxSize == null ? null : size(maxSize));
    CacheFiles files = cache.read();
    CachePruning.Result result = dryRun ? pruning.plan(files) : pruning.prune(files);
    if (json()) {
      json(document(result));
    } else {
      print(result);
    }
    return ExitCode.PASSED;
  }

  private ObjectNode document(CachePruning.Result result) {
    ObjectNode json = Json.object();
    json.put("directory", cache.directory().toString());
    json.put("dry_run", dryRun);
    json.put("pruned_entries", result.entries());
    json.put("freed_bytes", result.bytes());
    json.put("kept_entries", result.keptEntries());
    ArrayNode inUse = json.putArray("in_use");
    result.inUse().forEach(file -> inUse.add(file.toString()));
    return json;
  }

  private void print(CachePruning.Result result) {
    terminal()
        .line(
            String.format(
                Locale.ROOT,
                "%s %,d of %,d entries, %s.",
                dryRun ? "Would prune" : "Pruned",
                result.entries(),
                result.entries() + result.keptEntries(),
                CacheOptions.size(result.bytes())));
    for (Path file : result.inUse()) {
      note("Left alone, for another process writes it: " + file);
    }
  }

  private static Duration age(String text) {
    Matcher matcher = AGE.matcher(text);
    Duration unit = matcher.matches() ? AGE_UNITS.get(matcher.group(2)) : null;
    if (unit == null) {
      throw new InvalidInputException(
          Problem.of("--older-than", text, "an age such as 12h, 30d or 8w"));
    }
    return unit.multipliedBy(Long.parseLong(matcher.group(1)));
  }

  private static long size(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidInputException(
          Problem.of("--max-size", text, "a size such as 500MB, 1GB or 2GiB"));
    }
    String unit = matcher.group(2) == null ? "" : matcher.group(2).toLowerCase(Locale.ROOT);
    int power = unit.isEmpty() ? 0 : "kmgt".indexOf(unit.charAt(0)) + 1;
    double bytes = Math.pow(unit.endsWith("i") ? 1024 : 1000, power);
    return Math.round(Double.parseDouble(matcher.group(1)) * bytes);
  }
}

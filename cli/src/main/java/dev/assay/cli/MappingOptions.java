package dev.assay.cli;

import dev.assay.core.dataset.DatasetFormat;
import dev.assay.core.dataset.FieldMapping;
import dev.assay.core.dataset.Partition;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** How a foreign file becomes a dataset. */
final class MappingOptions {

  @Option(
      names = {"-m", "--map"},
      paramLabel = "FIELD=COLUMN",
      description =
          "Take a field (input, expected_output, metadata.source, …) from a column, or from a JSON "
              + "Pointer that begins with /. May be repeated.")
  private List<String> columns = List.of();

  @Option(
      names = {"-p", "--partition"},
      paramLabel = "NAME",
      description = "The partition of rows that name none.")
  private @Nullable String partition;

  @Option(
      names = "--unmapped",
      paramLabel = "WHAT",
      description = "Columns that are left over: refuse (unless given), metadata or drop.")
  private @Nullable String unmapped;

  @Option(
      names = "--ids",
      paramLabel = "FROM",
      description = "Ids of rows that have none: required (unless given), content or row.")
  private @Nullable String ids;

  @Option(
      names = "--from",
      paramLabel = "FORMAT",
      description = "The files' format: jsonl, json, csv or yaml; as their names say unless given.")
  private @Nullable String format;

  /** The mapping asked for. */
  FieldMapping mapping() {
    ObjectNode json = Json.object();
    for (String column : columns) {
      int equals = column.indexOf('=');
      if (equals < 1 || equals == column.length() - 1) {
        throw new InvalidInputException(
            Problem.of("--map", column, "FIELD=COLUMN, such as input=question"));
      }
      json.put(column.substring(0, equals), column.substring(equals + 1));
    }
    if (unmapped != null) {
      json.put("unmapped", unmapped);
    }
    if (ids != null) {
      json.put("ids", ids);
    }
    FieldMapping mapping = FieldMapping.read(json);
    return partition == null ? mapping : mapping.withDefaultPartition(parsePartition(partition));
  }

  /** The format asked for, if one was. */
  @Nullable DatasetFormat format() {
    return format == null ? null : parseFormat("--from", format);
  }

  static DatasetFormat parseFormat(String option, String key) {
    List<String> known = Arrays.stream(DatasetFormat.values()).map(DatasetFormat::key).toList();
    return DatasetFormat.ofKey(key)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    Problem.of(option, key, "a dataset format").next(Nearest.advice(key, known))));
  }

  private static Partition parsePartition(String key) {
    return RunCommand.parsePartitions(List.of(key)).iterator().next();
  }
}

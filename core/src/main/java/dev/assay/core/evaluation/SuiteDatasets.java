package dev.assay.core.evaluation;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.DatasetFile;
import dev.assay.core.dataset.DatasetReader;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.FieldMapping;
import dev.assay.core.dataset.LoadedDataset;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import dev.assay.core.suite.DatasetSource;
import dev.assay.core.suite.Suite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the dataset files of suites.
 *
 * @since 0.1
 */
public final class SuiteDatasets {

  private SuiteDatasets() {}

  /**
   * Reads every dataset file of {@code suite} as one dataset.
   *
   * @throws InvalidInputException with every mistake in the files, ids that occur twice among them
   * @throws IllegalArgumentException if the suite was given its dataset in Java
   */
  public static LoadedDataset load(Suite suite) {
    List<DatasetSource> sources = suite.datasets();
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("dataset: in memory (expected: files)");
    }
    List<Problem> problems = new ArrayList<>();
    List<LoadedDataset> loaded = new ArrayList<>();
    for (DatasetSource source : sources) {
      try {
        loaded.add(DatasetReader.read(source.path(), mapping(suite, source)));
      } catch (InvalidInputException e) {
        problems.addAll(e.problems());
      }
    }
    LoadedDataset merged = problems.isEmpty() ? merge(loaded, problems) : null;
    if (merged == null || !problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return merged;
  }

  private static FieldMapping mapping(Suite suite, DatasetSource source) {
    FieldMapping mapping = FieldMapping.none();
    if (source.mapping() != null) {
      try {
        mapping = FieldMapping.read(source.mapping());
      } catch (InvalidInputException e) {
        throw new InvalidInputException(
            e.problems().stream().map(p -> suite.placed(p.at(source.location()))).toList());
      }
    }
    return source.partition() == null ? mapping : mapping.withDefaultPartition(source.partition());
  }

  private static LoadedDataset merge(List<LoadedDataset> loaded, List<Problem> problems) {
    if (loaded.size() == 1) {
      return loaded.get(0);
    }
    Set<String> names = new LinkedHashSet<>();
    Set<String> taskTypes = new LinkedHashSet<>();
    List<DatasetFile> files = new ArrayList<>();
    List<Example> examples = new ArrayList<>();
    Map<String, Location> locations = new HashMap<>();
    for (LoadedDataset each : loaded) {
      names.add(each.dataset().name());
      if (each.dataset().taskType() != null) {
        taskTypes.add(each.dataset().taskType());
      }
      files.addAll(each.files());
      for (Example example : each.dataset().examples()) {
        Location at = each.location(example.id()).orElse(Location.ofFile(each.dataset().name()));
        Location before = locations.putIfAbsent(example.id(), at);
        if (before == null) {
          examples.add(example);
        } else {
          problems.add(
              Problem.of(
                      "id", example.id(), "unique in the dataset, but it is at " + before + " too")
                  .at(at));
        }
      }
    }
    String taskType = taskTypes.size() == 1 ? taskTypes.iterator().next() : null;
    return new LoadedDataset(
        new Dataset(String.join("+", names), taskType, examples), files, locations);
  }
}

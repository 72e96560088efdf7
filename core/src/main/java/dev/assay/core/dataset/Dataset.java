package dev.assay.core.dataset;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/**
 * Examples in the order of their files, with ids that are unique.
 *
 * @param name what people call it
 * @param taskType what kind of task it tests, such as {@code qa} or {@code summarisation}
 * @param examples the rows
 * @since 0.1
 */
public record Dataset(String name, @Nullable String taskType, List<Example> examples) {

  /**
   * Copies the examples.
   *
   * @throws InvalidInputException if two examples share an id
   */
  public Dataset {
    Objects.requireNonNull(name, "name");
    examples = List.copyOf(examples);
    Set<String> ids = new HashSet<>(examples.size() * 2);
    for (Example example : examples) {
      if (!ids.add(example.id())) {
        throw new InvalidInputException(
            Problem.of("id", example.id(), "unique within dataset " + name));
      }
    }
  }

  /** The examples of one partition, in order. */
  public List<Example> of(Partition partition) {
    return examples.stream().filter(e -> e.partition() == partition).toList();
  }

  /**
   * Hashes what the examples say: the same set in another order, file or format has the same hash.
   * Source: SHA-256 over the sorted hashes of the examples' canonical JSON.
   */
  public String contentHash() {
    return contentHash(examples);
  }

  /** The content hash of some examples. */
  public static String contentHash(List<Example> examples) {
    // In parallel: for thousands of examples this is most of what a run does before it starts.
    List<String> hashes =
        examples.parallelStream()
            .map(example -> ContentHash.of(ExampleJson.write(example)))
            .sorted()
            .toList();
    ArrayNode array = Json.array();
    hashes.forEach(array::add);
    return ContentHash.of(array);
  }
}

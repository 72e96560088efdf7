package dev.assay.core.judge;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Small YAML (or JSON) files: rubrics, few-shot examples, and what comes with Assay. */
final class YamlFile {

  private static final int LARGEST = 1 << 20;
  private static final int DEEPEST = 32;

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private YamlFile() {}

  /** Reads a file that comes with Assay. */
  static JsonNode resource(String name) {
    try (InputStream in = YamlFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " (expected: a resource of Assay)");
      }
      return MAPPER.readTree(Json.decode(in.readAllBytes(), name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isResource(String name) {
    return YamlFile.class.getResource(name) != null;
  }

  /**
   * Reads a file of the user.
   *
   * @param subject the parameter that names it
   * @throws InvalidInputException if it cannot be read or is not YAML, with the line
   */
  static JsonNode read(String subject, Path folder, String name) {
    try {
      Path file = folder.resolve(name);
      if (!Files.isRegularFile(file)) {
        throw new InvalidInputException(
            Problem.of(subject, name, "a file that exists")
                .next("paths are relative to the suite"));
      }
      if (Files.size(file) > LARGEST) {
        throw new InvalidInputException(Problem.of(subject, name, "a file of at most 1 MB"));
      }
      return parse(Json.decode(Files.readAllBytes(file), name), name);
    } catch (InvalidPathException | IOException e) {
      throw new InvalidInputException(
          Problem.of(subject, name, "a file that can be read").next(String.valueOf(e.getMessage())),
          e);
    }
  }

  private static JsonNode parse(String text, String name) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node == null || node.isMissingNode()) {
        throw new InvalidInputException(
            Problem.of("YAML", "nothing", "valid YAML").at(Location.ofFile(name)));
      }
      return node;
    } catch (JacksonException e) {
      Problem problem = Json.problem(e, name, 1);
      String words =
          Arrays.stream(String.valueOf(e.getOriginalMessage()).split("\n", -1))
              .findFirst()
              .orElse("");
      throw new InvalidInputException(
          Problem.of("YAML", words, "valid YAML").at(problem.location()), e);
    }
  }
}

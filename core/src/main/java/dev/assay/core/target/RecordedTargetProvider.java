package dev.assay.core.target;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.ContentHash;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens {@code recorded} targets: answers from a file of JSON Lines {@code {id, output, context?,
 * …}}, by example id, to evaluate what already exists. With a {@code repeat} in a row, by
 * repetition too. The journal of a run may be named as well.
 *
 * @since 0.1
 */
public final class RecordedTargetProvider implements TargetProvider {

  /** Found by {@link java.util.ServiceLoader}. */
  public RecordedTargetProvider() {}

  @Override
  public String kind() {
    return "recorded";
  }

  @Override
  public OpenTarget open(TargetSpec spec, TargetContext context) {
    TargetConfig config = TargetConfig.of(spec, "file", List.of("file"));
    String name = config.string("file");
    config.check();
    Path file = context.baseDirectory().resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(
          Problem.of(config.subject("file"), name, "a file that exists")
              .next("looked at " + file.toAbsolutePath().normalize()));
    }
    RecordedOutputs outputs = RecordedOutputs.read(file);
    return new OpenTarget(
        new Recorded(outputs, name), "recorded " + name, hash(config, file), false);
  }

  private static String hash(TargetConfig config, Path file) {
    try {
      return ContentHash.ofBytes(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of(config.subject("file"), file, "a file that can be read: " + e), e);
    }
  }

  private record Recorded(RecordedOutputs outputs, String name) implements Target {

    @Override
    public Interaction call(TargetRequest request) throws TargetException {
      return outputs
          .find(request.exampleId(), request.repeat())
          .orElseThrow(
              () ->
                  TargetException.permanent(
                      "not_recorded", name + " has no row for " + request.exampleId(), null));
    }

    @Override
    public boolean live() {
      return false;
    }
  }
}

package dev.assay.core.target;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.json.Json;
import dev.assay.core.json.LineReader;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rows of a file of recorded outputs, by example and repetition. */
final class RecordedOutputs {

  // Columns that tools write beside the answer; they decide nothing here.
  private static final Set<String> OTHERS =
      Set.of("id", "repeat", "input", "expected", "expected_output", "metadata", "partition");

  private static final int ANY_REPEAT = -1;

  private record Key(String id, int repeat) {}

  private record Row(Interaction answer, int line) {}

  private final Map<Key, Row> rows = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private RecordedOutputs() {}

  /**
   * Reads a file.
   *
   * @throws InvalidInputException with every row that cannot be used, at its line
   */
  static RecordedOutputs read(Path file) {
    RecordedOutputs outputs = new RecordedOutputs();
    try (LineReader lines = LineReader.open(file)) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        outputs.add(line, Location.ofLine(file.toString(), lines.number()));
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("recorded", file, "a file that can be read: " + e), e);
    }
    if (!outputs.problems.isEmpty()) {
      throw new InvalidInputException(outputs.problems);
    }
    if (outputs.rows.isEmpty()) {
      throw new InvalidInputException(
          Problem.of("recorded", "no rows", "at least one row {id, output}")
              .at(Location.ofFile(file.toString())));
    }
    return outputs;
  }

  /** The answer to an example in one repetition, or in any. */
  Optional<Interaction> find(String id, int repeat) {
    Row row = rows.get(new Key(id, repeat));
    if (row == null) {
      row = rows.get(new Key(id, ANY_REPEAT));
    }
    return Optional.ofNullable(row).map(Row::answer);
  }

  private void add(byte[] line, Location at) {
    try {
      String text = decode(line);
      if (text.isBlank()) {
        return;
      }
      if (!(Json.parse(text, at.file(), at.line()) instanceof ObjectNode row)) {
        throw new InvalidInputException(Problem.of("row", text, "an object {id, output, …}"));
      }
      add(row, at);
    } catch (InvalidInputException e) {
      e.problems().forEach(p -> problems.add(p.location() == null ? p.at(at) : p));
    }
  }

  private void add(ObjectNode row, Location at) {
    // A line of a run's journal names its example otherwise, and has more to say.
    boolean journal = row.has("example_id");
    JsonNode id = row.get(journal ? "example_id" : "id");
    if (id == null || !(id.isString() || id.isIntegralNumber())) {
      throw new InvalidInputException(Problem.of("id", id, "the example's id, as a string"));
    }
    if (!journal) {
      InteractionJson.refuseUnknown(row, OTHERS);
    }
    Interaction answer = InteractionJson.read(row);
    if (answer.output() == null && answer.error() == null) {
      throw new InvalidInputException(Problem.of("output", row.get("output"), "an output"));
    }
    Key key = new Key(id.asString(), repeat(row));
    Row before = rows.putIfAbsent(key, new Row(answer, at.line()));
    if (before != null) {
      throw new InvalidInputException(
          Problem.of("id", key.id(), "unique; line " + before.line() + " has it already"));
    }
  }

  private static int repeat(ObjectNode row) {
    JsonNode repeat = row.get("repeat");
    if (repeat == null || repeat.isNull()) {
      return ANY_REPEAT;
    }
    if (!repeat.isIntegralNumber() || !repeat.canConvertToInt() || repeat.intValue() < 0) {
      throw new InvalidInputException(
          Problem.of("repeat", Json.write(repeat), "a whole number from 0"));
    }
    return repeat.intValue();
  }

  private static String decode(byte[] line) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(Problem.of("text", null, "valid UTF-8"), e);
    }
  }
}

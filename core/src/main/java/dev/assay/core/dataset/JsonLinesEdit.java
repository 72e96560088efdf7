package dev.assay.core.dataset;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Puts examples into a JSON Lines file as a person would: every other line stays as it is, byte for
 * byte, so that the change reads well where it is reviewed.
 *
 * @since 0.1
 */
public final class JsonLinesEdit {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private JsonLinesEdit() {}

  /** What was changed. */
  public static final class Edited {

    private final byte[] bytes;
    private final int added;
    private final int replaced;

    private Edited(byte[] bytes, int added, int replaced) {
      this.bytes = bytes;
      this.added = added;
      this.replaced = replaced;
    }

    /** The whole file. */
    public byte[] bytes() {
      return bytes.clone();
    }

    /** How many lines were added. */
    public int added() {
      return added;
    }

    /** How many lines were replaced. */
    public int replaced() {
      return replaced;
    }
  }

  /**
   * Puts examples into a file, replacing it in one step. A file that is not there is begun.
   *
   * @throws InvalidInputException if it is no JSON Lines file, a line is no JSON object, or it
   *     cannot be read or written
   */
  public static Edited put(Path file, List<Example> examples) {
    if (DatasetFormat.ofPath(file) != DatasetFormat.JSONL) {
      throw new InvalidInputException(
          Problem.of("dataset file", file, "a JSON Lines file, *.jsonl"));
    }
    return EditLock.hold(file, () -> edit(file, examples));
  }

  private static Edited edit(Path file, List<Example> examples) {
    try {
      byte[] before = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      Edited edited = put(before, file.toString(), examples);
      if (edited.added() + edited.replaced() > 0) {
        AtomicFile.write(file, out -> out.write(edited.bytes));
      }
      return edited;
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("dataset file", file, "a file that can be read and written")
              .next(e.toString()),
          e);
    }
  }

  /**
   * Puts examples into the bytes of a file: where a line has an example's id it is replaced, unless
   * it says the same already; the others come at the end, in order.
   *
   * @param file what to call it in errors
   * @throws InvalidInputException if a line is no JSON object
   */
  public static Edited put(byte[] before, String file, List<Example> examples) {
    Map<String, Example> left = new LinkedHashMap<>();
    examples.forEach(example -> left.put(example.id(), example));
    ByteArrayOutputStream out = new ByteArrayOutputStream(before.length + 1024);
    int replaced = 0;
    byte[] ending = {'\n'};
    boolean open = false;
    int number = 0;
    for (int from = 0; from < before.length; ) {
      int end = from;
      while (end < before.length && before[end] != '\n') {
        end++;
      }
      number++;
      boolean carriage = end > from && before[end - 1] == '\r';
      int contentEnd = carriage ? end - 1 : end;
      int start = number == 1 && startsWithMark(before) ? BYTE_ORDER_MARK.length : from;
      JsonNode json = line(Arrays.copyOfRange(before, start, contentEnd), file, number);
      Example example = json == null ? null : left.remove(json.path("id").asString(""));
      if (example == null || ExampleJson.write(example).equals(json)) {
        out.write(before, from, contentEnd - from);
      } else {
        out.write(before, from, start - from);
        out.writeBytes(Json.writeUtf8(ExampleJson.write(example)));
        replaced++;
      }
      open = end == before.length;
      ending = carriage ? new byte[] {'\r', '\n'} : ending;
      int next = Math.min(end + 1, before.length);
      out.write(before, contentEnd, next - contentEnd);
      from = next;
    }
    for (Example example : left.values()) {
      if (open) {
        out.writeBytes(ending);
        open = false;
      }
      out.writeBytes(Json.writeUtf8(ExampleJson.write(example)));
      out.writeBytes(ending);
    }
    return new Edited(out.toByteArray(), left.size(), replaced);
  }

  /**
   * Takes the lines of an example out of the bytes of a file.
   *
   * @param file what to call it in errors
   * @throws InvalidInputException if a line is no JSON object
   */
  public static byte[] remove(byte[] before, String file, String exampleId) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(before.length);
    int number = 0;
    for (int from = 0; from < before.length; ) {
      int end = from;
      while (end < before.length && before[end] != '\n') {
        end++;
      }
      number++;
      int next = Math.min(end + 1, before.length);
      int start = number == 1 && startsWithMark(before) ? BYTE_ORDER_MARK.length : from;
      JsonNode json = line(Arrays.copyOfRange(before, start, end), file, number);
      boolean its = json != null && exampleId.equals(json.path("id").asString(""));
      out.write(before, from, (its ? start : next) - from);
      from = next;
    }
    return out.toByteArray();
  }

  private static @Nullable JsonNode line(byte[] bytes, String file, int number) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.isBlank()) {
      return null;
    }
    JsonNode json = requireNonNull(Json.parse(text, file, number));
    if (!json.isObject()) {
      throw new InvalidInputException(
          Problem.of("line", text, "a JSON object, an example").at(Location.ofLine(file, number)));
    }
    return json;
  }

  private static boolean startsWithMark(byte[] bytes) {
    return bytes.length >= BYTE_ORDER_MARK.length
        && Arrays.equals(
            bytes, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
  }
}

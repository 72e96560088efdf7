package dev.assay.core.config;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * The text of a file that people write.
 *
 * @since 0.1
 */
public final class ConfigText {

  private static final int LARGEST = 4 << 20;

  private ConfigText() {}

  /**
   * Reads a file of at most 4 MB.
   *
   * @param noun what it is, for errors, such as {@code suite}
   * @throws InvalidInputException if it is missing, too large or not UTF-8
   */
  public static String read(Path file, String noun) {
    if (!Files.isRegularFile(file)) {
      String expected =
          Files.isDirectory(file)
              ? "a " + noun + " file, not a folder"
              : "a " + noun + " file that exists";
      throw new InvalidInputException(Problem.of(noun, file, expected));
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST + 1);
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of(noun, file, "a file that can be read").next(e.toString()), e);
    }
    if (bytes.length > LARGEST) {
      throw new InvalidInputException(
          Problem.of(noun, file, "a " + noun + " file of at most " + (LARGEST >> 20) + " MB"));
    }
    return decode(bytes, file.toString());
  }

  private static String decode(byte[] bytes, String file) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      int offset = in.position();
      String wrong = HexFormat.of().withUpperCase().toHexDigits(bytes[offset]);
      throw new InvalidInputException(
          new Problem(
              location(text, text.length(), file),
              "encoding",
              "byte " + wrong,
              "UTF-8",
              "convert the file to UTF-8"));
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** The place of the character at {@code index}. */
  static Location location(String text, int index, String file) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < Math.min(index, text.length()); i++) {
      boolean lineEnd = text.charAt(i) == '\n';
      line += lineEnd ? 1 : 0;
      column = lineEnd ? 1 : column + 1;
    }
    return new Location(file, line, column);
  }
}

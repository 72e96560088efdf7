package dev.assay.otel.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/** All attributes that the mapping's table names. */
final class PrecedenceKeys {

  private PrecedenceKeys() {}

  static Stream<String> all() {
    try (InputStream in = PrecedenceKeys.class.getResourceAsStream("/mapping/precedence.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Stream.of(line.substring(line.lastIndexOf(" : ") + 3).split(" \\| ")))
          .map(source -> source.replaceAll("^[a-z]*\\(|\\).*$", ""))
          .distinct()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

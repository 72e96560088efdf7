package dev.assay.otel.wire;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How an export is written. Its answer is written the same way.
 *
 * @since 0.1
 */
public enum Encoding {
  /** Binary protobuf. */
  PROTOBUF("application/x-protobuf"),
  /** OTLP's own form of JSON: ids in hexadecimal digits. */
  JSON("application/json");

  private final String mediaType;

  Encoding(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The content type. */
  public String mediaType() {
    return mediaType;
  }

  /**
   * Reads a {@code Content-Type}; parameters such as {@code charset} do not matter.
   *
   * @throws RefusedException if it is missing or another, with {@link
   *     Refusal#UNSUPPORTED_CONTENT_TYPE}
   */
  public static Encoding ofContentType(@Nullable String contentType) {
    String given = contentType == null ? "" : contentType;
    int parameters = given.indexOf(';');
    String type = (parameters < 0 ? given : given.substring(0, parameters)).strip();
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "application/x-protobuf", "application/protobuf" -> PROTOBUF;
      case "application/json" -> JSON;
      default ->
          throw new RefusedException(
              Refusal.UNSUPPORTED_CONTENT_TYPE,
              "Content-Type: "
                  + (type.isEmpty() ? "none" : Legible.of(type))
                  + " (expected: application/x-protobuf or application/json)");
    };
  }
}

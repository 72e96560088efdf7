package dev.assay.otel.wire;

/** Guesses what a body is that is not the protobuf it should be. */
final class BodyHint {

  private BodyHint() {}

  static String of(byte[] body) {
    if (body.length > 1 && (body[0] & 0xFF) == 0x1F && (body[1] & 0xFF) == 0x8B) {
      return "compressed with gzip (expected: the header Content-Encoding: gzip)";
    }
    for (byte b : body) {
      if (b == '{' || b == '[') {
        return "it looks like JSON (expected: protobuf, or Content-Type: application/json)";
      }
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        break;
      }
    }
    return "not valid protobuf (expected: an OTLP export request)";
  }
}

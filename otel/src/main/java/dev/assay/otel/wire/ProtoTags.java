package dev.assay.otel.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;

/**
 * Passing over protobuf fields. A tag is a field's number and wire type in one: {@code number << 3
 * | type}, of which 0 is a varint, 1 eight bytes, 2 a length and as many bytes, 5 four bytes. A
 * known number with another type counts as unknown.
 */
final class ProtoTags {

  // The shape that the exports of all three signals share.
  static final int RESOURCE = 1 << 3 | 2;
  static final int RECORDS = 2 << 3 | 2;
  static final int SCHEMA_URL = 3 << 3 | 2;

  private ProtoTags() {}

  /**
   * Passes over a field that is not known here.
   *
   * @throws InvalidProtocolBufferException if it ends a group that never began
   */
  static void skip(CodedInputStream in, int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new InvalidProtocolBufferException("a group ends that never began");
    }
  }

  /** Passes over a length and as many bytes, which end where the stream then stands. */
  static int skipBytes(CodedInputStream in) throws IOException {
    int length = in.readRawVarint32();
    in.skipRawBytes(length);
    return length;
  }
}

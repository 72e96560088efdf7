package dev.assay.otel.wire;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * Recognises an export that was posted to the path of another signal. In protobuf the three look
 * alike but for a few fields of their records whose number or type the others do not have.
 */
final class Misdirected {

  private static final int SPAN_START = 7 << 3 | 1;
  private static final int SPAN_END = 8 << 3 | 1;
  private static final int LOG_TIME = 1 << 3 | 1;
  private static final int LOG_OBSERVED = 11 << 3 | 1;
  private static final int FIRST_BYTES = 1 << 3 | 2;
  private static final int SECOND_BYTES = 2 << 3 | 2;
  private static final int GAUGE = 5 << 3 | 2;
  private static final int SUM = 7 << 3 | 2;
  private static final int HISTOGRAM = 9 << 3 | 2;
  private static final int EXPONENTIAL_HISTOGRAM = 10 << 3 | 2;
  private static final int SUMMARY = 11 << 3 | 2;

  private Misdirected() {}

  /** Whether a record with this field cannot be a log record. */
  static boolean isNoLog(int tag) {
    return tag == SPAN_START || tag == SPAN_END || tag == FIRST_BYTES;
  }

  /** Whether a record with this field cannot be a metric. */
  static boolean isNoMetric(int tag) {
    return tag == SPAN_START || tag == SPAN_END || tag == LOG_TIME || tag == LOG_OBSERVED;
  }

  /** What a record seems to be. */
  static Optional<OtlpSignal> signalOf(byte[] bytes, int from, int length) {
    CodedInputStream in = CodedInputStream.newInstance(bytes, from, length);
    boolean identified = false;
    boolean measured = false;
    try {
      int tag;
      while ((tag = in.readTag()) != 0) {
        switch (tag) {
          case SPAN_START, SPAN_END -> {
            return Optional.of(OtlpSignal.TRACES);
          }
          case LOG_TIME, LOG_OBSERVED -> {
            return Optional.of(OtlpSignal.LOGS);
          }
          // A span's ids, where a metric has its name and description.
          case FIRST_BYTES -> identified |= ProtoTags.skipBytes(in) == Ids.TRACE_BYTES;
          case SECOND_BYTES -> identified |= ProtoTags.skipBytes(in) == Ids.SPAN_BYTES;
          case GAUGE, SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY -> {
            measured = true;
            ProtoTags.skip(in, tag);
          }
          default -> ProtoTags.skip(in, tag);
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return measured && !identified ? Optional.of(OtlpSignal.METRICS) : Optional.empty();
  }

  static RefusedException refusal(OtlpSignal posted, OtlpSignal found) {
    return new RefusedException(
        Refusal.WRONG_SIGNAL,
        posted.path()
            + ": an export of "
            + found.recordField()
            + " (expected: "
            + posted.recordField()
            + "; post it to "
            + found.path()
            + ")");
  }
}

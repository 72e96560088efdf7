package dev.assay.otel.wire;

import com.google.protobuf.CodedInputStream;
import dev.assay.otel.record.Origin;
import java.io.IOException;

/** Counts the data points of an export of metrics in protobuf, none of which is used. */
final class ProtoMetrics implements ProtoExport.RecordReader {

  private static final int GAUGE = 5 << 3 | 2;
  private static final int SUM = 7 << 3 | 2;
  private static final int HISTOGRAM = 9 << 3 | 2;
  private static final int EXPONENTIAL_HISTOGRAM = 10 << 3 | 2;
  private static final int SUMMARY = 11 << 3 | 2;
  private static final int DATA_POINT = 1 << 3 | 2;

  private final Intake intake;

  ProtoMetrics(Intake intake) {
    this.intake = intake;
  }

  @Override
  public void read(CodedInputStream in, int base, Origin origin) throws IOException {
    long points = 0;
    int tag;
    while ((tag = in.readTag()) != 0) {
      switch (tag) {
        case GAUGE, SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY -> points += points(in);
        default -> {
          if (Misdirected.isNoMetric(tag)) {
            throw new BadRecordException(Rejection.MALFORMED);
          }
          ProtoTags.skip(in, tag);
        }
      }
    }
    if (points > 0) {
      intake.reject(Rejection.NOT_USED, points);
    }
  }

  private static long points(CodedInputStream in) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    long points = 0;
    int tag;
    while ((tag = in.readTag()) != 0) {
      if (tag == DATA_POINT) {
        points++;
      }
      ProtoTags.skip(in, tag);
    }
    in.popLimit(outer);
    return points;
  }
}

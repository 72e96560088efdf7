package dev.assay.otel.wire;

import com.google.protobuf.CodedInputStream;
import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.Origin;
import java.io.IOException;
import java.util.Optional;

/**
 * Walks an export in protobuf: resources, in them scopes, in them records. All three signals have
 * this shape.
 *
 * <p>Every record is read from a stream of its own, so that what is wrong with one leaves the
 * others alone. The generated classes would fail the whole request for one text that is not UTF-8.
 */
final class ProtoExport {

  private static final int NAME = 1 << 3 | 2;
  private static final int VERSION = 2 << 3 | 2;
  private static final int RESOURCE_ATTRIBUTE = 1 << 3 | 2;
  private static final int RESOURCE_DROPPED = 2 << 3;

  private final byte[] bytes;
  private final Intake intake;
  private final ProtoValues values;
  private final AttributesDraft attributes;
  private final OtlpSignal signal;
  private final RecordReader reader;

  private int accepted;
  private int firstRejected = -1;
  private int firstRejectedLength;

  /** Reads one record. */
  interface RecordReader {
    /** Reads a record whose bytes start at {@code base}. */
    void read(CodedInputStream in, int base, Origin origin) throws IOException;
  }

  ProtoExport(
      byte[] bytes, Intake intake, ProtoValues values, OtlpSignal signal, RecordReader reader) {
    this.bytes = bytes;
    this.intake = intake;
    this.values = values;
    this.attributes = new AttributesDraft(intake);
    this.signal = signal;
    this.reader = reader;
  }

  void read() {
    try {
      CodedInputStream in = CodedInputStream.newInstance(bytes);
      int tag;
      while ((tag = in.readTag()) != 0) {
        if (tag == ProtoTags.RESOURCE) {
          int length = ProtoTags.skipBytes(in);
          resource(in.getTotalBytesRead() - length, length);
        } else {
          ProtoTags.skip(in, tag);
        }
      }
    } catch (IOException e) {
      throw new RefusedException(Refusal.MALFORMED, "body: " + BodyHint.of(bytes), e);
    }
    if (accepted == 0 && firstRejected >= 0) {
      refuseIfMisdirected();
    }
  }

  private void refuseIfMisdirected() {
    Optional<OtlpSignal> other = Misdirected.signalOf(bytes, firstRejected, firstRejectedLength);
    if (other.isPresent() && other.get() != signal) {
      throw Misdirected.refusal(signal, other.get());
    }
  }

  // Fields come in any order, so what the records need is looked for first.
  private void resource(int base, int length) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes, base, length);
    Attributes resource = Attributes.NONE;
    String schemaUrl = "";
    int tag;
    while ((tag = in.readTag()) != 0) {
      switch (tag) {
        case ProtoTags.RESOURCE -> {
          int size = ProtoTags.skipBytes(in);
          resource = resourceAttributes(base + in.getTotalBytesRead() - size, size);
        }
        case ProtoTags.SCHEMA_URL -> schemaUrl = originText(in, base);
        default -> ProtoTags.skip(in, tag);
      }
    }
    in = CodedInputStream.newInstance(bytes, base, length);
    while ((tag = in.readTag()) != 0) {
      if (tag == ProtoTags.RECORDS) {
        int size = ProtoTags.skipBytes(in);
        scope(base + in.getTotalBytesRead() - size, size, resource, schemaUrl);
      } else {
        ProtoTags.skip(in, tag);
      }
    }
  }

  private void scope(int base, int length, Attributes resource, String resourceSchema)
      throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes, base, length);
    Origin origin = new Origin(resource, "", "", "");
    String schemaUrl = "";
    int tag;
    while ((tag = in.readTag()) != 0) {
      switch (tag) {
        case ProtoTags.RESOURCE -> {
          int size = ProtoTags.skipBytes(in);
          origin = named(base + in.getTotalBytesRead() - size, size, resource);
        }
        case ProtoTags.SCHEMA_URL -> schemaUrl = originText(in, base);
        default -> ProtoTags.skip(in, tag);
      }
    }
    String schema = schemaUrl.isEmpty() ? resourceSchema : schemaUrl;
    origin = new Origin(resource, origin.scope(), origin.scopeVersion(), schema);
    in = CodedInputStream.newInstance(bytes, base, length);
    while ((tag = in.readTag()) != 0) {
      if (tag == ProtoTags.RECORDS) {
        int size = ProtoTags.skipBytes(in);
        record(base + in.getTotalBytesRead() - size, size, origin);
      } else {
        ProtoTags.skip(in, tag);
      }
    }
  }

  private void record(int at, int length, Origin origin) {
    intake.allowance().startRecord();
    try {
      reader.read(CodedInputStream.newInstance(bytes, at, length), at, origin);
      accepted++;
    } catch (BadRecordException e) {
      reject(e.reason(), at, length);
    } catch (IOException e) {
      reject(Rejection.MALFORMED, at, length);
    }
  }

  private void reject(Rejection reason, int at, int length) {
    intake.reject(reason);
    if (firstRejected < 0) {
      firstRejected = at;
      firstRejectedLength = length;
    }
  }

  private Attributes resourceAttributes(int base, int length) {
    intake.allowance().startRecord();
    CodedInputStream in = CodedInputStream.newInstance(bytes, base, length);
    try {
      int tag;
      while ((tag = in.readTag()) != 0) {
        switch (tag) {
          case RESOURCE_ATTRIBUTE -> {
            int size = ProtoTags.skipBytes(in);
            resourceAttribute(base + in.getTotalBytesRead() - size, size);
          }
          case RESOURCE_DROPPED -> attributes.dropped(in.readUInt32());
          default -> ProtoTags.skip(in, tag);
        }
      }
    } catch (IOException e) {
      attributes.dropped(1);
      damaged();
    }
    return attributes.take();
  }

  private void resourceAttribute(int at, int length) {
    try {
      values.keyAndValue(CodedInputStream.newInstance(bytes, at, length), at, attributes);
    } catch (BadRecordException | IOException e) {
      attributes.dropped(1);
      damaged();
    }
  }

  private Origin named(int base, int length, Attributes resource) {
    CodedInputStream in = CodedInputStream.newInstance(bytes, base, length);
    String name = "";
    String version = "";
    try {
      int tag;
      while ((tag = in.readTag()) != 0) {
        switch (tag) {
          case NAME -> name = originText(in, base);
          case VERSION -> version = originText(in, base);
          default -> ProtoTags.skip(in, tag);
        }
      }
    } catch (IOException e) {
      damaged();
    }
    return new Origin(resource, name, version, "");
  }

  private String originText(CodedInputStream in, int base) throws IOException {
    try {
      return values.text(in, base);
    } catch (BadRecordException e) {
      damaged();
      return "";
    }
  }

  private void damaged() {
    intake.adjust(Adjustment.ORIGIN_DAMAGED);
  }
}

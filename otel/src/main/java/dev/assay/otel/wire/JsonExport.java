package dev.assay.otel.wire;

import dev.assay.core.json.Json;
import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.Origin;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.ObjectReader;

/**
 * Walks an export in JSON: resources, in them scopes, in them records. All three signals have this
 * shape. Read as a stream: protobuf's own JSON reader takes hexadecimal ids for base64 without a
 * word, and refuses fields that it does not know.
 */
final class JsonExport {

  // Twice the same key is no reason to lose a batch, and looking for it costs time.
  private static final ObjectReader READER =
      Json.mapper().reader().without(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

  // Marking takes four bytes for one; a larger body that is not UTF-8 is refused whole.
  private static final int LARGEST_MARKED = 16 << 20;

  private final JsonInput in;
  private final Intake intake;
  private final JsonValues values;
  private final AttributesDraft attributes;
  private final OtlpSignal signal;
  private final Records<?> records;

  /**
   * Reads records and keeps them.
   *
   * @param <T> spans or log records
   */
  interface Records<T> {
    /** Reads the record on whose first token the stream stands. */
    void read(Origin origin);

    /** Those read. */
    List<T> all();

    /** Changes the origins of those from {@code from} on, once more is known of them. */
    void rename(int from, UnaryOperator<Origin> origin);
  }

  /**
   * Makes a reader.
   *
   * @param <T> spans or log records
   */
  interface RecordsFactory<T> {
    /** A reader of the records on {@code in}. */
    Records<T> create(JsonInput in, Intake intake);
  }

  private JsonExport(JsonInput in, Intake intake, OtlpSignal signal, Records<?> records) {
    this.in = in;
    this.intake = intake;
    this.values = new JsonValues(in, intake);
    this.attributes = new AttributesDraft(intake);
    this.signal = signal;
    this.records = records;
  }

  static <T> Decoded<T> decode(
      byte[] body, WireLimits limits, Instant now, OtlpSignal signal, RecordsFactory<T> factory) {
    try (JsonParser parser = READER.createParser(body)) {
      return decode(new JsonInput(parser, false), limits, now, signal, factory);
    } catch (JacksonException e) {
      if (body.length > LARGEST_MARKED || Utf8.isValid(body, 0, body.length)) {
        throw malformed(e);
      }
    }
    // So that a text that is not UTF-8 costs its record, and not the batch.
    try (JsonParser parser = READER.createParser(Utf8.decodeMarking(body))) {
      return decode(new JsonInput(parser, true), limits, now, signal, factory);
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  private static <T> Decoded<T> decode(
      JsonInput in, WireLimits limits, Instant now, OtlpSignal signal, RecordsFactory<T> factory) {
    Intake intake = new Intake(limits, now);
    Records<T> records = factory.create(in, intake);
    new JsonExport(in, intake, signal, records).read();
    return intake.decoded(signal, records.all());
  }

  private static RefusedException malformed(JacksonException e) {
    String message = Legible.of(Json.problem(e, "body", 1).message());
    return new RefusedException(Refusal.MALFORMED, message, e);
  }

  private void read() {
    if (in.next() == null || !in.isObject()) {
      throw new RefusedException(
          Refusal.MALFORMED,
          "body: not a JSON object (expected: {\"" + signal.resourceField() + "\": […]})");
    }
    boolean found = false;
    boolean empty = true;
    String name;
    while ((name = in.nextField()) != null) {
      empty = false;
      if (is(name, signal.resourceField())) {
        found = true;
        list(this::resource);
      } else {
        refuseIfMisdirected(name);
        in.skip();
      }
    }
    if (in.next() != null) {
      throw new RefusedException(
          Refusal.MALFORMED, in.place() + ": more after the end (expected: one JSON object)");
    }
    if (!found && !empty) {
      intake.warn("nothing read: no " + signal.resourceField() + " in the request");
    }
  }

  private void refuseIfMisdirected(String name) {
    for (OtlpSignal other : OtlpSignal.values()) {
      if (is(name, other.resourceField())) {
        throw Misdirected.refusal(signal, other);
      }
    }
  }

  // Names are given in camel case; some senders use those of the protobuf files.
  private static boolean is(String name, String camel) {
    if (name.equals(camel)) {
      return true;
    }
    return name.indexOf('_') > 0 && name.replace("_", "").equals(camel.toLowerCase(Locale.ROOT));
  }

  private void list(Runnable item) {
    if (in.isNull()) {
      return;
    }
    if (!in.isArray()) {
      throw shape("not an array", "an array");
    }
    while (in.nextItem()) {
      item.run();
    }
  }

  private RefusedException shape(String found, String expected) {
    return new RefusedException(
        Refusal.MALFORMED, in.place() + ": " + found + " (expected: " + expected + ")");
  }

  private void checkObject() {
    if (!in.isObject()) {
      throw shape("not an object", "an object");
    }
  }

  private void resource() {
    checkObject();
    int from = records.all().size();
    Attributes resource = Attributes.NONE;
    boolean late = false;
    String schemaUrl = "";
    String name;
    while ((name = in.nextField()) != null) {
      if (name.equals("resource")) {
        resource = resourceAttributes();
        late = records.all().size() > from;
      } else if (is(name, signal.scopeField())) {
        Attributes known = resource;
        list(() -> scope(known));
      } else if (is(name, "schemaUrl")) {
        schemaUrl = originText();
      } else {
        in.skip();
      }
    }
    if (late || !schemaUrl.isEmpty()) {
      records.rename(from, known(resource, schemaUrl));
    }
  }

  /** What came after the records of a resource, given to each scope's origin. */
  private static UnaryOperator<Origin> known(Attributes resource, String schemaUrl) {
    IdentityHashMap<Origin, Origin> renamed = new IdentityHashMap<>();
    return origin ->
        renamed.computeIfAbsent(
            origin,
            old ->
                new Origin(
                    resource,
                    old.scope(),
                    old.scopeVersion(),
                    old.schemaUrl().isEmpty() ? schemaUrl : old.schemaUrl()));
  }

  private void scope(Attributes resource) {
    checkObject();
    int from = records.all().size();
    Origin origin = new Origin(resource, "", "", "");
    boolean late = false;
    String schemaUrl = "";
    String name;
    while ((name = in.nextField()) != null) {
      if (name.equals("scope")) {
        origin = named(resource);
        late = records.all().size() > from;
      } else if (is(name, signal.recordField())) {
        Origin known = origin;
        list(() -> record(known));
      } else if (is(name, "schemaUrl")) {
        schemaUrl = originText();
      } else {
        in.skip();
      }
    }
    if (late || !schemaUrl.isEmpty()) {
      Origin whole = new Origin(resource, origin.scope(), origin.scopeVersion(), schemaUrl);
      records.rename(from, old -> whole);
    }
  }

  private void record(Origin origin) {
    intake.allowance().startRecord();
    if (!in.isObject()) {
      in.skip();
      intake.reject(Rejection.MALFORMED);
      return;
    }
    TokenStreamContext outside = in.outside();
    try {
      records.read(origin);
    } catch (BadRecordException e) {
      in.leaveTo(outside);
      intake.reject(e.reason());
    }
  }

  private Attributes resourceAttributes() {
    intake.allowance().startRecord();
    if (!in.isObject()) {
      damaged();
      return Attributes.NONE;
    }
    TokenStreamContext outside = in.outside();
    try {
      String name;
      while ((name = in.nextField()) != null) {
        switch (name) {
          case "attributes" -> values.attributes(attributes);
          case "droppedAttributesCount", "dropped_attributes_count" ->
              attributes.dropped(in.count());
          default -> in.skip();
        }
      }
    } catch (BadRecordException e) {
      in.leaveTo(outside);
      attributes.dropped(1);
      damaged();
    }
    return attributes.take();
  }

  private Origin named(Attributes resource) {
    String scope = "";
    String version = "";
    if (in.isObject()) {
      String name;
      while ((name = in.nextField()) != null) {
        switch (name) {
          case "name" -> scope = originText();
          case "version" -> version = originText();
          default -> in.skip();
        }
      }
    } else {
      damaged();
    }
    return new Origin(resource, scope, version, "");
  }

  private String originText() {
    try {
      return in.text();
    } catch (BadRecordException e) {
      in.skip();
      damaged();
      return "";
    }
  }

  // Null stands for a field that is not there, and is no damage.
  private void damaged() {
    if (!in.isNull()) {
      in.skip();
      intake.adjust(Adjustment.ORIGIN_DAMAGED);
    }
  }
}

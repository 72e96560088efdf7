package dev.assay.otel.wire;

import dev.assay.otel.record.Attributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attributes being read. */
final class AttributesDraft {

  private static final int LONGEST_KEY = 1_024;

  private final Intake intake;
  private @Nullable Map<String, @Nullable Object> values;
  private @Nullable List<String> shortened;
  private int dropped;

  AttributesDraft(Intake intake) {
    this.intake = intake;
  }

  /** Adds a value, of which some was left out if {@code cut}. */
  void put(AttributeKey key, @Nullable Object value, boolean cut) {
    intake.value();
    if (key.secret()) {
      intake.adjust(Adjustment.SECRET_REMOVED);
      return;
    }
    Map<String, @Nullable Object> into = values;
    if (into == null) {
      into = new LinkedHashMap<>(32);
      values = into;
    }
    if (key.name().length() > LONGEST_KEY
        || (into.size() >= intake.limits().attributes() && !into.containsKey(key.name()))) {
      drop();
      return;
    }
    into.put(key.name(), value);
    if (cut) {
      shorten(key.name());
    }
  }

  /** Counts a value that was left out. */
  void drop() {
    intake.adjust(Adjustment.VALUE_DROPPED);
    dropped(1);
  }

  /** Counts what the sender left out. */
  void dropped(int count) {
    dropped = Counts.add(dropped, count);
  }

  private void shorten(String key) {
    intake.adjust(Adjustment.VALUE_SHORTENED);
    List<String> keys = shortened;
    if (keys == null) {
      keys = new ArrayList<>();
      shortened = keys;
    }
    if (!keys.contains(key)) {
      keys.add(key);
    }
  }

  /** What was read, to begin anew. */
  Attributes take() {
    Attributes attributes =
        values == null && dropped == 0
            ? Attributes.NONE
            : new Attributes(
                values == null ? Map.of() : values,
                dropped,
                shortened == null ? List.of() : shortened);
    values = null;
    shortened = null;
    dropped = 0;
    return attributes;
  }
}

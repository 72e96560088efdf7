package dev.assay.server.pipeline;

import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.monitor.window.Slicing;
import dev.assay.monitor.window.Window;
import dev.assay.monitor.window.WindowLevel;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredWindow;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Merges what was gathered into the minutes, hours and days that are stored. Whatever it was given
 * is in the batch it writes next, and in no other. For one thread.
 */
final class WindowLedger {

  // A few of each are written to at a time; late data brings back older ones. Small windows are
  // held
  // for longer: of little traffic, scores and signals come back to many minutes.
  private static final int WINDOWS_HELD = 12;
  private static final long SLICES_HELD = 8_000;
  private static final int MOST_WINDOWS_HELD = 500;
  private static final int MOST_LET_GO = 10_000;

  private record Key(WindowLevel level, Instant start) {}

  private record Held(Window window, Set<String> stored) {}

  private final Store store;
  private final Slicing slicing;
  private final LinkedHashMap<Key, Held> held = new LinkedHashMap<>(32, 0.75f, true);
  private final Map<Key, Set<Slice>> changed = new HashMap<>();
  // Of a store that was empty at first all that is stored and not held; null where nobody knows.
  private @Nullable Set<Key> letGo;
  private long neverCounted;

  /**
   * Begins with nothing.
   *
   * @param empty whether the store holds no window yet
   */
  WindowLedger(Store store, Slicing slicing, boolean empty) {
    this.store = store;
    this.slicing = slicing;
    this.letGo = empty ? new HashSet<>() : null;
  }

  /** Merges parts of minutes. */
  void add(List<Window> parts) {
    for (Window part : parts) {
      Set<Slice> slices = part.slices().keySet();
      for (WindowLevel level : WindowLevel.values()) {
        Key key = new Key(level, level.start(part.start()));
        Window window = held(key).window();
        window.merge(part);
        // All that came before is in it: what is owed and not there will not come.
        neverCounted += window.settle();
        changed.computeIfAbsent(key, each -> new HashSet<>()).addAll(slices);
      }
    }
  }

  /** How many slices did not hold what was to be taken back. */
  long neverCounted() {
    return neverCounted;
  }

  /** How many windows changed that are in no batch yet. */
  int changed() {
    return changed.size();
  }

  /** Puts what changed since the last time into a batch. */
  void putInto(Batch.Builder batch) {
    changed.forEach((key, slices) -> put(key, slices, batch));
    changed.clear();
  }

  /** All that was put into batches is stored: what is not needed can be read again. */
  void stored() {
    long slices = 0;
    for (Held each : held.values()) {
      slices += each.stored().size();
    }
    Iterator<Map.Entry<Key, Held>> oldest = held.entrySet().iterator();
    while (tooMany(slices) && oldest.hasNext()) {
      Map.Entry<Key, Held> next = oldest.next();
      if (!changed.containsKey(next.getKey())) {
        slices -= next.getValue().stored().size();
        oldest.remove();
        letGo(next.getKey());
      }
    }
  }

  private void letGo(Key key) {
    Set<Key> known = letGo;
    if (known != null) {
      known.add(key);
      letGo = known.size() > MOST_LET_GO ? null : known;
    }
  }

  private boolean tooMany(long slices) {
    return held.size() > WINDOWS_HELD && (slices > SLICES_HELD || held.size() > MOST_WINDOWS_HELD);
  }

  private void put(Key key, Set<Slice> slices, Batch.Builder batch) {
    Held at = held(key);
    Map<Slice, SliceSummary> summaries = at.window().slices();
    Set<String> keys = new TreeSet<>();
    summaries.keySet().forEach(slice -> keys.add(slice.key()));
    boolean displaced = !keys.containsAll(at.stored());
    summaries.forEach(
        (slice, summary) -> {
          // What lost its place is counted with the others, which then changed too.
          if (displaced || slices.contains(slice) || !at.stored().contains(slice.key())) {
            batch.put(stored(key, slice.key(), summary));
          }
        });
    for (String gone : at.stored()) {
      if (!keys.contains(gone)) {
        batch.put(stored(key, gone, new SliceSummary()));
      }
    }
    at.stored().clear();
    at.stored().addAll(keys);
  }

  private static StoredWindow stored(Key key, String slice, SliceSummary summary) {
    return new StoredWindow(level(key.level()), key.start(), slice, summary.toBytes());
  }

  static StoredWindow.Level level(WindowLevel level) {
    return switch (level) {
      case MINUTE -> StoredWindow.Level.MINUTE;
      case HOUR -> StoredWindow.Level.HOUR;
      case DAY -> StoredWindow.Level.DAY;
    };
  }

  private Held held(Key key) {
    Held known = held.get(key);
    if (known == null) {
      known = load(key);
      held.put(key, known);
    }
    return known;
  }

  private Held load(Key key) {
    Set<Key> known = letGo;
    List<StoredWindow> rows =
        known != null && !known.contains(key)
            ? List.of()
            : store
                .windows()
                .readAll(level(key.level()), key.start(), key.level().end(key.start()));
    Map<Slice, SliceSummary> slices = new LinkedHashMap<>();
    Set<String> keys = new TreeSet<>();
    for (StoredWindow row : rows) {
      Slice slice = Slice.ofKey(row.slice());
      // Slices that are declared no longer stay as they were stored.
      if (declared(slice)) {
        slices.put(slice, SliceSummary.fromBytes(row.bytes()));
        keys.add(row.slice());
      }
    }
    return new Held(Window.ofSlices(key.level(), key.start(), slicing, slices), keys);
  }

  private boolean declared(Slice slice) {
    List<String> dimensions = slice.parts().stream().map(Slice.Part::dimension).toList();
    return dimensions.isEmpty()
        || slicing.definitions().stream().anyMatch(each -> each.dimensions().equals(dimensions));
  }
}

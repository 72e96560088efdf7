package dev.assay.monitor.watch;

import static java.util.Objects.requireNonNull;

import dev.assay.monitor.window.Slice;
import java.util.List;

/**
 * Which slices a monitor watches: one, or each of a definition.
 *
 * @param slice the one; everything unless said
 * @param each the dimensions of a slice definition, each of whose slices is watched; none for the
 *     one slice
 * @since 0.1
 */
public record WatchedSlices(Slice slice, List<String> each) {

  private static final WatchedSlices ALL = new WatchedSlices(Slice.ALL, List.of());

  /** Copies the dimensions. */
  public WatchedSlices {
    requireNonNull(slice, "slice");
    each = List.copyOf(each);
  }

  /** Everything. */
  public static WatchedSlices all() {
    return ALL;
  }

  /** One slice. */
  public static WatchedSlices one(Slice slice) {
    return new WatchedSlices(slice, List.of());
  }

  /** Each slice of a definition, adjusted for looking at so many. */
  public static WatchedSlices each(String... dimensions) {
    return new WatchedSlices(Slice.ALL, List.of(dimensions));
  }

  boolean watches(Slice other) {
    return each.isEmpty()
        ? slice.equals(other)
        : each.equals(other.parts().stream().map(Slice.Part::dimension).toList());
  }
}

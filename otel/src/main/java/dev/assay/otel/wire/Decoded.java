package dev.assay.otel.wire;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was read from one request.
 *
 * @param <T> spans or log records
 * @param signal what the request was an export of
 * @param records taken, in the order sent
 * @param rejected how many were not, by reason
 * @param adjusted how often something in what was read was changed, by kind
 * @param warning for the sender, though nothing was rejected; null if there is none
 * @since 0.1
 */
public record Decoded<T>(
    OtlpSignal signal,
    List<T> records,
    Map<Rejection, Long> rejected,
    Map<Adjustment, Long> adjusted,
    @Nullable String warning) {

  /** Checks the parts. */
  public Decoded {
    Objects.requireNonNull(signal, "signal");
    records = List.copyOf(records);
    rejected = Map.copyOf(rejected);
    adjusted = Map.copyOf(adjusted);
  }

  /** How many records were rejected. */
  public long rejectedCount() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What the answer says in {@code partial_success}; null if all was well. */
  public @Nullable String message() {
    if (rejected.isEmpty()) {
      return warning;
    }
    String reasons =
        rejected.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(reason -> reason.getKey().text() + " (" + reason.getValue() + ")")
            .collect(Collectors.joining("; "));
    long count = rejectedCount();
    long all = count + records.size();
    return "rejected " + count + " of " + all + " " + signal.records() + ": " + reasons;
  }
}

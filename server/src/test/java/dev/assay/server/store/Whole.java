package dev.assay.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.store.StoredWindow.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks that a store holds the batches of a {@link WriterProcess} up to one, each whole. */
public final class Whole {

  private Whole() {}

  /** Gives how many batches there are. */
  public static long check(Store store, long acknowledged) {
    long batches = store.position().offset();
    assertThat(batches).isGreaterThanOrEqualTo(acknowledged);
    Set<String> ids = new HashSet<>();
    store.interactions().scan(InteractionFilter.ALL, item -> ids.add(item.row().key().id()));
    assertThat(store.interactions().count(InteractionFilter.ALL))
        .isEqualTo(ids.size())
        .isEqualTo(batches * WriterProcess.ROWS);
    long[] evaluations = new long[1];
    store
        .evidence()
        .scanEvaluations(
            Sample.START, Sample.START.plus(Duration.ofDays(30)), e -> evaluations[0]++);
    assertThat(evaluations[0]).isEqualTo(batches * WriterProcess.ROWS / 2);
    List<StoredWindow> windows =
        store.windows().readAll(Level.HOUR, Sample.START, Sample.START.plusSeconds(1));
    assertThat(windows).hasSize(batches == 0 ? 0 : 10);
    for (StoredWindow window : windows) {
      assertThat(new String(window.bytes(), StandardCharsets.UTF_8).trim())
          .isEqualTo(String.valueOf(batches));
    }
    return batches;
  }
}

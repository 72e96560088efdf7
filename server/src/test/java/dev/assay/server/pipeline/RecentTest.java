package dev.assay.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.store.InteractionRow;
import dev.assay.server.store.Sample;
import dev.assay.server.store.Store;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentTest {

  private static final int ROOM = 8;

  @TempDir private Path folder;

  @Test
  void thoseThatMuchWasSaidOf_takeTheRoomOfSeveral() {
    try (Store store = DuckDbStore.open(folder, DuckDbSettings.DEFAULT)) {
      Recent recent = new Recent(store, ROOM, 1_000, true);
      add(recent, 0, 10, 0);
      assertThat(recent.size()).isEqualTo(ROOM);
      add(recent, 10, 20, 9);
      assertThat(recent.size()).isEqualTo(2);
      add(recent, 20, 30, 0);
      assertThat(recent.size()).isEqualTo(ROOM);
    }
  }

  @Test
  void oneThatComesAgainWithMore_isWeighedAgain_andItsRoomIsFreeOnceItIsGone() {
    try (Store store = DuckDbStore.open(folder, DuckDbSettings.DEFAULT)) {
      Recent recent = new Recent(store, ROOM, 1_000, true);
      for (int time = 0; time < 5; time++) {
        Known known = known(time);
        recent.add(known, false);
        say(known, 20);
        recent.add(known, false);
        recent.delete(known);
        recent.delete(known);
      }
      add(recent, 10, 20, 0);
      assertThat(recent.size()).isEqualTo(ROOM);
    }
  }

  private static void add(Recent recent, int from, int to, int said) {
    for (int i = from; i < to; i++) {
      Known known = known(i);
      say(known, said);
      recent.add(known, false);
      recent.trim(Sample.START, 1);
    }
  }

  private static Known known(int i) {
    InteractionRow row = Sample.row(i);
    return new Known(row, Rows.observed(row, null));
  }

  private static void say(Known known, int times) {
    for (int i = 0; i < times; i++) {
      known.evaluations.put(Sample.evaluation(1, "evaluator-" + i, 1));
    }
  }
}

package dev.assay.server.web.failure;

import dev.assay.server.web.view.Formats;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * How many failures were found day by day, drawn small.
 *
 * @param bars of days on which there were any
 * @param words the same for those who do not see it
 */
record Spark(List<Bar> bars, String words) {

  static final int DAYS = 28;
  static final int HEIGHT = 32;
  private static final int STEP = 6;
  private static final int MOST_WORDS = 7;

  /**
   * A day.
   *
   * @param x where it begins
   * @param height more than nothing
   * @param open whether the day has not ended
   */
  record Bar(int x, int height, boolean open) {

    int y() {
      return HEIGHT - height;
    }
  }

  /** Copies the bars. */
  Spark {
    bars = List.copyOf(bars);
  }

  /** The last four weeks, in UTC as cases count them. */
  static Spark of(SortedMap<LocalDate, Long> days, LocalDate today, Formats formats) {
    SortedMap<LocalDate, Long> shown = days.subMap(today.minusDays(DAYS - 1), today.plusDays(1));
    Formats inUtc = new Formats(formats.locale(), ZoneOffset.UTC, formats.now());
    long most = shown.values().stream().mapToLong(Long::longValue).max().orElse(1);
    List<Bar> bars = new ArrayList<>();
    List<String> words = new ArrayList<>();
    shown.forEach(
        (day, count) -> {
          int place = DAYS - 1 - (int) (today.toEpochDay() - day.toEpochDay());
          int height = (int) Math.max(2, Math.round((double) (HEIGHT - 2) * count / most));
          bars.add(new Bar(place * STEP, height, day.equals(today)));
          words.add(
              formats.count(count)
                  + " on "
                  + inUtc.day(day.atStartOfDay(ZoneOffset.UTC).toInstant()));
        });
    int from = Math.max(0, words.size() - MOST_WORDS);
    String said = String.join(", ", words.subList(from, words.size()));
    return new Spark(
        bars,
        "Found by day in the last four weeks: "
            + (words.isEmpty() ? "none" : (from == 0 ? "" : "most recently ") + said));
  }

  static int width() {
    return DAYS * STEP;
  }
}

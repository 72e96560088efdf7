package dev.assay.server.web.page;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.window.Slice;
import dev.assay.server.estimate.WindowReader;
import dev.assay.server.web.view.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All slices of a time, to search for one: the filter bar offers the largest alone. */
final class SlicePages {

  static final String PATH = "/ui/slices";

  /** The parameter with the page to go back to. */
  static final String BACK = "back";

  private static final int A_PAGE = 50;
  private static final int LONGEST = 200;
  private static final Pattern OURS = Pattern.compile("/ui(/[A-Za-z0-9._~%-]+)*");

  private final WindowReader reader;

  SlicePages(WindowReader reader) {
    this.reader = reader;
  }

  List<PageRoute> routes() {
    return List.of(PageRoute.page(PATH, this::show));
  }

  /**
   * One of them.
   *
   * @param slice which
   * @param interactions how much traffic it has
   * @param href where it is chosen
   */
  record Row(Slice slice, long interactions, String href) {

    String dimension() {
      return Filters.dimension(slice);
    }

    String label() {
      return Filters.label(slice);
    }
  }

  /**
   * The page.
   *
   * @param shell the frame
   * @param back the page that the slice is chosen for
   * @param text what is searched for
   * @param rows some of those found, with most traffic first
   * @param page which part of them
   * @param found how many were found
   * @param total how many there are
   */
  record SlicesPage(
      Shell shell, String back, String text, List<Row> rows, int page, int found, int total) {

    int first() {
      return (page - 1) * A_PAGE + 1;
    }

    int last() {
      return first() + rows.size() - 1;
    }

    @Nullable String turn(int by) {
      int other = page + by;
      return other < 1 || (other - 1) * A_PAGE >= found
          ? null
          : shell.view().at(PATH, Map.of(BACK, back, "text", text, "page", String.valueOf(other)));
    }
  }

  private void show(Visit visit) {
    String back = visit.text(BACK).orElse("/ui");
    // Only pages of this server: an address that begins otherwise would lead away.
    if (!OURS.matcher(back).matches()) {
      throw new InvalidInputException(Problem.of(BACK, back, "a page of this server"));
    }
    String text = visit.text("text").map(String::strip).orElse("");
    String wanted = text.substring(0, Math.min(LONGEST, text.length())).toLowerCase(Locale.ROOT);
    Period period = visit.view().period(visit.now());
    List<Row> all = new ArrayList<>();
    int[] total = new int[1];
    reader
        .traffic(WindowReader.Range.of(period.from(), period.to(), null))
        .forEach(
            (key, interactions) -> {
              Slice slice = Slice.ofKey(key);
              if (slice.equals(Slice.ALL)) {
                return;
              }
              total[0]++;
              Row row = new Row(slice, interactions, visit.view().of(slice).at(back));
              String words = row.dimension() + " " + row.label() + " " + key;
              if (words.toLowerCase(Locale.ROOT).contains(wanted)) {
                all.add(row);
              }
            });
    int page = visit.whole("page", 1, 1_000_000, 1);
    List<Row> rows = all.stream().skip((page - 1L) * A_PAGE).limit(A_PAGE).toList();
    visit.show(
        "page/slices.jte",
        new SlicesPage(visit.shell("Slices"), back, text, rows, page, all.size(), total[0]));
  }
}

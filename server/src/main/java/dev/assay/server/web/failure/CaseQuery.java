package dev.assay.server.web.failure;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.failure.CaseStatus;
import dev.assay.monitor.window.Slice;
import dev.assay.server.store.CaseFilter;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.view.View;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which cases are listed, as the address says it. Of which feature says the view's slice.
 *
 * @param standing of which statuses
 * @param mode of which failure mode: its key, {@code none} for those of which nobody knows, null
 *     for all
 * @param sort in which order
 * @param find in the title; null for all
 * @param page from 1 on
 */
record CaseQuery(
    Standing standing, @Nullable String mode, Sort sort, @Nullable String find, int page) {

  static final String NONE = "none";
  private static final int MOST_PAGES = 100_000;
  private static final int LONGEST = 200;

  /** Of which statuses. */
  enum Standing {
    OPEN,
    NEW,
    ACCEPTED,
    EXPORTED,
    REGRESSED,
    FIXED,
    DISMISSED,
    MERGED,
    ALL;

    String words() {
      return name().charAt(0) + key().substring(1);
    }

    /** Their keys. */
    Set<String> statuses() {
      EnumSet<CaseStatus> statuses =
          switch (this) {
            case OPEN ->
                EnumSet.of(
                    CaseStatus.NEW, CaseStatus.ACCEPTED, CaseStatus.EXPORTED, CaseStatus.REGRESSED);
            case ALL -> EnumSet.allOf(CaseStatus.class);
            case NEW, ACCEPTED, EXPORTED, REGRESSED, FIXED, DISMISSED, MERGED ->
                EnumSet.of(CaseStatus.valueOf(name()));
          };
      return statuses.stream().map(CaseStatus::key).collect(Collectors.toUnmodifiableSet());
    }

    String key() {
      return CaseWords.key(this);
    }
  }

  /** In which order. */
  enum Sort {
    LAST("Last seen", CaseFilter.Order.LAST_SEEN),
    SIZE("Size", CaseFilter.Order.SIZE),
    FIRST("First seen", CaseFilter.Order.FIRST_SEEN);

    private final String words;
    private final CaseFilter.Order order;

    Sort(String words, CaseFilter.Order order) {
      this.words = words;
      this.order = order;
    }

    String words() {
      return words;
    }

    CaseFilter.Order order() {
      return order;
    }

    String key() {
      return CaseWords.key(this);
    }
  }

  /**
   * What the address of a visit asks for.
   *
   * @throws InvalidInputException if there is no such status, mode or order
   */
  static CaseQuery of(Visit visit) {
    String mode = visit.text("mode").orElse(null);
    if (mode != null && !mode.equals(NONE) && FailureMode.ofKey(mode).isEmpty()) {
      throw new InvalidInputException(
          Problem.of("mode", mode, "none, or one of " + keys(FailureMode.values())));
    }
    String find = visit.text("find").map(String::strip).orElse(null);
    if (find != null && find.length() > LONGEST) {
      throw new InvalidInputException(
          Problem.of("find", find.length() + " characters", "at most " + LONGEST));
    }
    return new CaseQuery(
        chosen(visit, "status", Standing.values(), Standing.OPEN),
        mode,
        chosen(visit, "sort", Sort.values(), Sort.LAST),
        find,
        visit.whole("page", 1, MOST_PAGES, 1));
  }

  private static <E extends Enum<E>> E chosen(Visit visit, String name, E[] values, E standard) {
    String given = visit.text(name).orElse(null);
    if (given == null) {
      return standard;
    }
    for (E each : values) {
      if (CaseWords.key(each).equals(given)) {
        return each;
      }
    }
    throw new InvalidInputException(Problem.of(name, given, "one of " + keys(values)));
  }

  private static String keys(Enum<?>[] values) {
    return Arrays.stream(values).map(CaseWords::key).collect(Collectors.joining(", "));
  }

  /** What the store is asked for. */
  CaseFilter filter(Slice slice) {
    return new CaseFilter(
        standing.statuses(),
        feature(slice),
        mode == null ? null : new CaseFilter.Value(mode.equals(NONE) ? null : mode),
        find);
  }

  /** The feature that a slice is of; null if of all. */
  static CaseFilter.@Nullable Value feature(Slice slice) {
    for (Slice.Part part : slice.parts()) {
      if (part.dimension().equals("feature") && part.kind() != Slice.Kind.OTHER) {
        return new CaseFilter.Value(part.kind() == Slice.Kind.NONE ? null : part.value());
      }
    }
    return null;
  }

  CaseQuery with(Standing other) {
    return new CaseQuery(other, mode, sort, find, 1);
  }

  CaseQuery onPage(int other) {
    return new CaseQuery(standing, mode, sort, find, other);
  }

  /** The list's address. */
  String at(View view) {
    List<String> own = new ArrayList<>();
    add(own, "status", standing == Standing.OPEN ? null : standing.key());
    add(own, "mode", mode);
    add(own, "sort", sort == Sort.LAST ? null : sort.key());
    add(own, "find", find);
    add(own, "page", page == 1 ? null : String.valueOf(page));
    String path = FailureRoom.PATH;
    return view.at(own.isEmpty() ? path : path + "?" + String.join("&", own));
  }

  private static void add(List<String> own, String name, @Nullable String value) {
    if (value != null) {
      own.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
    }
  }
}

package dev.assay.server.web.page;

import dev.assay.monitor.window.Slice;
import dev.assay.server.web.view.Comparison;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Last;
import dev.assay.server.web.view.Period;
import dev.assay.server.web.view.View;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The bar to choose a view by: a form that works without any script.
 *
 * @param path the page's
 * @param view as it is
 * @param formats how times are written
 * @param slices those there were, by dimension
 * @param kept parameters of the page's own, which stay as they are
 * @since 0.1
 */
public record Filters(
    String path, View view, Formats formats, Map<String, Group> slices, Map<String, String> kept) {

  private static final int MOST = 25;
  private static final List<String> ZONES =
      List.of(
          "UTC",
          "America/Los_Angeles",
          "America/Denver",
          "America/Chicago",
          "America/New_York",
          "America/Sao_Paulo",
          "Europe/London",
          "Europe/Berlin",
          "Europe/Athens",
          "Africa/Lagos",
          "Asia/Dubai",
          "Asia/Kolkata",
          "Asia/Singapore",
          "Asia/Shanghai",
          "Asia/Tokyo",
          "Australia/Sydney");

  /** Slices of a dimension: some of so many. */
  record Group(List<Slice> shown, int total) {}

  /**
   * The bar of a page.
   *
   * @param found the keys of slices that there were, those with most traffic first
   */
  static Filters of(
      String path, View view, Formats formats, Collection<String> found, Map<String, String> kept) {
    Map<String, List<Slice>> all = new LinkedHashMap<>();
    for (String key : found) {
      Slice slice = Slice.ofKey(key);
      if (!slice.equals(Slice.ALL)) {
        all.computeIfAbsent(dimension(slice), name -> new ArrayList<>()).add(slice);
      }
    }
    Map<String, Group> groups = new LinkedHashMap<>();
    all.forEach(
        (name, slices) ->
            groups.put(
                name,
                new Group(
                    List.copyOf(slices.subList(0, Math.min(MOST, slices.size()))), slices.size())));
    return new Filters(path, view, formats, groups, kept);
  }

  /** How many slices there are that the list leaves out. */
  int hidden() {
    return slices.values().stream().mapToInt(group -> group.total() - group.shown().size()).sum();
  }

  /** How many there are. */
  int all() {
    return slices.values().stream().mapToInt(Group::total).sum();
  }

  /** Where all can be searched, and lead back here. */
  String search() {
    return view.at(SlicePages.PATH, SlicePages.BACK, path);
  }

  /** What a slice is a slice by, in words. */
  static String dimension(Slice slice) {
    return String.join(
        ", ", slice.parts().stream().map(part -> part.dimension().replace('_', ' ')).toList());
  }

  /** A slice in words. */
  public static String label(Slice slice) {
    List<String> words = new ArrayList<>();
    for (Slice.Part part : slice.parts()) {
      words.add(
          switch (part.kind()) {
            case VALUE -> part.value();
            case NONE -> "(none)";
            case OTHER -> "(others)";
          });
    }
    return words.isEmpty() ? "All traffic" : String.join(" · ", words);
  }

  /** Whether the view's slice is not among those that are offered. */
  boolean elsewhere() {
    return !view.slice().equals(Slice.ALL)
        && slices.values().stream().noneMatch(group -> group.shown().contains(view.slice()));
  }

  List<Last> lasts() {
    Last chosen = view.last();
    if (chosen == null || Last.OFFERED.contains(chosen)) {
      return Last.OFFERED;
    }
    List<Last> all = new ArrayList<>(Last.OFFERED);
    all.add(chosen);
    return all;
  }

  List<Comparison> comparisons() {
    return List.of(Comparison.values());
  }

  /** Zones to choose from; any other can be named in the address. */
  List<String> zones() {
    TreeSet<String> all = new TreeSet<>(ZONES);
    all.add(view.zone().getId());
    return List.copyOf(all);
  }

  boolean isZone(String name) {
    return ZoneId.of(name).equals(view.zone());
  }

  Period period() {
    return view.period(formats.now());
  }
}

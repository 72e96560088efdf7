package dev.assay.server.review;

import dev.assay.monitor.sampling.Draw;
import dev.assay.server.store.InteractionRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Draws a fixed number from a stream in one pass: from every stratum alike as far as it goes,
 * within each with equal probability. Which ones depends on the ids and the seed alone, not on the
 * order.
 */
final class StratifiedDraw {

  private static final int MOST_STRATA = 50;
  private static final String OTHER = "(other)";

  private final Draw draw;
  private final String seed;
  private final int size;
  private final Map<String, Stratum> strata = new TreeMap<>();
  private long candidates;

  StratifiedDraw(String salt, String seed, int size) {
    this.draw = Draw.withSalt(salt);
    this.seed = seed;
    this.size = size;
  }

  void offer(InteractionRow row, String stratum) {
    boolean known = strata.containsKey(stratum) || strata.size() < MOST_STRATA;
    Stratum home = strata.computeIfAbsent(known ? stratum : OTHER, name -> new Stratum());
    double number = draw.of(seed, row.key().id());
    home.count++;
    candidates++;
    home.lowest.add(new Ranked(row, number));
    if (home.lowest.size() > size) {
      home.lowest.poll();
    }
  }

  long candidates() {
    return candidates;
  }

  /** What was drawn, by stratum, each with the probability of the draw. */
  List<Drawn> drawn() {
    Map<String, Integer> shares = shares();
    List<Drawn> drawn = new ArrayList<>();
    strata.forEach(
        (name, stratum) -> {
          int share = shares.getOrDefault(name, 0);
          stratum.lowest.stream()
              .sorted(Ranked.ORDER)
              .limit(share)
              .forEach(
                  ranked -> drawn.add(new Drawn(ranked.row, name, share / (double) stratum.count)));
        });
    return drawn;
  }

  /** The least probability with which anything of a stratum that is drawn from is drawn. */
  double least() {
    Map<String, Integer> shares = shares();
    double least = 1;
    for (Map.Entry<String, Stratum> each : strata.entrySet()) {
      int share = shares.getOrDefault(each.getKey(), 0);
      least = share == 0 ? least : Math.min(least, share / (double) each.getValue().count);
    }
    return least;
  }

  // One after the other in rounds, as long as there is one left; who comes first is drawn too.
  private Map<String, Integer> shares() {
    List<String> order = new ArrayList<>(strata.keySet());
    order.sort(Comparator.comparingDouble(name -> draw.of(seed + "/order", name)));
    Map<String, Integer> shares = new LinkedHashMap<>();
    int left = size;
    boolean any = true;
    while (left > 0 && any) {
      any = false;
      for (String name : order) {
        int share = shares.getOrDefault(name, 0);
        Stratum stratum = strata.get(name);
        if (left > 0 && stratum != null && share < stratum.count) {
          shares.put(name, share + 1);
          left--;
          any = true;
        }
      }
    }
    return shares;
  }

  /**
   * One that was drawn.
   *
   * @param row which
   * @param stratum from what
   * @param probability with which, among the stratum's
   */
  record Drawn(InteractionRow row, String stratum, double probability) {}

  private static final class Stratum {
    // The greatest first, to be thrown out.
    final PriorityQueue<Ranked> lowest = new PriorityQueue<>(Ranked.ORDER.reversed());
    long count;
  }

  private record Ranked(InteractionRow row, double number) {
    static final Comparator<Ranked> ORDER =
        Comparator.comparingDouble(Ranked::number).thenComparing(ranked -> ranked.row.key().id());
  }
}

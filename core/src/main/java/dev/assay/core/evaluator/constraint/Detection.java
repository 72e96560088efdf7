package dev.assay.core.evaluator.constraint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Runs detectors over an output and says what they found, masked. */
final class Detection implements Rule.OutputRule {

  private static final int MOST_SHOWN = 3;

  private final List<Detector> detectors;
  private final List<String> allowed;
  private final String expected;

  Detection(List<Detector> detectors, List<String> allowed, String expected) {
    this.detectors = List.copyOf(detectors);
    this.allowed = allowed.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    this.expected = expected;
  }

  @Override
  public Finding check(String output) {
    List<Found> all = new ArrayList<>();
    TookTooLong stopped = null;
    for (Detector detector : detectors) {
      try {
        find(detector, output, all);
      } catch (TookTooLong e) {
        stopped = e;
      }
    }
    if (all.isEmpty() && stopped != null) {
      throw stopped;
    }
    if (all.isEmpty()) {
      return Finding.HOLDS;
    }
    String words =
        all.stream()
            .limit(MOST_SHOWN)
            .map(one -> one.what() + " " + Shown.masked(one.text()) + " at " + one.start())
            .collect(Collectors.joining(", "));
    return Finding.violated(words + (all.size() > MOST_SHOWN ? ", …" : ""), expected);
  }

  private void find(Detector detector, String output, List<Found> all) {
    int before = all.size();
    detector.find(
        output,
        one -> {
          boolean counts = !isAllowed(one.text()) && !all.contains(one);
          if (counts) {
            all.add(one);
          }
          return all.size() - before < MOST_SHOWN;
        });
  }

  private boolean isAllowed(String text) {
    String found = text.toLowerCase(Locale.ROOT);
    for (String entry : allowed) {
      boolean matches =
          entry.startsWith("*")
              ? found.endsWith(entry.substring(1))
              : entry.endsWith("*")
                  ? found.startsWith(entry.substring(0, entry.length() - 1))
                  : found.equals(entry);
      if (matches) {
        return true;
      }
    }
    return false;
  }
}

package dev.assay.core.evaluator.detect;

import java.util.function.Predicate;

/** Social security numbers of the United States, written in groups of 3, 2 and 4. */
final class SsnDetector implements Detector {

  @Override
  public void find(String text, Predicate<Found> sink) {
    for (DigitGroups run : DigitGroups.in(text)) {
      if (run.size() == 3 && run.length(0) == 3 && run.length(1) == 2 && run.length(2) == 4) {
        String number = run.text(text, 0, 2);
        if (isIssued(number)
            && !sink.test(new Found("social security number", number, run.starts().get(0)))) {
          return;
        }
      }
    }
  }

  // Areas 000, 666 and 900-999, group 00 and serial 0000 are never given out.
  private static boolean isIssued(String number) {
    String area = number.substring(0, 3);
    return !area.equals("000")
        && !area.equals("666")
        && area.charAt(0) != '9'
        && !number.startsWith("00", 4)
        && !number.endsWith("0000");
  }
}

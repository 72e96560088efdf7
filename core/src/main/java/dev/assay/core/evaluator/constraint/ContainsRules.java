package dev.assay.core.evaluator.constraint;

import java.util.List;
import java.util.stream.Collectors;

/** Texts that must or must not stand in the output. */
final class ContainsRules {

  private ContainsRules() {}

  static Rule any(Settings settings) {
    List<Needle> needles = needles(settings);
    return Rule.ofOutput(
        output ->
            needles.stream().anyMatch(needle -> needle.in(output))
                ? Finding.HOLDS
                : Finding.violated("none of them", "at least one of " + shown(needles)));
  }

  static Rule all(Settings settings) {
    List<Needle> needles = needles(settings);
    return Rule.ofOutput(
        output -> {
          List<Needle> missing = needles.stream().filter(needle -> !needle.in(output)).toList();
          return missing.isEmpty()
              ? Finding.HOLDS
              : Finding.violated("without " + shown(missing), "all of " + shown(needles));
        });
  }

  static Rule none(Settings settings) {
    List<Needle> needles = needles(settings);
    return Rule.ofOutput(
        output -> {
          List<Needle> found = needles.stream().filter(needle -> needle.in(output)).toList();
          return found.isEmpty()
              ? Finding.HOLDS
              : Finding.violated("contains " + shown(found), "none of " + shown(needles));
        });
  }

  private static List<Needle> needles(Settings settings) {
    boolean ignoreCase = settings.values().bool("ignore_case");
    boolean wholeWords = settings.values().bool("whole_words");
    return settings.texts().stream().map(text -> new Needle(text, ignoreCase, wholeWords)).toList();
  }

  private static String shown(List<Needle> needles) {
    return needles.stream()
        .map(needle -> Shown.quoted(needle.text))
        .collect(Collectors.joining(", "));
  }

  private record Needle(String text, boolean ignoreCase, boolean wholeWord) {

    boolean in(String output) {
      int last = output.length() - text.length();
      for (int i = 0; i <= last; i++) {
        if (output.regionMatches(ignoreCase, i, text, 0, text.length())
            && (!wholeWord || standsAlone(output, i))) {
          return true;
        }
      }
      return false;
    }

    private boolean standsAlone(String output, int start) {
      int end = start + text.length();
      return (start == 0 || !Character.isLetterOrDigit(output.codePointBefore(start)))
          && (end == output.length() || !Character.isLetterOrDigit(output.codePointAt(end)));
    }
  }
}

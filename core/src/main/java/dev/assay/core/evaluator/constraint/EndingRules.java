package dev.assay.core.evaluator.constraint;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** How the output must begin and end. */
final class EndingRules {

  /** The part of an answer, in characters, in which a closing is looked for. */
  private static final int CLOSING = 200;

  private static final List<String> POLITE =
      List.of(
          "let me know",
          "happy to help",
          "glad to help",
          "here to help",
          "hope this helps",
          "hope that helps",
          "anything else",
          "feel free",
          "reach out",
          "get in touch",
          "contact us",
          "contact support",
          "contact our",
          "thank you",
          "thanks for",
          "have a great",
          "have a nice",
          "have a good",
          "best regards",
          "kind regards",
          "sincerely");

  private EndingRules() {}

  static Rule startsWith(Settings settings) {
    boolean ignoreCase = settings.values().bool("ignore_case");
    List<String> beginnings = settings.texts();
    return Rule.ofOutput(
        output -> {
          String start = output.stripLeading();
          boolean holds =
              beginnings.stream()
                  .map(String::stripLeading)
                  .anyMatch(text -> start.regionMatches(ignoreCase, 0, text, 0, text.length()));
          return holds
              ? Finding.HOLDS
              : Finding.violated("starts with " + Shown.quoted(start), one(beginnings));
        });
  }

  static Rule endsWith(Settings settings) {
    boolean ignoreCase = settings.values().bool("ignore_case");
    List<String> endings = settings.texts();
    return Rule.ofOutput(
        output -> {
          String end = output.stripTrailing();
          boolean holds =
              endings.stream()
                  .map(String::stripTrailing)
                  .anyMatch(
                      text ->
                          end.regionMatches(
                              ignoreCase, end.length() - text.length(), text, 0, text.length()));
          return holds ? Finding.HOLDS : Finding.violated("ends with " + tail(end), one(endings));
        });
  }

  static Rule hasClosing(Settings settings) {
    JsonNode setting = settings.setting();
    if (!setting.isBoolean() && !setting.isString() && !setting.isArray()) {
      throw settings.wrong("true, or a list of closings");
    }
    if (setting.isBoolean()) {
      settings.requireTrue();
    }
    List<String> closings =
        (setting.isBoolean() ? POLITE : settings.texts())
            .stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    String expected =
        setting.isBoolean() ? "a polite closing such as \"Let me know …\"" : one(closings);
    return Rule.ofOutput(
        output -> {
          String end = output.stripTrailing();
          String closing =
              end.substring(Math.max(0, end.length() - CLOSING)).toLowerCase(Locale.ROOT);
          return closings.stream().anyMatch(closing::contains)
              ? Finding.HOLDS
              : Finding.violated("closes with " + tail(end), expected);
        });
  }

  private static String tail(String text) {
    int from = Math.max(0, text.length() - 40);
    return Shown.quoted((from > 0 ? "…" : "") + text.substring(from));
  }

  private static String one(List<String> texts) {
    return texts.stream().map(Shown::quoted).collect(Collectors.joining(" or "));
  }
}

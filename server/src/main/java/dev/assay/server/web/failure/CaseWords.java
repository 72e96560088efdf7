package dev.assay.server.web.failure;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.problem.Printable;
import dev.assay.monitor.failure.CaseStatus;
import dev.assay.monitor.failure.FailureExample;
import dev.assay.server.web.panel.Ink;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How what is known of cases is said. */
final class CaseWords {

  private CaseWords() {}

  static String key(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String mode(@Nullable FailureMode mode) {
    return mode == null ? "mode not known" : mode.key().replace('-', ' ');
  }

  static String ink(@Nullable FailureMode mode) {
    return (mode == null ? Ink.MAIN : Ink.of(mode)).key();
  }

  /** The class of a status's pill. */
  static String state(CaseStatus status) {
    return switch (status) {
      case NEW, ACCEPTED -> "state-warn";
      case REGRESSED -> "state-bad";
      case FIXED -> "state-good";
      case EXPORTED, DISMISSED, MERGED -> "state-quiet";
    };
  }

  /** The beginning of what was asked, to choose an example by. */
  static String beginning(FailureExample example) {
    String input = example.input();
    return input == null || input.isBlank()
        ? example.interactionId()
        : Printable.line(input.strip(), 80);
  }

  /** A text as one part of a path. */
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

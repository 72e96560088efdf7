package dev.assay.server.web.interaction;

import java.util.Arrays;
import java.util.Locale;

/** How a claim stands to the context, whoever says so. */
enum ClaimState {
  /** The context says otherwise. */
  CONTRADICTED("contradicted", "state-bad"),
  /** The context says nothing of it. */
  UNSUPPORTED("unsupported", "state-warn"),
  /** It follows, or is likely, from what the context says. */
  REASONABLE_INFERENCE("reasonable inference", "state-quiet"),
  /** The context says so. */
  SUPPORTED("supported", "state-good"),
  /** There is nothing to check. */
  NOT_CHECKABLE("not checkable", "state-quiet"),
  /** Said in a word that this version does not know. */
  UNKNOWN("unknown", "state-quiet");

  private final String words;
  private final String state;

  ClaimState(String words, String state) {
    this.words = words;
    this.state = state;
  }

  String words() {
    return words;
  }

  /** The class of its pill. */
  String state() {
    return state;
  }

  /** The class of what is marked by it. */
  String mark() {
    return "claim-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static ClaimState of(String name) {
    return Arrays.stream(values())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElse(UNKNOWN);
  }
}

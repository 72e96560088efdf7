package dev.assay.examples.support;

import java.util.Locale;

/** The fixed answers: what the assistant says where it looks nothing up. */
enum Stance {
  EMPTY(
      "Your message seems to be empty. Please tell me what you would like to know about Cairnbook."),
  TOO_LONG(
      "Your message is too long for me to answer well. Please ask your question about Cairnbook in a few sentences."),
  INJECTION(
      "I cannot follow instructions of that kind or share how I work internally. I can only help with questions about"
          + " Cairnbook."),
  LANGUAGE(
      "I am sorry, but I can only answer in English. Please ask your question about Cairnbook in English."),
  COMPETITOR(
      "I can only speak about Cairnbook, so I cannot compare it with other products. I am happy to tell you about the"
          + " plans, prices and features of Cairnbook."),
  GREETING(
      "Hello, and welcome to Cairnbook support. Please tell me what you would like to know about Cairnbook."),
  OUT_OF_SCOPE(
      "I am sorry, but I can only help with questions about Cairnbook, and I found nothing about this in our help"
          + " pages.");

  /** How every answer ends. */
  static final String CLOSING = "Let me know if I can help with anything else.";

  private final String text;

  Stance(String text) {
    this.text = text;
  }

  /** The name for tags: lower case with hyphens. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it says, before the closing. */
  String text() {
    return text;
  }

  /** The answer, closing included. */
  String answer() {
    return text + " " + CLOSING;
  }
}

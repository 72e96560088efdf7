package dev.assay.examples.support.demo;

import java.util.List;

/**
 * Something that people ask.
 *
 * @param feature the part of the application they ask in
 * @param subject what they want to know; two questions of a subject ask for the same in other words
 * @param text as typed
 * @param mustContain what an answer has to say, as far as known
 */
record DemoQuestion(String feature, String subject, String text, List<String> mustContain) {

  DemoQuestion {
    mustContain = List.copyOf(mustContain);
  }

  /** Whether an answer says what it has to. */
  boolean answeredBy(String answer) {
    return mustContain.stream().allMatch(answer::contains);
  }
}

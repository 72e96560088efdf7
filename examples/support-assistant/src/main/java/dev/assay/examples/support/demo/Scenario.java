package dev.assay.examples.support.demo;

import java.time.Instant;

/**
 * What happens in the two days.
 *
 * @param questions what is asked
 * @param answers what is said to it
 * @param releasedAt when the application's release came out that changes a prompt and nothing else
 * @param staleSince when the refund policy changed and the answers did not
 */
record Scenario(
    DemoQuestions questions, DemoAnswers answers, Instant releasedAt, Instant staleSince) {

  static final String INSTRUCTIONS =
      "You help customers of Cairnbook. Answer from the passages given, in plain sentences, and say"
          + " so where they do not cover the question.";

  DemoAnswers.Reply reply(String question, Instant at) {
    return at.isBefore(staleSince) ? answers.fresh(question) : answers.stale(question);
  }
}

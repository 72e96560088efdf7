package dev.assay.examples.support.demo;

import java.util.SplittableRandom;

/**
 * Who talks, and where.
 *
 * @param user the user's id
 * @param segment the plan they are on
 * @param environment such as {@code production}
 * @param patience how readily they ask once more, from 0 to 1
 */
record Persona(String user, String segment, String environment, double patience) {

  private static final int USERS = 900;
  private static final double STAGING = 0.05;
  private static final String[] SEGMENTS = {"free", "free", "team", "team", "team", "business"};

  static Persona draw(SplittableRandom random) {
    boolean staging = random.nextDouble() < STAGING;
    int number = random.nextInt(USERS);
    return new Persona(
        (staging ? "tester-" : "user-") + number % (staging ? 12 : USERS),
        SEGMENTS[number % SEGMENTS.length],
        staging ? "staging" : "production",
        random.nextDouble());
  }
}

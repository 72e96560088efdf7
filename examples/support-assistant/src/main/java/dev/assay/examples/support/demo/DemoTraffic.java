package dev.assay.examples.support.demo;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Two days of the support assistant's traffic, up to a given instant, in which one thing goes
 * wrong: half way the refund policy changes, the retriever finds the new page, and the answers are
 * still composed of the old one. Only the feature {@code refunds} is worse for it.
 *
 * <p>Everything else is as it should be, and yet not all the same: a daily rhythm, a new version of
 * one prompt ({@code support-answer}, six hours after the policy) that changes nothing but what the
 * provider's cache serves, a few errors, slow and cut answers, personal data, a credential, markup
 * and tricks among the questions.
 *
 * @since 0.1
 */
public final class DemoTraffic {

  /** A seed that shows what the demo is to show. */
  public static final long SEED = 20_261_101L;

  /** How long the traffic lasts. */
  public static final Duration LENGTH = Duration.ofDays(2);

  private static final Duration RELEASE_BEFORE_END = Duration.ofHours(18);
  private static final double CONVERSATIONS_PER_DAY = 2_700;

  private final Instant end;
  private final Instant staleSince;
  private final List<DemoEvent> events;

  private DemoTraffic(Instant end, Instant staleSince, List<DemoEvent> events) {
    this.end = end;
    this.staleSince = staleSince;
    this.events = List.copyOf(events);
  }

  /**
   * Makes the traffic.
   *
   * @param end no event is at or after it
   * @param seed of what is drawn
   */
  public static DemoTraffic of(Instant end, long seed) {
    requireNonNull(end, "end");
    Instant staleSince = end.minus(LENGTH.dividedBy(2));
    Scenario scenario =
        new Scenario(
            new DemoQuestions(), DemoAnswers.recorded(), end.minus(RELEASE_BEFORE_END), staleSince);
    return new DemoTraffic(end, staleSince, play(scenario, end, seed));
  }

  private static List<DemoEvent> play(Scenario scenario, Instant end, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<DemoEvent> events = new ArrayList<>();
    int number = 0;
    for (Instant begin :
        Rhythm.between(end.minus(LENGTH), end, CONVERSATIONS_PER_DAY, random.split())) {
      // A stream for each conversation: a change in one leaves the others as they were.
      new Conversation(++number, scenario, random.split()).play(begin, events::add);
    }
    events.removeIf(event -> !event.at().isBefore(end));
    events.sort(Comparator.comparing(DemoEvent::at).thenComparing(DemoEvent::id));
    return events;
  }

  /** A server's configuration, in YAML, that shows what the traffic holds. */
  public static String configuration() {
    return DemoResources.text("server.yaml");
  }

  /** What happens, in the order in which it becomes known; signals after their interaction. */
  public List<DemoEvent> events() {
    return events;
  }

  /** When it ends. */
  public Instant end() {
    return end;
  }

  /** When the refund policy changed and the answers did not. */
  public Instant staleSince() {
    return staleSince;
  }
}

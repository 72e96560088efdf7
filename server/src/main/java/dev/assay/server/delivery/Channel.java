package dev.assay.server.delivery;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.watch.Severity;
import java.time.Duration;
import java.util.Objects;

/**
 * Whom to tell of what, and when.
 *
 * @param name names the channel in the delivery log; 1 to 100 letters, digits, {@code . _ -}
 * @param destination where it leads
 * @param minSeverity nothing less bad is told
 * @param resolved whether it is told that an alert is over
 * @param after how long an alert must have been open before it is told here: above zero the channel
 *     is an escalation, and of alerts that are over by then it hears nothing
 * @param groupWait how long a change waits for others of its group, to go in one message; a
 *     critical one does not wait
 * @param mostPerHour how many messages at most in an hour; what is beyond waits and goes as one
 * @param giveUpAfter how long a message is tried again before it is given up
 * @param allowPrivate whether it may lead to addresses inside: loopback, link-local and private
 * @since 0.1
 */
public record Channel(
    String name,
    Destination destination,
    Severity minSeverity,
    boolean resolved,
    Duration after,
    Duration groupWait,
    int mostPerHour,
    Duration giveUpAfter,
    boolean allowPrivate) {

  /**
   * Checks the parts.
   *
   * @throws InvalidInputException if one is out of range
   */
  public Channel {
    Objects.requireNonNull(destination, "destination");
    Objects.requireNonNull(minSeverity, "minSeverity");
    if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
      throw new InvalidInputException(
          Problem.of("channel", name, "1 to 100 letters, digits, '.', '_' or '-'"));
    }
    within("after", after, Duration.ZERO, Duration.ofDays(7));
    within("group_wait", groupWait, Duration.ZERO, Duration.ofHours(1));
    within("give_up_after", giveUpAfter, Duration.ofMinutes(1), Duration.ofDays(7));
    if (mostPerHour < 1 || mostPerHour > 3600) {
      throw new InvalidInputException(Problem.of("most_per_hour", mostPerHour, "1 to 3600"));
    }
  }

  /** One that leads to public addresses alone, and to those that the settings allow for all. */
  public Channel(
      String name,
      Destination destination,
      Severity minSeverity,
      boolean resolved,
      Duration after,
      Duration groupWait,
      int mostPerHour,
      Duration giveUpAfter) {
    this(
        name,
        destination,
        minSeverity,
        resolved,
        after,
        groupWait,
        mostPerHour,
        giveUpAfter,
        false);
  }

  private static void within(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new InvalidInputException(Problem.of(name, value, least + " to " + most));
    }
  }

  /**
   * Everything from {@link Severity#LOW} on, at once but for 10 seconds of waiting for more, with
   * what is over, at most 60 messages an hour, tried for a day.
   */
  public static Channel of(String name, Destination destination) {
    return new Channel(
        name,
        destination,
        Severity.LOW,
        true,
        Duration.ZERO,
        Duration.ofSeconds(10),
        60,
        Duration.ofDays(1),
        false);
  }

  /** Tells nothing less bad. */
  public Channel withMinSeverity(Severity least) {
    return new Channel(
        name,
        destination,
        least,
        resolved,
        after,
        groupWait,
        mostPerHour,
        giveUpAfter,
        allowPrivate);
  }

  /** Tells that alerts are over, or not. */
  public Channel withResolved(boolean told) {
    return new Channel(
        name,
        destination,
        minSeverity,
        told,
        after,
        groupWait,
        mostPerHour,
        giveUpAfter,
        allowPrivate);
  }

  /** Tells only of alerts that have been open for so long. */
  public Channel withAfter(Duration open) {
    return new Channel(
        name,
        destination,
        minSeverity,
        resolved,
        open,
        groupWait,
        mostPerHour,
        giveUpAfter,
        allowPrivate);
  }

  /** Waits so long for others of a group. */
  public Channel withGroupWait(Duration wait) {
    return new Channel(
        name,
        destination,
        minSeverity,
        resolved,
        after,
        wait,
        mostPerHour,
        giveUpAfter,
        allowPrivate);
  }

  /** Sends at most so many messages an hour. */
  public Channel withMostPerHour(int most) {
    return new Channel(
        name,
        destination,
        minSeverity,
        resolved,
        after,
        groupWait,
        most,
        giveUpAfter,
        allowPrivate);
  }

  /** Tries for so long. */
  public Channel withGiveUpAfter(Duration longest) {
    return new Channel(
        name,
        destination,
        minSeverity,
        resolved,
        after,
        groupWait,
        mostPerHour,
        longest,
        allowPrivate);
  }

  /** Lets it lead to addresses inside, or not. */
  public Channel withAllowPrivate(boolean allow) {
    return new Channel(
        name,
        destination,
        minSeverity,
        resolved,
        after,
        groupWait,
        mostPerHour,
        giveUpAfter,
        allow);
  }

  boolean wants(Notice notice) {
    return notice.severity().compareTo(minSeverity) >= 0
        && (resolved || notice.state() == Notice.State.FIRING);
  }
}

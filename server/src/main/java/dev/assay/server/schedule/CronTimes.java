package dev.assay.server.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The times of a cron expression in a time zone: {@code minute hour day-of-month month
 * day-of-week}, as crontab has them.
 *
 * <p>When clocks are put forward, a time that does not come is taken at once after the gap; when
 * they are put back, a time that comes twice is taken the first time. An expression for every hour
 * or every few follows the time that passes instead: nothing comes twice and nothing is left out.
 *
 * @since 0.1
 */
public final class CronTimes {

  private static final int LONGEST = 200;

  private final String expression;
  private final ZoneId zone;
  private final ExecutionTime times;
  private final boolean steady;

  private CronTimes(String expression, ZoneId zone, ExecutionTime times) {
    this.expression = expression;
    this.zone = zone;
    this.times = times;
    String[] fields = expression.split("\\s+");
    this.steady = fields.length > 1 && fields[1].startsWith("*");
  }

  /**
   * The times of this expression.
   *
   * @param expression five fields, or {@code @hourly}, {@code @daily}, {@code @weekly}, {@code
   *     @monthly}
   * @throws InvalidInputException if it is not one
   */
  public static CronTimes of(String expression, ZoneId zone) {
    String plain = expanded(expression.strip());
    try {
      if (plain.length() > LONGEST) {
        throw new IllegalArgumentException("too long");
      }
      Cron cron =
          new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
              .parse(plain)
              .validate();
      CronTimes times = new CronTimes(plain, zone, ExecutionTime.forCron(cron));
      if (times.nextLocal(LocalDateTime.of(2024, 1, 1, 0, 0)) == null) {
        throw new IllegalArgumentException("no time");
      }
      return times;
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          Problem.of(
              "cron",
              expression,
              "minute hour day-of-month month day-of-week, such as 30 2 * * 1-5"),
          e);
    }
  }

  private static String expanded(String expression) {
    return switch (expression.toLowerCase(Locale.ROOT)) {
      case "@hourly" -> "0 * * * *";
      case "@daily" -> "0 0 * * *";
      case "@weekly" -> "0 0 * * 0";
      case "@monthly" -> "0 0 1 * *";
      default -> expression;
    };
  }

  /** The first time after {@code now}; empty if there is none. */
  public Optional<Instant> after(Instant now) {
    return Optional.ofNullable(steady ? passing(now) : onTheClock(now));
  }

  /** The zone. */
  public ZoneId zone() {
    return zone;
  }

  // By the clock on the wall. Two times of a gap come to one, so a time may have to be passed over.
  private @Nullable Instant onTheClock(Instant now) {
    ZoneRules rules = zone.getRules();
    LocalDateTime from = LocalDateTime.ofInstant(now, zone);
    ZoneOffsetTransition last = rules.previousTransition(now.plusNanos(1));
    if (last != null && last.isGap() && now.equals(last.getInstant())) {
      from = last.getDateTimeAfter();
    }
    for (LocalDateTime next = nextLocal(from); next != null; next = nextLocal(next)) {
      ZoneOffsetTransition transition = rules.getTransition(next);
      Instant instant =
          transition != null && transition.isGap()
              ? transition.getInstant()
              : next.toInstant(rules.getValidOffsets(next).get(0));
      if (instant.isAfter(now)) {
        return instant;
      }
    }
    return null;
  }

  // By the time that passes: the expression is read in the offset that holds at each moment.
  private @Nullable Instant passing(Instant now) {
    ZoneRules rules = zone.getRules();
    Instant from = now;
    while (true) {
      ZoneOffset offset = rules.getOffset(from);
      LocalDateTime next = nextLocal(LocalDateTime.ofInstant(from, offset));
      if (next == null) {
        return null;
      }
      Instant instant = next.toInstant(offset);
      ZoneOffsetTransition change = rules.nextTransition(from);
      if (change == null || instant.isBefore(change.getInstant())) {
        return instant;
      }
      // The moment of the change belongs to the new offset.
      from = change.getInstant();
      ZoneOffset changed = rules.getOffset(from);
      LocalDateTime at = nextLocal(LocalDateTime.ofInstant(from, changed).minusNanos(1));
      if (at != null && at.toInstant(changed).equals(from)) {
        return from;
      }
    }
  }

  private @Nullable LocalDateTime nextLocal(LocalDateTime from) {
    return times
        .nextExecution(from.atZone(ZoneOffset.UTC))
        .map(ZonedDateTime::toLocalDateTime)
        .orElse(null);
  }

  @Override
  public String toString() {
    return expression + " " + zone;
  }
}

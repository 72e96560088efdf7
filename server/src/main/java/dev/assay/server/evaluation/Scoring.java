package dev.assay.server.evaluation;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.model.ModelException;
import dev.assay.core.problem.Printable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Scores interactions on the threads of its callers, within bounds of time and text. What takes
 * longer is interrupted: judges give up at once, other evaluators as far as they look.
 *
 * <p>Safe for use by several threads.
 *
 * @since 0.1
 */
public final class Scoring implements AutoCloseable {

  private static final int LONGEST_EXPLANATION = 2_000;
  private static final int LONGEST_LABEL = 100;
  private static final long LOOKS = 8;

  private final Duration timeLimit;
  private final int longestText;
  private final Set<Attempt> running = ConcurrentHashMap.newKeySet();
  private final Thread watchdog;
  private volatile boolean closed;

  private Scoring(Duration timeLimit, int longestText) {
    this.timeLimit = requireNonNull(timeLimit, "timeLimit");
    this.longestText = longestText;
    this.watchdog = new Thread(this::watch, "assay-evaluation-time");
    watchdog.setDaemon(true);
    watchdog.start();
  }

  /**
   * Scores within these bounds.
   *
   * @param timeLimit how long one evaluation may take
   * @param longestText the longest text of an interaction, in characters, that is looked at
   */
  public static Scoring within(Duration timeLimit, int longestText) {
    return new Scoring(timeLimit, longestText);
  }

  /** What {@code evaluator} says of {@code observed}; never throws. */
  public Score score(OnlineEvaluator evaluator, ObservedInteraction observed) {
    return score(evaluator, observed.interaction());
  }

  /** What {@code evaluator} says of {@code interaction}; never throws. */
  public Score score(OnlineEvaluator evaluator, Interaction interaction) {
    return score(evaluator.bound(), new Subject(interaction, null));
  }

  /** What {@code evaluator} says of {@code subject}; never throws. */
  public Score score(BoundEvaluator evaluator, Subject subject) {
    long characters = characters(subject.interaction());
    if (characters > longestText) {
      return Score.unscored(
          "the interaction has "
              + characters
              + " characters (expected: at most "
              + longestText
              + ")");
    }
    Attempt attempt = new Attempt(Thread.currentThread(), System.nanoTime());
    running.add(attempt);
    Score score;
    try {
      score = evaluator.evaluate(subject);
    } catch (RuntimeException | StackOverflowError e) {
      score = Score.unscored("evaluator failed: " + e.getClass().getSimpleName());
    } finally {
      running.remove(attempt);
      attempt.end();
    }
    if (score instanceof Score.Unscored && attempt.interrupted()) {
      return timedOut(score);
    }
    return bounded(score);
  }

  // What was paid before the time was over stays in the evidence.
  private Score timedOut(Score score) {
    return new Score.Unscored(
        "took longer than " + timeLimit.toMillis() + " ms",
        score.evidence().deepCopy().put("failure", ModelException.Kind.TIMEOUT.key()));
  }

  /** The same score, with words that fit a table. */
  private static Score bounded(Score score) {
    if (score instanceof Score.Unscored none) {
      return new Score.Unscored(
          Printable.line(none.reason(), LONGEST_EXPLANATION), none.evidence());
    }
    Score.Scored scored = (Score.Scored) score;
    return scored
        .withLabel(line(scored.label(), LONGEST_LABEL))
        .withExplanation(line(scored.explanation(), LONGEST_EXPLANATION));
  }

  private static @Nullable String line(@Nullable String text, int longest) {
    return text == null ? null : Printable.line(text, longest);
  }

  private static long characters(Interaction interaction) {
    long sum = length(interaction.output());
    sum += interaction.input().stream().mapToLong(each -> each.text().length()).sum();
    sum += interaction.context().stream().mapToLong(each -> each.text().length()).sum();
    sum +=
        interaction.steps().stream()
            .mapToLong(each -> length(each.input()) + length(each.output()))
            .sum();
    return sum;
  }

  private static long length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  private void watch() {
    long limit = timeLimit.toNanos();
    long nap = Math.max(TimeUnit.MILLISECONDS.toNanos(1), limit / LOOKS);
    while (!closed) {
      LockSupport.parkNanos(Math.min(nap, TimeUnit.SECONDS.toNanos(1)));
      long now = System.nanoTime();
      for (Attempt attempt : running) {
        if (now - attempt.startedAt > limit) {
          attempt.interrupt();
        }
      }
    }
  }

  /** Ends the thread that looks at the time. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(watchdog);
  }

  /** One evaluation on its caller's thread, which is interrupted only while that lasts. */
  private static final class Attempt {

    private final Thread thread;
    private final long startedAt;
    private boolean ended;
    private boolean interrupted;

    Attempt(Thread thread, long startedAt) {
      this.thread = thread;
      this.startedAt = startedAt;
    }

    synchronized void interrupt() {
      if (!ended && !interrupted) {
        interrupted = true;
        thread.interrupt();
      }
    }

    synchronized boolean interrupted() {
      return interrupted;
    }

    // The interrupt was ours: whoever waits next on this thread must not see it.
    synchronized void end() {
      ended = true;
      if (interrupted) {
        Thread.interrupted();
      }
    }
  }
}

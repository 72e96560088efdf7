package dev.assay.core.run;

import dev.assay.core.dataset.Example;
import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionError;
import dev.assay.core.verdict.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a plan.
 *
 * <p>Worker threads take work and call the target under a permit. Once the answer is safe in the
 * cache they give the permit back and score; there are as many more workers than permits as there
 * are processors, so that scoring takes nothing from the target's concurrency and no answer changes
 * hands. Without a cache the permit is held until the result is journalled. Either way a killed run
 * that is resumed calls again for no more than were in flight. The caller's thread watches the
 * clock.
 */
final class RunSession {

  private static final long TICK_MILLIS = 20;
  private static final long GRACE_NANOS = 2_000_000_000L;
  private static final int MOST_ABANDONED = 32;

  /**
   * Why a run ends before its work does.
   *
   * @param cut whether calls in flight are interrupted, or awaited
   */
  private record Ending(RunStatus status, String reason, boolean cut, long at) {}

  private final RunPlan plan;
  private final Clock clock;
  private final @Nullable OutputCache cache;
  private final ResultSink sink;
  private final Schedule schedule;
  private final BudgetClock budget;
  private final TargetCaller caller;
  private final Semaphore permits;
  private final Set<Flight> flights = ConcurrentHashMap.newKeySet();
  private final Object monitor = new Object();
  private volatile @Nullable Ending ending;
  private volatile @Nullable Throwable failure;
  private int workers;
  private int abandoned;

  RunSession(
      RunPlan plan, Clock clock, @Nullable OutputCache cache, ResultSink sink, Schedule schedule) {
    this.plan = plan;
    this.clock = clock;
    this.cache = plan.target().cacheable() ? cache : null;
    if (cache != null) {
      cache.describe(plan.target().version(), plan.header().targetDescription());
    }
    this.sink = sink;
    this.schedule = schedule;
    this.budget = new BudgetClock(plan.options().budget(), schedule.all(), System.nanoTime());
    this.caller = new TargetCaller(plan.target().target(), plan.options());
    this.permits = new Semaphore(plan.options().concurrency());
  }

  /** Works until everything is done or the run is to end. */
  void run(RunControl control) {
    Runnable stopper = () -> end(RunStatus.INTERRUPTED, control.reason().orElse("stopped"), true);
    control.onStop(stopper);
    try {
      checkCost();
      if (schedule.over()) {
        decided();
      }
      startWorkers();
      watch();
    } finally {
      control.forget(stopper);
    }
  }

  /** How often the target was called. */
  long calls() {
    return caller.calls();
  }

  /** What broke the run itself, if something did. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** How the run ended: complete if everything is done, whatever else happened. */
  RunStatus status() {
    Ending end = ending;
    if (sink.done() == sink.size()) {
      return RunStatus.COMPLETE;
    }
    return end == null ? RunStatus.INTERRUPTED : end.status();
  }

  /** Why it is not complete; null if it is. */
  @Nullable String reason() {
    Ending end = ending;
    if (status() == RunStatus.COMPLETE) {
      return null;
    }
    String why = end == null ? "stopped" : end.reason();
    if (status() == RunStatus.DECIDED) {
      return why + "; " + saved();
    }
    return why + ", with " + sink.done() + " of " + sink.size() + " results done";
  }

  // What the cache would have answered was no call to be saved; nobody knows how much that is.
  private String saved() {
    int examples = plan.examples().size();
    int calls = sink.size() - sink.done();
    int left = calls / plan.options().repeats();
    return (examples - left)
        + " of "
        + examples
        + " examples ran, saving "
        + left
        + " and "
        + (sink.cached() > 0 ? "at most " : "")
        + calls
        + (calls == 1 ? " call of the target" : " calls of the target");
  }

  private void startWorkers() {
    int most = plan.options().concurrency() + Runtime.getRuntime().availableProcessors();
    int threads = Math.min(most, schedule.left());
    for (int i = 0; i < threads; i++) {
      startWorker();
    }
  }

  private void startWorker() {
    Thread thread = new Thread(this::work, "assay-run");
    thread.setDaemon(true);
    synchronized (monitor) {
      workers++;
    }
    thread.start();
  }

  private void work() {
    boolean abandonedHere = false;
    try {
      Work next = take();
      while (next != null && !abandonedHere) {
        abandonedHere = !process(next);
        next = abandonedHere ? null : take();
      }
    } catch (Throwable e) {
      fail(e);
    } finally {
      if (!abandonedHere) {
        leave();
      }
    }
  }

  private void leave() {
    synchronized (monitor) {
      workers--;
      if (workers == 0) {
        monitor.notifyAll();
      }
    }
  }

  /** Takes a permit and then work, so that no work waits for a permit; null if there is none. */
  private @Nullable Work take() {
    permits.acquireUninterruptibly();
    Work work = ending == null ? schedule.next() : null;
    if (work == null) {
      permits.release();
    }
    return work;
  }

  /**
   * Does one piece of work, and gives its permit back; false if its flight was abandoned and this
   * thread is to end.
   */
  private boolean process(Work work) {
    Optional<Interaction> known = cached(work);
    if (known.isPresent()) {
      permits.release();
      budget.begin(work, System.nanoTime());
      finish(work, known.get(), true);
      return true;
    }
    long start = System.nanoTime();
    budget.begin(work, start);
    Flight flight =
        new Flight(
            work, Thread.currentThread(), start + BudgetClock.nanos(plan.options().timeout()));
    flights.add(flight);
    Ending end = ending;
    if (end != null && end.cut()) {
      flight.cancel();
    }
    Interaction answer = caller.call(flight);
    if (!flight.land()) {
      return false;
    }
    flights.remove(flight);
    if (flight.cancelled()) {
      permits.release();
      return true;
    }
    boolean kept = keep(work, answer);
    if (kept) {
      permits.release();
    }
    finish(work, answer, false);
    if (!kept) {
      permits.release();
    }
    return true;
  }

  private Optional<Interaction> cached(Work work) {
    return cache == null
        ? Optional.empty()
        : cache.get(plan.target().version(), work.example(), work.repeat());
  }

  private boolean keep(Work work, Interaction answer) {
    return cache != null
        && cache.put(plan.target().version(), work.example(), work.repeat(), answer);
  }

  private void finish(Work work, Interaction answer, boolean fromCache) {
    Example example = work.example();
    List<EvaluatorScore> scores = answer.failed() ? List.of() : score(example, answer);
    InteractionError error = answer.error();
    Verdict verdict =
        error == null
            ? plan.policy().decide(example, answer, scores)
            : Verdict.failed(FailureMode.ERROR, error.kind() + ": " + error.message());
    ExampleResult result =
        new ExampleResult(
            example, work.repeat(), answer, scores, verdict, fromCache, clock.instant());
    sink.accept(work, result, Journal.line(work.index(), result));
    if (schedule.finished(work, result)) {
      decided();
    }
    budget.end(work, System.nanoTime());
    checkCost();
  }

  private List<EvaluatorScore> score(Example example, Interaction answer) {
    Subject subject = new Subject(answer, example);
    List<EvaluatorScore> scores = new ArrayList<>(plan.evaluators().size());
    for (BoundEvaluator evaluator : plan.evaluators()) {
      if (evaluator.spec().appliesTo(example)) {
        scores.add(
            new EvaluatorScore(evaluator.name(), evaluator.version(), score(evaluator, subject)));
      }
    }
    return scores;
  }

  private static Score score(BoundEvaluator evaluator, Subject subject) {
    try {
      return evaluator.evaluate(subject);
    } catch (Error e) {
      // Out of memory, or a class of the evaluator that does not link: the run goes on.
      return Score.unscored("evaluator failed: " + e);
    }
  }

  // What is in flight is still awaited: it was paid for.
  private void decided() {
    end(RunStatus.DECIDED, schedule.reason(), false);
  }

  private void checkCost() {
    Double limit = plan.options().budget().cost();
    Double cost = sink.cost();
    if (limit != null && cost != null && cost >= limit && sink.done() < sink.size()) {
      end(RunStatus.INCOMPLETE, "the cost budget of " + limit + " is spent", false);
    }
  }

  private void end(RunStatus status, String reason, boolean cut) {
    synchronized (monitor) {
      Ending before = ending;
      if (before != null && (before.cut() || !cut)) {
        return;
      }
      ending =
          new Ending(
              before == null ? status : before.status(),
              before == null ? reason : before.reason(),
              cut,
              System.nanoTime());
      monitor.notifyAll();
    }
    schedule.stop();
    permits.release(plan.options().concurrency() + workersNow());
    if (cut) {
      flights.forEach(Flight::cancel);
    }
  }

  private void fail(Throwable e) {
    failure = e;
    end(RunStatus.INTERRUPTED, "the run failed: " + e, true);
  }

  private int workersNow() {
    synchronized (monitor) {
      return workers;
    }
  }

  private void watch() {
    boolean interrupted = false;
    while (!over()) {
      try {
        synchronized (monitor) {
          if (workers > 0) {
            monitor.wait(TICK_MILLIS);
          }
        }
      } catch (InterruptedException e) {
        interrupted = true;
        end(RunStatus.INTERRUPTED, "interrupted", true);
      }
      try {
        tick(System.nanoTime());
      } catch (RuntimeException e) {
        fail(e);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean over() {
    synchronized (monitor) {
      Ending end = ending;
      // Threads that do not heed their interrupt are left behind; they are daemons.
      return workers == 0
          || (end != null && end.cut() && System.nanoTime() - end.at() > GRACE_NANOS);
    }
  }

  private void tick(long now) {
    if (ending == null) {
      budget
          .spent(now, schedule::needs)
          .ifPresent(reason -> end(RunStatus.INCOMPLETE, reason, true));
    }
    for (Flight flight : flights) {
      if (flight.giveUp(now)) {
        abandon(flight);
      }
    }
  }

  private void abandon(Flight flight) {
    flights.remove(flight);
    leave();
    abandoned++;
    if (!flight.cancelled()) {
      Interaction timeout =
          caller.timeout().toBuilder().input(flight.work().example().inputMessages()).build();
      finish(flight.work(), timeout, false);
    }
    permits.release();
    if (abandoned > MOST_ABANDONED) {
      end(
          RunStatus.INCOMPLETE,
          abandoned + " calls of the target went on after their time was over",
          true);
    } else if (ending == null && schedule.left() > 0) {
      startWorker();
    }
  }
}

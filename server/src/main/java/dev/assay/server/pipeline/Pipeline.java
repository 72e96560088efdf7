package dev.assay.server.pipeline;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.monitor.sampling.FlagPatterns;
import dev.assay.monitor.sampling.SamplingPlan;
import dev.assay.monitor.watch.History;
import dev.assay.monitor.window.Slicing;
import dev.assay.otel.record.TextPool;
import dev.assay.otel.span.SpanReader;
import dev.assay.server.evaluation.Finished;
import dev.assay.server.evaluation.Results;
import dev.assay.server.journal.Frame;
import dev.assay.server.journal.Journal;
import dev.assay.server.journal.JournalReader;
import dev.assay.server.journal.Position;
import dev.assay.server.store.Batch;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoreException;
import dev.assay.server.store.UserDeletion;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what the journal holds into what the store keeps, on a thread of its own.
 *
 * <p>A commit holds rows, evaluations, windows and the place in the journal up to which all of it
 * counts, or nothing. Whenever the process dies, the next one reads again from before the oldest
 * thing that was not complete, and does not count again what is stored. When the store refuses, the
 * pipeline waits and stores the very same batch later; meanwhile the journal grows.
 *
 * @since 0.1
 */
public final class Pipeline implements Results, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
  private static final int FRAMES_A_ROUND = 256;
  private static final long BYTES_A_ROUND = 256L << 10;
  private static final int RESULTS_A_ROUND = 500;
  private static final long IDLE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  private static final int BROKEN_ATTEMPTS = 3;

  private final Parts parts;
  private final ExecutorService scorers;
  private final ExecutorService committer;
  private final Stage stage;
  private final Thread thread;
  private final SetAside aside;
  private final ConcurrentLinkedQueue<Task> tasks = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Result> results = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Deletion> deletions = new ConcurrentLinkedQueue<>();
  private final CountDownLatch wake = new CountDownLatch(1);
  private volatile boolean started;
  private volatile boolean closing;
  private volatile PipelineCounts counts;
  private volatile Progress progress;
  private volatile boolean hurried;
  private volatile @Nullable String broken;
  private volatile @Nullable String failing;
  // Up to where all was stored when last looked; null if something was left to do.
  private volatile @Nullable Position idleAt;
  // The thread's own.
  private final TextPool texts = new TextPool();
  private boolean begun;
  private Position drafted;
  private @Nullable Commit underWay;
  private long committedNanos = System.nanoTime();
  private Instant latest;
  private final ListeningTime listening;

  /**
   * What a pipeline is made of.
   *
   * @param journal where everything comes from
   * @param store where everything goes
   * @param clock the time
   * @param ticks nanoseconds that pass, from anywhere; tells when the clock was set
   * @param settings how it works
   * @param spans reads spans
   * @param plan who looks at what
   * @param flags patterns that make an interaction worth looking at
   * @param slicing of the windows
   * @param evaluators who looks
   * @param keepAll whether content is needed of everything, cheap evaluators or not
   * @param last what is done to interactions before anybody looks, such as redacting what only a
   *     whole trace shows
   * @param behaviour what users' deeds and failures are derived by
   * @param watching what is told of what the windows show
   */
  public record Parts(
      Journal journal,
      Store store,
      Clock clock,
      LongSupplier ticks,
      PipelineSettings settings,
      SpanReader spans,
      SamplingPlan plan,
      FlagPatterns flags,
      Slicing slicing,
      Evaluators evaluators,
      boolean keepAll,
      UnaryOperator<ObservedInteraction> last,
      Behaviour behaviour,
      Watching watching) {

    /** Checks the parts. */
    public Parts {
      Objects.requireNonNull(journal, "journal");
      Objects.requireNonNull(store, "store");
      Objects.requireNonNull(clock, "clock");
      Objects.requireNonNull(ticks, "ticks");
      Objects.requireNonNull(settings, "settings");
      Objects.requireNonNull(spans, "spans");
      Objects.requireNonNull(plan, "plan");
      Objects.requireNonNull(flags, "flags");
      Objects.requireNonNull(slicing, "slicing");
      Objects.requireNonNull(evaluators, "evaluators");
      Objects.requireNonNull(last, "last");
      Objects.requireNonNull(behaviour, "behaviour");
      Objects.requireNonNull(watching, "watching");
    }

    Parts with(Store other, Watching others) {
      return new Parts(
          journal,
          other,
          clock,
          ticks,
          settings,
          spans,
          plan,
          flags,
          slicing,
          evaluators,
          keepAll,
          last,
          behaviour,
          others);
    }
  }

  /**
   * How far it is.
   *
   * @param lagBytes of the journal not yet read
   * @param committedAt when the last commit was done
   * @param commitMillis how long it took
   * @param commitRows how many things it held
   * @param storedUntil all that came before is stored, but for traces in the making
   * @param windowsUntil all that came before is stored and counted in its window
   * @param failing why the store refuses; null if it does not
   */
  public record Progress(
      long lagBytes,
      Instant committedAt,
      double commitMillis,
      long commitRows,
      Instant storedUntil,
      Instant windowsUntil,
      @Nullable String failing) {

    Progress with(long lag, @Nullable String why) {
      return new Progress(
          lag, committedAt, commitMillis, commitRows, storedUntil, windowsUntil, why);
    }

    Progress until(Instant stored, Instant windows) {
      return new Progress(
          lagBytes, committedAt, commitMillis, commitRows, stored, windows, failing);
    }
  }

  /** A batch on its way into the store, and how many milliseconds it took once it is there. */
  private record Commit(
      Draft.Taken taken, Instant until, Instant windows, CompletableFuture<Double> done) {}

  private interface Task extends Consumer<Stage> {}

  private record Result(Finished finished, CompletableFuture<Void> done) {

    InteractionKey about() {
      return finished.evaluation().interaction();
    }
  }

  private record Deletion(String userHash, CompletableFuture<UserDeletion> done) {}

  private Pipeline(Parts given) {
    Patience patience = new Patience(this::waited);
    parts =
        given.with(
            patience.with(Store.class, given.store()),
            given.watching().with(patience.with(History.class, given.watching().history())));
    aside = new SetAside(parts.journal().folder().resolveSibling("journal-rejected"));
    AtomicInteger number = new AtomicInteger();
    this.scorers =
        Executors.newFixedThreadPool(
            parts.settings().scoringThreads(),
            task -> daemon(task, "assay-scorer-" + number.incrementAndGet()));
    this.latest = parts.clock().instant();
    this.listening = new ListeningTime(parts.clock(), parts.ticks());
    this.stage = new Stage(parts, scorers, latest, aside);
    this.drafted = parts.store().position();
    this.committer = Executors.newSingleThreadExecutor(task -> daemon(task, "assay-commit"));
    this.counts = stage.counts();
    this.progress = new Progress(0, latest, 0, 0, latest, latest, null);
    this.thread = daemon(this::run, "assay-pipeline");
  }

  @SuppressWarnings("ThreadPriorityCheck") // A wish: nothing is wrong where it is not heeded.
  private static Thread daemon(Runnable task, String name) {
    Thread made = new Thread(task, name);
    // Those who send wait for an acknowledgement, nobody for this.
    made.setPriority(Thread.MIN_PRIORITY);
    made.setDaemon(true);
    return made;
  }

  /** Takes up where the last one stopped; nothing moves before {@link #start}. */
  public static Pipeline open(Parts parts) {
    return new Pipeline(parts);
  }

  /** Begins to read. */
  public void start() {
    started = true;
    thread.start();
  }

  /**
   * Whether the content of something that arrives now is kept; for any thread.
   *
   * @param unit its trace, or its own id
   * @param failed whether it says that it failed
   */
  public boolean keeps(String unit, boolean failed) {
    return stage.policies().keeps(unit, failed);
  }

  @Override
  public CompletableFuture<Void> finished(Finished finished) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    results.add(new Result(finished, done));
    return done;
  }

  /**
   * Lets somebody change something between two commits.
   *
   * @param deed is called on the pipeline's thread, and must be quick; what it throws is what the
   *     future completes with
   * @return what the deed gave, once all it changed is stored
   */
  public <T> CompletableFuture<T> change(Function<Deeds, T> deed) {
    CompletableFuture<T> done = new CompletableFuture<>();
    tasks.add(
        stage -> {
          try {
            stage.change(deed, done::complete, latest);
            // Somebody waits for it to be stored.
            hurried = true;
          } catch (PipelineStoppedException e) {
            throw e;
          } catch (RuntimeException e) {
            // Whoever asked for it is told; the others' work goes on.
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  /**
   * Removes a user: from the store, from memory, and from what lies in the journal and is not told
   * yet.
   *
   * @return what was removed, once it is
   */
  public CompletableFuture<UserDeletion> deleteUser(String userHash) {
    CompletableFuture<UserDeletion> done = new CompletableFuture<>();
    if (!thread.isAlive() || closing) {
      done.completeExceptionally(new IllegalStateException("the pipeline does not run"));
    } else {
      deletions.add(new Deletion(userHash, done));
    }
    return done;
  }

  /** How many things were set aside for it could not digest them. */
  public long setAside() {
    return aside.count();
  }

  /** What was set aside last; null if nothing was. */
  public @Nullable String lastSetAside() {
    return aside.latest();
  }

  /** What it did and holds. */
  public PipelineCounts counts() {
    return counts;
  }

  /** How often each evaluator said something since the start, by its name. */
  public Map<String, Scored> scores() {
    return stage.scores().all();
  }

  /** What people are shown of the watch; waits for nothing. */
  public Shown shown() {
    return stage.shown();
  }

  /** How far it is. */
  public Progress progress() {
    return progress;
  }

  /** How long ago the oldest thing came that is not stored, traces in the making apart. */
  public Duration storedBehind() {
    return behind(progress.storedUntil());
  }

  /**
   * How long ago the oldest thing came that no window counts: unread, not stored, or of a trace in
   * the making.
   */
  public Duration windowsBehind() {
    return behind(progress.windowsUntil());
  }

  private Duration behind(Instant until) {
    Duration behind = Duration.between(until, parts.clock().instant());
    return behind.isNegative() ? Duration.ZERO : behind;
  }

  /** Whether all that the journal holds was read, told of as far as it is complete, and stored. */
  public boolean idle() {
    Position at = idleAt;
    return at != null && at.compareTo(parts.journal().end()) >= 0;
  }

  /** Stores what is known as soon as it can, rather than gather more: somebody waits for it. */
  public void hurry() {
    hurried = true;
  }

  /** Why it stopped by itself; null while it works. */
  public @Nullable String broken() {
    return broken;
  }

  /** Stores what is known, and stops. What is incomplete is read again next time. */
  @Override
  public void close() {
    closing = true;
    wake.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
        thread.interrupt();
      }
    }
    scorers.shutdownNow();
    committer.shutdownNow();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (JournalReader reader = parts.journal().read(stage.start())) {
      while (!closing) {
        round(reader);
      }
      finish();
    } catch (PipelineStoppedException e) {
      LOG.info("the pipeline stopped; what was not stored is read again at the next start");
    } catch (IOException | RuntimeException | Error e) {
      // Nothing is lost: it is in the journal. But somebody has to look.
      broken = "the pipeline broke; the server's log says why";
      LOG.error("the pipeline broke; what came stays in the journal until the next start", e);
    } finally {
      for (Deletion each = deletions.poll(); each != null; each = deletions.poll()) {
        each.done().completeExceptionally(new IllegalStateException("the pipeline stopped"));
      }
    }
  }

  private void round(JournalReader reader) throws IOException {
    // While a batch waits for the store, the next one grows up to a bound; then reading waits.
    boolean full = underWay != null && stage.heavy();
    int frames = full || stage.crowded() ? 0 : read(reader);
    // After reading, so that no frame was stamped by a clock that was set since.
    stage.behind(listening.behind());
    for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
      task.accept(stage);
    }
    takeResults();
    long lag = lag(reader);
    if (lag == 0) {
      Instant now = parts.clock().instant();
      latest = now.isAfter(latest) || now.isBefore(latest.minusSeconds(60)) ? now : latest;
    }
    if (!full) {
      stage.settle(latest, lag);
    }
    // After what was read is settled: a commit says that it is.
    for (Deletion each = full ? null : deletions.peek(); each != null; each = deletions.peek()) {
      delete(each);
      deletions.remove();
    }
    progress = progress.with(lag, failing);
    counts = stage.counts();
    Commit commit = underWay;
    if (commit != null && commit.done().isDone()) {
      stored(commit);
    }
    boolean begun = underWay == null && due() && begin();
    boolean idle =
        lag == 0
            && underWay == null
            && !stage.dirty(drafted)
            && tasks.isEmpty()
            && results.isEmpty();
    idleAt = idle ? reader.position() : null;
    if (idle) {
      progress = progress.until(latest, windowsUntil());
    }
    if (frames == 0 && !begun && (full || !stage.crowded())) {
      pause(IDLE_MILLIS);
    }
  }

  // What they are about may lie in the store, which is asked for all of them at once.
  private void takeResults() {
    List<Result> some = new ArrayList<>();
    for (Result each = results.poll(); each != null; each = results.poll()) {
      some.add(each);
      if (some.size() == RESULTS_A_ROUND) {
        break;
      }
    }
    if (some.isEmpty()) {
      return;
    }
    // What cannot be read is asked for once more, one by one, and set aside by itself.
    aside.unless(
        "evaluated",
        () -> new byte[0],
        () -> stage.expect(some.stream().map(Result::about).toList()));
    for (Result each : some) {
      Finished finished = each.finished();
      CompletableFuture<Void> done = each.done();
      boolean taken =
          aside.unless(
              () -> "evaluation-" + finished.item().key(),
              () -> new byte[0],
              () -> stage.take(finished, () -> done.complete(null), latest));
      if (!taken) {
        done.completeExceptionally(new IllegalArgumentException("the result was set aside"));
      }
    }
  }

  private boolean due() {
    Duration every = parts.settings().commitEvery();
    boolean late = hurried || System.nanoTime() - committedNanos >= every.toNanos();
    boolean worth = stage.dirty(drafted) || stage.holdsUp(latest) || stage.unwatched(latest);
    return (late && worth) || stage.heavy();
  }

  private boolean begin() {
    hurried = false;
    Draft.Taken taken = stage.draft(latest);
    drafted = stage.position();
    underWay =
        new Commit(
            taken,
            latest,
            windowsUntil(),
            CompletableFuture.supplyAsync(() -> store(taken), committer));
    return true;
  }

  private void stored(Commit commit) throws IOException {
    underWay = null;
    double millis;
    try {
      millis = commit.done().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    committedNanos = System.nanoTime();
    progress =
        new Progress(
            progress.lagBytes(),
            parts.clock().instant(),
            millis,
            commit.taken().entries(),
            commit.until(),
            commit.windows(),
            null);
    stage.stored(commit.taken(), latest);
    try {
      parts.journal().release(commit.taken().needed());
    } catch (IOException e) {
      LOG.warn("old segments of the journal cannot be deleted: {}", e.getMessage());
    }
  }

  private Instant windowsUntil() {
    Instant oldest = stage.oldestOpen();
    return oldest != null && oldest.isBefore(latest) ? oldest : latest;
  }

  private void finish() throws IOException {
    Commit commit = underWay;
    if (commit != null) {
      stored(commit);
    }
    if (stage.dirty(drafted)) {
      begin();
      stored(Objects.requireNonNull(underWay));
    }
  }

  // What is drafted may be about the user, so it is stored first, together with who is forgotten:
  // whatever happens then, nothing brings them back.
  private void delete(Deletion deletion) throws IOException {
    stage.forget(deletion.userHash(), parts.clock().instant());
    finish();
    UserDeletion deleted;
    try {
      deleted = parts.store().upkeep().deleteUser(deletion.userHash());
    } catch (StoreException e) {
      deletion.done().completeExceptionally(e);
      return;
    }
    stage.deleted(deletion.userHash(), deleted.interactionIds());
    aside.forget(deleted.interactionIds());
    turnJournal();
    // Until then cases quote the user, and states that a restart reads hold what they said.
    finish();
    deletion.done().complete(deleted);
  }

  // What came of the user is in segments before this frame, and goes with them.
  private void turnJournal() {
    parts.journal().turn();
    byte[] nothing = JournalEntry.ofSignals(parts.clock().instant(), List.of());
    parts
        .journal()
        .append(nothing)
        .exceptionally(
            failure -> {
              LOG.warn("the journal takes nothing; it keeps what it has for longer");
              return Position.START;
            });
  }

  private int read(JournalReader reader) throws IOException {
    int frames = 0;
    long bytes = 0;
    while (frames < FRAMES_A_ROUND && bytes < BYTES_A_ROUND) {
      Position before = reader.position();
      Frame frame = reader.next();
      if (frame == null) {
        break;
      }
      // A frame that cannot be read is passed over like one that holds nothing.
      if (!aside.unless("frame-" + before, frame::payload, () -> take(frame, before))) {
        stage.pass(frame.end());
      }
      bytes += frame.payload().length;
      frames++;
    }
    return frames;
  }

  private void take(Frame frame, Position before) {
    JournalEntry entry =
        JournalEntry.read(frame.payload(), texts).notAfter(parts.clock().instant());
    int number = 0;
    for (String each : entry.unreadable()) {
      aside.unreadable("item-" + before + "-" + number++, each);
    }
    // What waited while nobody read is told by the time at which it came, or a trace would be told
    // before the rest of it was read.
    boolean later = entry.receivedAt().isAfter(latest);
    latest = later || !begun ? entry.receivedAt() : latest;
    begun = true;
    stage.take(entry, before, frame.end(), frame.payload().length);
  }

  private long lag(JournalReader reader) throws IOException {
    Position at = reader.position();
    return at.compareTo(parts.journal().end()) >= 0
        ? 0
        : Math.max(1, parts.journal().bytesAfter(at));
  }

  // On the committer's thread.
  private double store(Draft.Taken taken) {
    long began = System.nanoTime();
    long pause = 100;
    int broken = 0;
    while (true) {
      RuntimeException refusal = refusal(taken.batch());
      if (refusal == null) {
        break;
      }
      broken++;
      boolean salvaged =
          broken >= BROKEN_ATTEMPTS && new Salvage(this::refusal, aside).store(taken.batch());
      if (salvaged) {
        break;
      }
      // It is not this batch: the whole store is broken, and somebody has to look.
      await("BROKEN", pause, refusal);
      pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
    }
    failing = null;
    return (System.nanoTime() - began) / 1e6;
  }

  // Stores a batch, however long the store takes none at all; gives why it refuses this one.
  private @Nullable RuntimeException refusal(Batch batch) {
    long pause = 100;
    while (true) {
      try {
        parts.store().commit(batch);
        return null;
      } catch (StoreException e) {
        if (e.kind() == StoreException.Kind.BROKEN) {
          return e;
        }
        // The same batch again: operators have gone on, and there is no other.
        await(e.kind().name(), pause, e);
        pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
      } catch (PipelineStoppedException e) {
        throw e;
      } catch (RuntimeException e) {
        // Whatever it is that cannot be written, it must not end the pipeline.
        return e;
      }
    }
  }

  private void await(String why, long millis, RuntimeException refusal) {
    failing = why;
    LOG.warn("the store refuses ({}); trying again in {} ms", why, millis);
    if (closing) {
      throw new PipelineStoppedException("closed while the store refused", refusal);
    }
    pause(millis);
  }

  // On the pipeline's thread, while the store does not answer what it is asked.
  private boolean waited(long millis) {
    if (!started) {
      return false;
    }
    if (closing) {
      throw new PipelineStoppedException("closed while the store refused", null);
    }
    failing = "UNAVAILABLE";
    progress = progress.with(progress.lagBytes(), failing);
    LOG.warn("the store does not answer; asking again in {} ms", millis);
    pause(millis);
    failing = null;
    return true;
  }

  private void pause(long millis) {
    try {
      if (wake.await(millis, TimeUnit.MILLISECONDS) && !closing) {
        Thread.onSpinWait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipelineStoppedException("interrupted", e);
    }
  }
}

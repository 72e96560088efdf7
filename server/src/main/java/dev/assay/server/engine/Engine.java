package dev.assay.server.engine;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.server.api.Intake;
import dev.assay.server.config.ServerConfig;
import dev.assay.server.evaluation.OnlineEvaluators;
import dev.assay.server.pipeline.Pipeline;
import dev.assay.server.schedule.Schedules;
import dev.assay.server.store.Store;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A server in this process: everything its configuration says, made and bound together.
 *
 * <p>Nothing is open before {@link #start}. {@link #close} takes no new work, stores what is known,
 * leases back what is under way, and lets go of the data directory.
 *
 * @since 0.1
 */
public final class Engine implements AutoCloseable {

  private static final long LOOK_MILLIS = 20;

  private final Parts parts;

  /**
   * What the process gives.
   *
   * @param clock the time
   * @param ticks nanoseconds that pass, from anywhere; tells when the clock was set
   * @param environment what {@code ${NAME}} stands for, and where models' keys are
   * @param random makes secrets
   * @param version this Assay's
   */
  public record Surroundings(
      Clock clock,
      LongSupplier ticks,
      Map<String, String> environment,
      SecureRandom random,
      String version) {

    /** Copies the environment. */
    public Surroundings {
      Objects.requireNonNull(clock, "clock");
      Objects.requireNonNull(ticks, "ticks");
      environment = Map.copyOf(environment);
      Objects.requireNonNull(random, "random");
      Objects.requireNonNull(version, "version");
    }

    /** With a clock that goes as fast as time does. */
    public Surroundings(
        Clock clock, Map<String, String> environment, SecureRandom random, String version) {
      this(clock, System::nanoTime, environment, random, version);
    }
  }

  private Engine(Parts parts) {
    this.parts = parts;
  }

  /**
   * Makes everything, and opens the data directory.
   *
   * @throws InvalidInputException if the configuration asks for what cannot be, or the data
   *     directory cannot be used
   */
  public static Engine open(ServerConfig config, Surroundings around) {
    return new Engine(Parts.of(config, around));
  }

  /**
   * Opens the doors, and begins to work.
   *
   * @throws InvalidInputException if an address cannot be listened on
   */
  public void start() {
    parts.pipeline().start();
    parts.workers().start();
    parts.deliveries().start();
    parts.schedules().start();
    if (parts.checks() != null) {
      parts.checks().start();
    }
    if (parts.emission() != null) {
      parts.emission().start();
    }
    parts.export().start();
    parts.tending().start();
    parts.live().start();
    if (parts.grpc() != null) {
      parts.grpc().start();
    }
    parts.http().start();
  }

  /** Where HTTP is to be reached, by this machine's name for it. */
  public URI http() {
    return parts.http().uri();
  }

  /** The port of gRPC, which may be that of HTTP; empty if it is off. */
  public OptionalInt grpcPort() {
    if (parts.merged()) {
      return OptionalInt.of(parts.http().port());
    }
    return parts.grpc() == null ? OptionalInt.empty() : OptionalInt.of(parts.grpc().port());
  }

  /** Takes interactions and signals from within this process, as the API does. */
  public Intake intake() {
    return parts.intake();
  }

  /** What turns the journal into what is stored. */
  public Pipeline pipeline() {
    return parts.pipeline();
  }

  /** What is stored. */
  public Store store() {
    return parts.store();
  }

  /** The evaluators, those that lack something included. */
  public OnlineEvaluators evaluators() {
    return parts.evaluators();
  }

  /** The suites that are run by time or when asked to. */
  public Schedules schedules() {
    return parts.schedules();
  }

  /** Whether callers need a key. */
  public boolean keysNeeded() {
    return parts.keys().any();
  }

  /** Waits until all that was acknowledged is stored; false if the time is over before. */
  public boolean awaitStored(Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    while (!parts.stored()) {
      parts.pipeline().hurry();
      if (System.nanoTime() > until) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return true;
  }

  /**
   * Waits until all that was acknowledged is stored and evaluated, and what evaluators said is
   * stored too; false if the time is over before. Nothing is stored sooner than it would be while
   * something is still to be read or evaluated: to store little and often costs more than it saves.
   */
  public boolean awaitEvaluated(Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    while (!parts.stored() || !parts.workers().idle()) {
      if (parts.pipeline().progress().lagBytes() == 0 && !parts.workers().evaluating()) {
        parts.pipeline().hurry();
      }
      if (System.nanoTime() > until) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return true;
  }

  /** Forgets at once what was kept long enough, rather than within the hour. */
  void forgetOld() {
    parts.tending().forget();
  }

  /** Takes nothing new, finishes or leases back what is under way, stores it, and closes. */
  @Override
  public void close() {
    parts.close();
  }
}

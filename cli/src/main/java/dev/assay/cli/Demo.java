package dev.assay.cli;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.examples.support.demo.DemoDatasets;
import dev.assay.examples.support.demo.DemoEvent;
import dev.assay.examples.support.demo.DemoSuite;
import dev.assay.examples.support.demo.DemoTraffic;
import dev.assay.server.api.Intake;
import dev.assay.server.config.Overrides;
import dev.assay.server.config.ServerConfig;
import dev.assay.server.config.ServerConfigReader;
import dev.assay.server.engine.Engine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** A server that saw two days of the example assistant's traffic within seconds. */
final class Demo implements AutoCloseable {

  // Of the replay's time: what comes within is sent together, in order.
  private static final Duration SLICE = Duration.ofMinutes(1);
  // The clock is ahead of what is acknowledged by so many slices at most: what it says has passed,
  // the server takes for complete.
  private static final int MOST_UNDER_WAY = 3;
  // Then evaluation catches up: in the replay's time it would be hours behind otherwise.
  private static final Duration STEP = Duration.ofHours(6);
  private static final Duration LOOK = Duration.ofMillis(150);
  private static final Duration LONGEST_CATCH_UP = Duration.ofSeconds(60);
  // The same sample every time; nothing of the demo's is secret.
  private static final Map<String, String> ENVIRONMENT =
      Map.of("ASSAY_SALT", "assay demo: the same sample every time");

  private final DemoTraffic traffic;
  private final ReplayClock clock;
  private final ServerConfig config;
  private final Engine engine;

  private Demo(DemoTraffic traffic, ReplayClock clock, ServerConfig config, Engine engine) {
    this.traffic = traffic;
    this.clock = clock;
    this.config = config;
    this.engine = engine;
  }

  /**
   * Starts the server, with the clock where the traffic begins.
   *
   * @param folder a folder of its own
   * @param http where to listen
   * @param end when the traffic ends
   * @throws InvalidInputException if the folder or the address is in use
   */
  static Demo open(Path folder, String http, Instant end, Clock system) {
    Path file = folder.resolve("server.yaml");
    try {
      Files.createDirectories(folder);
      Files.writeString(file, DemoTraffic.configuration());
      DemoDatasets.writeTo(folder.resolve("data/datasets"));
      DemoSuite.writeTo(folder.resolve("data"));
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("--data", folder, "a folder that can be written: " + e.getMessage()), e);
    }
    // Not this environment: a store or a judge that it names is none of the demo's.
    ServerConfig config =
        ServerConfigReader.read(
            file,
            ENVIRONMENT,
            Overrides.NONE.data(folder.resolve("data").toString()).http(http).grpc("http"));
    DemoTraffic traffic = DemoTraffic.of(end, DemoTraffic.SEED);
    ReplayClock clock = ReplayClock.at(end.minus(DemoTraffic.LENGTH), system);
    Engine engine =
        Engine.open(
            config,
            new Engine.Surroundings(
                clock, clock::nanos, ENVIRONMENT, new SecureRandom(), Version.ofAssay()));
    try {
      engine.start();
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
    return new Demo(traffic, clock, config, engine);
  }

  /** Where it listens. */
  URI http() {
    return engine.http();
  }

  ServerConfig config() {
    return config;
  }

  DemoTraffic traffic() {
    return traffic;
  }

  /** Sends all of the traffic; when this returns it is stored and the time is the system's. */
  void replay(BooleanSupplier stopped) {
    ArrayDeque<CompletableFuture<Void>> underWay = new ArrayDeque<>();
    List<ObservedInteraction> asked = new ArrayList<>();
    List<Signal> acted = new ArrayList<>();
    Instant until = Instant.MIN;
    Instant step = clock.instant().plus(STEP);
    DemoNights nights = new DemoNights(engine.schedules(), config.data(), clock, traffic.end());
    for (DemoEvent event : traffic.events()) {
      if (!event.at().isBefore(until)) {
        send(asked, acted, underWay);
        if (!event.at().isBefore(step)) {
          underWay.forEach(CompletableFuture::join);
          underWay.clear();
          settle(LONGEST_CATCH_UP, stopped);
          step = event.at().plus(STEP);
        }
        if (stopped.getAsBoolean()) {
          return;
        }
        nights.until(event.at(), stopped);
        clock.advance(event.at());
        until = event.at().plus(SLICE);
      }
      if (event instanceof DemoEvent.Asked question) {
        asked.add(question.observed());
      } else if (event instanceof DemoEvent.Acted deed) {
        acted.add(deed.signal());
      }
    }
    send(asked, acted, underWay);
    underWay.forEach(CompletableFuture::join);
    clock.advance(traffic.end());
    settle(LONGEST_CATCH_UP, stopped);
    live();
  }

  /** From now on the time is the system's: nothing is replayed any more. */
  void live() {
    clock.live();
  }

  private void send(
      List<ObservedInteraction> asked,
      List<Signal> acted,
      ArrayDeque<CompletableFuture<Void>> underWay) {
    Intake intake = engine.intake();
    if (!asked.isEmpty()) {
      underWay.add(intake.interactions(List.copyOf(asked)));
      asked.clear();
    }
    if (!acted.isEmpty()) {
      underWay.add(intake.signals(List.copyOf(acted)));
      acted.clear();
    }
    while (underWay.size() > MOST_UNDER_WAY) {
      underWay.removeFirst().join();
    }
  }

  /** The alerts there are, latest first. */
  List<JsonNode> alerts() {
    List<JsonNode> alerts = new ArrayList<>();
    new RestClient(http(), null).get("/api/v1/alerts?limit=200").path("items").forEach(alerts::add);
    return alerts;
  }

  /** Waits until what came is read and evaluated, but no longer than this. */
  void settle(Duration longest, BooleanSupplier stopped) {
    long until = System.nanoTime() + longest.toNanos();
    try {
      boolean settled = false;
      while (!settled && System.nanoTime() < until && !stopped.getAsBoolean()) {
        settled = engine.awaitEvaluated(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Engine engine() {
    return engine;
  }

  @Override
  public void close() {
    engine.close();
  }
}

package dev.assay.core.target;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Processes that answer examples: one each, or kept alive and used by one call at a time. */
final class ExecTarget implements Target {

  private static final long PATIENCE_MILLIS = 2_000;

  private final ExecCommand command;
  private final boolean persistent;
  private final Optional<Duration> timeout;
  private final CallWatch watch = new CallWatch();
  private final Deque<ExecProcess> idle = new ArrayDeque<>();
  private boolean closed;

  ExecTarget(ExecCommand command, boolean persistent, Optional<Duration> timeout) {
    this.command = command;
    this.persistent = persistent;
    this.timeout = timeout;
  }

  @Override
  public Interaction call(TargetRequest request) throws TargetException, InterruptedException {
    byte[] line = line(request);
    long start = System.nanoTime();
    ExecProcess process = take(request);
    boolean reusable = false;
    try {
      byte[] reply = exchange(process, line, request);
      long nanos = System.nanoTime() - start;
      Interaction answer = ExecReply.read(reply, request.exampleId());
      reusable = true;
      // Without the time the process takes to end.
      return answer.latencyMillis() == null
          ? answer.toBuilder().latencyMillis(nanos / 1e6).build()
          : answer;
    } catch (ExecReply.Failure e) {
      // The process says itself that it failed, and is ready for the next example.
      reusable = true;
      throw e.failure();
    } finally {
      if (reusable && persistent) {
        giveBack(process);
      } else {
        end(process, reusable);
      }
    }
  }

  @Override
  public void close() {
    List<ExecProcess> processes;
    synchronized (idle) {
      closed = true;
      processes = new ArrayList<>(idle);
      idle.clear();
    }
    processes.forEach(ExecProcess::closeInput);
    long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    for (ExecProcess process : processes) {
      if (!process.awaitEnd((deadline - System.nanoTime()) / 1_000_000)) {
        process.kill();
      }
    }
    watch.close();
  }

  private byte[] exchange(ExecProcess process, byte[] line, TargetRequest request)
      throws TargetException, InterruptedException {
    Duration time = timeout.filter(t -> t.compareTo(request.timeout()) < 0).orElse(null);
    byte @Nullable [] reply = null;
    @Nullable IOException failure = null;
    boolean overdue;
    try (CallWatch.Call call = watch.watch(process::kill, time)) {
      try {
        // The end of its input tells a process for one example that there is no more to come.
        reply = process.exchange(line, !persistent);
      } catch (IOException e) {
        failure = e;
      }
      overdue = call.overdue();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (overdue) {
      throw TargetException.transientFailure("timeout", "no reply within " + time, null, null);
    }
    if (failure != null) {
      throw TargetException.permanent(
          "bad_response", String.valueOf(failure.getMessage()), failure);
    }
    if (reply == null) {
      throw TargetException.permanent("exec_died", process.describeEnd(), null);
    }
    return reply;
  }

  private ExecProcess take(TargetRequest request) throws TargetException {
    synchronized (idle) {
      // The one used last is the warmest; one that died while idle is replaced in silence.
      for (ExecProcess process = idle.pollLast(); process != null; process = idle.pollLast()) {
        // Whatever it wrote after its reply would be taken for the reply to the next example.
        if (process.alive() && !process.ahead()) {
          return process;
        }
        process.kill();
      }
    }
    try {
      // One that lives on serves other traces too.
      return command.start(persistent ? null : request.traceparent());
    } catch (IOException e) {
      throw TargetException.permanent("exec_failed", "cannot start: " + e.getMessage(), e);
    }
  }

  private void giveBack(ExecProcess process) {
    synchronized (idle) {
      if (!closed && process.alive()) {
        idle.addLast(process);
        return;
      }
    }
    process.kill();
  }

  private static void end(ExecProcess process, boolean gently) {
    if (gently) {
      process.closeInput();
      if (process.awaitEnd(PATIENCE_MILLIS)) {
        return;
      }
    }
    process.kill();
  }

  private static byte[] line(TargetRequest request) {
    ObjectNode json = Json.object();
    json.put("id", request.exampleId());
    json.set("input", request.input());
    json.put("repeat", request.repeat());
    json.put("seed", request.seed());
    if (request.traceparent() != null) {
      json.put("traceparent", request.traceparent());
    }
    if (!request.metadata().isEmpty()) {
      json.set("metadata", request.metadata());
    }
    return Json.utf8(Json.write(json) + "\n");
  }
}

package dev.assay.server.pipeline;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.monitor.sampling.FlagPatterns;
import dev.assay.monitor.sampling.Rule;
import dev.assay.monitor.sampling.SampledEvaluator;
import dev.assay.monitor.sampling.SamplingPlan;
import dev.assay.monitor.window.Slicing;
import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.Origin;
import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.span.SpanReader;
import dev.assay.server.evaluation.Finished;
import dev.assay.server.journal.Journal;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.Store;
import dev.assay.server.store.WorkItem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Traffic, and a pipeline for it. */
final class Traffic {

  static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  static final Origin ORIGIN =
      new Origin(
          Attributes.of("service.name", "shop", "deployment.environment.name", "production"),
          "test",
          "1",
          "");

  private Traffic() {}

  static Pipeline.Parts parts(
      SamplingPlan plan, Journal journal, Store into, Clock clock, PipelineSettings settings) {
    return parts(plan, journal, into, clock, settings, Behaviour.withDefaults(), false);
  }

  static Pipeline.Parts parts(
      SamplingPlan plan,
      Journal journal,
      Store into,
      Clock clock,
      PipelineSettings settings,
      Behaviour behaviour) {
    return parts(plan, journal, into, clock, settings, behaviour, false);
  }

  static Pipeline.Parts parts(
      SamplingPlan plan,
      Journal journal,
      Store into,
      Clock clock,
      PipelineSettings settings,
      Behaviour behaviour,
      boolean keepAll) {
    return new Pipeline.Parts(
        journal,
        into,
        clock,
        System::nanoTime,
        settings,
        SpanReader.withDefaults(),
        plan,
        FlagPatterns.of(Map.of()),
        Slicing.withDefaults(),
        new Length(),
        keepAll,
        UnaryOperator.identity(),
        behaviour,
        Watching.nothing());
  }

  static Finished finished(InteractionKey key, double value, Instant at) {
    WorkItem item =
        new WorkItem(key, "judge", "v1", WorkItem.State.LEASED, 1, 1, at, at, null, null);
    Score score = Score.of(value).withPassed(value >= 3);
    return new Finished(
        item,
        Finished.Ending.EVALUATED,
        score,
        Evaluation.of(key, "judge", "v1", score, 1, at),
        Duration.ofSeconds(1));
  }

  static Finished dead(InteractionKey key, String why, Instant at) {
    WorkItem item = new WorkItem(key, "judge", "v1", WorkItem.State.DEAD, 5, 1, at, at, null, why);
    Score score = Score.unscored(why);
    return new Finished(
        item,
        Finished.Ending.DEAD,
        score,
        Evaluation.of(key, "judge", "v1", score, 1, at),
        Duration.ZERO);
  }

  static SamplingPlan plan(double rate) {
    return SamplingPlan.builder()
        .rest(rate, 0)
        .rule("disliked", new Rule.Signalled(Set.of()))
        .evaluator(SampledEvaluator.of("judge"))
        .build();
  }

  /** A cheap evaluator that counts characters, and the name of one that is sampled. */
  static final class Length implements Evaluators {

    private static final Looker LENGTH =
        new Looker("length", "v1", false, FailureMode.FORMAT, Category.TEXT);
    private static final Looker JUDGE =
        new Looker("judge", "v1", true, FailureMode.INCORRECT, Category.TEXT);

    private static final Looker TIMES =
        new Looker("times", "v1", false, FailureMode.SLOW, Category.OPERATION, false);

    @Override
    public List<Looker> cheap() {
      return List.of(LENGTH);
    }

    @Override
    public List<Looker> sampled() {
      return List.of(JUDGE, TIMES);
    }

    @Override
    public List<Assessment> score(ObservedInteraction observed) {
      String output = observed.interaction().output();
      Score score =
          output == null
              ? Score.unscored("no output")
              : Score.of(output.length()).withPassed(!output.contains("fails"));
      return List.of(new Assessment(LENGTH, score));
    }

    @Override
    public void queued(List<WorkItem> stored) {}
  }

  static String trace(int i) {
    return String.format("%032x", i + 1);
  }

  /** The same by an application that does not send what is said. */
  static List<SpanRecord> silentSpans(int i, Instant at) {
    return silentSpans(
        i, at, 0, Attributes.of("gen_ai.operation.name", "chat", "gen_ai.request.model", "m"));
  }

  /** The same where the model could not be reached. */
  static List<SpanRecord> failedSpans(int i, Instant at) {
    return silentSpans(
        i, at, 2, Attributes.of("gen_ai.operation.name", "chat", "error.type", "timeout"));
  }

  private static List<SpanRecord> silentSpans(
      int i, Instant at, int status, Attributes attributes) {
    List<SpanRecord> spans = spans(i, "", "", at);
    SpanRecord call = spans.get(1);
    SpanRecord silent =
        new SpanRecord(
            ORIGIN,
            call.traceId(),
            call.spanId(),
            call.parentSpanId(),
            call.name(),
            call.kind(),
            call.startNanos(),
            call.endNanos(),
            status,
            "",
            attributes,
            List.of(),
            List.of(),
            0);
    return List.of(spans.get(0), silent);
  }

  static List<SpanRecord> spans(int i, String question, String answer, Instant at) {
    long start = at.toEpochMilli() * 1_000_000;
    SpanRecord root =
        new SpanRecord(
            ORIGIN,
            trace(i),
            String.format("%016x", 2 * i + 1),
            null,
            "POST /ask",
            2,
            start,
            start + 900_000_000L,
            0,
            "",
            Attributes.of("app.feature", i % 2 == 0 ? "billing" : "refunds"),
            List.of(),
            List.of(),
            0);
    SpanRecord call =
        new SpanRecord(
            ORIGIN,
            trace(i),
            String.format("%016x", 2 * i + 2),
            String.format("%016x", 2 * i + 1),
            "chat gpt",
            3,
            start + 1_000_000,
            start + 800_000_000L,
            0,
            "",
            Attributes.of(
                "gen_ai.operation.name",
                "chat",
                "gen_ai.request.model",
                "gpt-test",
                "gen_ai.usage.input_tokens",
                20L,
                "gen_ai.usage.output_tokens",
                5L,
                "gen_ai.input.messages",
                "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\""
                    + question
                    + "\"}]}]",
                "gen_ai.output.messages",
                "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\""
                    + answer
                    + "\"}],\"finish_reason\":\"stop\"}]"),
            List.of(),
            List.of(),
            0);
    return List.of(root, call);
  }
}

package dev.assay.examples.support.demo;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionError;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Step;
import dev.assay.core.interaction.Subject;
import dev.assay.examples.support.demo.DemoAnswers.Reply;
import dev.assay.examples.support.demo.Reaction.Next;
import dev.assay.examples.support.demo.Reaction.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One person's questions, the answers, and what came of them. */
final class Conversation {

  private static final int MOST_TURNS = 5;
  private static final double RETRIEVAL_MILLIS = 35;
  private static final double CUT_SHORT = 0.006;
  private static final List<String> COMMENTS =
      List.of(
          "This is not what the refund page says.",
          "Outdated answer, the policy was changed.",
          "I did exactly this and was told it is too late.",
          "wrong");

  private final String id;
  private final Scenario scenario;
  private final SplittableRandom random;
  private final Persona persona;
  private final List<Message> said = new ArrayList<>();

  Conversation(int number, Scenario scenario, SplittableRandom random) {
    this.id = String.format(Locale.ROOT, "conv-%05d", number);
    this.scenario = scenario;
    this.random = random;
    this.persona = Persona.draw(random);
    said.add(new Message("system", Scenario.INSTRUCTIONS));
  }

  void play(Instant begin, Consumer<DemoEvent> sink) {
    Instant at = begin;
    DemoQuestion question = scenario.questions().draw(random);
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      Reply reply = scenario.reply(question.text(), at);
      Setting setting = Setting.of(question.feature(), at, scenario);
      Course course =
          Course.draw(
              random.nextDouble() < setting.largeModel(),
              charactersIn(question, reply),
              reply.output(),
              random.nextDouble() < setting.cached(),
              random);
      ObservedInteraction observed = observe(turn, at, question, reply, setting, course);
      Instant done = at.plusMillis(Math.round(latency(course)));
      sink.accept(new DemoEvent.Asked(observed, done));
      Outcome outcome = outcome(question, reply, course);
      Reaction reaction = Reaction.draw(outcome, persona, random);
      reaction
          .signals()
          .forEach(
              (kind, seconds) ->
                  sink.accept(
                      signal(observed, kind, done.plusSeconds(seconds), comment(kind, outcome))));
      if (reaction.next() == Next.NOTHING) {
        return;
      }
      remember(question, observed);
      question = next(question, reaction.next());
      at = done.plusSeconds(reaction.afterSeconds());
    }
  }

  private DemoQuestion next(DemoQuestion question, Next next) {
    return switch (next) {
      case AGAIN, NOTHING -> question;
      case REPHRASED -> scenario.questions().inOtherWords(question, random);
      case ANOTHER -> scenario.questions().drawOf(question.feature(), random);
    };
  }

  private void remember(DemoQuestion question, ObservedInteraction observed) {
    said.add(Message.user(question.text()));
    String output = observed.interaction().output();
    if (output != null) {
      said.add(new Message("assistant", output));
    }
  }

  private int charactersIn(DemoQuestion question, Reply reply) {
    return question.text().length()
        + said.stream().mapToInt(message -> message.text().length()).sum()
        + reply.context().stream().mapToInt(passage -> passage.text().length()).sum();
  }

  private static Outcome outcome(DemoQuestion question, Reply reply, Course course) {
    if (course.errorKind() != null) {
      return Outcome.FAILED;
    }
    if (reply.outdated()) {
      return Outcome.WRONG;
    }
    return question.answeredBy(reply.output()) ? Outcome.GOOD : Outcome.UNHELPFUL;
  }

  private static double latency(Course course) {
    return RETRIEVAL_MILLIS + course.latencyMillis();
  }

  private ObservedInteraction observe(
      int turn, Instant at, DemoQuestion question, Reply reply, Setting setting, Course course) {
    List<Message> input = new ArrayList<>(said);
    input.add(Message.user(question.text()));
    Interaction.Builder interaction =
        Interaction.builder()
            .input(input)
            .context(reply.context())
            .usage(course.usage())
            .latencyMillis(latency(course))
            .promptTemplate(setting.template())
            .promptVersion(setting.version())
            .model(course.model())
            .conversation(id)
            .tag("segment", persona.segment());
    Step retrieval =
        new Step("retrieval", "knowledge base", question.text(), null, RETRIEVAL_MILLIS, null);
    Step model =
        new Step("model", course.model(), null, null, course.latencyMillis(), course.errorKind());
    interaction.steps(List.of(retrieval, model));
    if (course.errorKind() != null) {
      interaction.error(new InteractionError(course.errorKind(), "the model gave no answer"));
    } else {
      boolean cut = random.nextDouble() < CUT_SHORT;
      String output = reply.output();
      interaction
          .output(cut ? output.substring(0, output.length() * 3 / 5) : output)
          .ttftMillis(RETRIEVAL_MILLIS + course.ttftOrZero())
          .finishReason(cut ? "length" : "stop");
    }
    return new ObservedInteraction(
        id + "-" + (turn + 1),
        hex() + hex(),
        hex(),
        null,
        at,
        "support-assistant",
        persona.environment(),
        question.feature(),
        setting.release(),
        persona.user(),
        false,
        interaction.build());
  }

  private String hex() {
    return String.format(Locale.ROOT, "%016x", random.nextLong() | 1);
  }

  private @Nullable String comment(Signal.Kind kind, Outcome outcome) {
    return kind == Signal.Kind.REPORT && outcome == Outcome.WRONG
        ? COMMENTS.get(random.nextInt(COMMENTS.size()))
        : null;
  }

  private static DemoEvent signal(
      ObservedInteraction observed, Signal.Kind kind, Instant at, @Nullable String comment) {
    return new DemoEvent.Acted(
        new Signal(
            observed.id() + "/" + kind.name().toLowerCase(Locale.ROOT),
            kind,
            new Subject(observed.id(), observed.traceId(), observed.spanId(), null, null),
            at,
            "user",
            comment));
  }
}

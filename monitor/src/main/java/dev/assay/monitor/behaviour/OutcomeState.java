package dev.assay.monitor.behaviour;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Signal;
import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.sampling.LoadShedding;
import dev.assay.monitor.window.Completion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The binary form of what {@link Outcomes} follows: names once, and numbers for them. */
final class OutcomeState {

  private static final String KIND = "behaviour.outcomes";
  private static final int VERSION = 4;
  // Up to then who was followed and who was looked at had nothing to do with each other.
  private static final int APART = 3;
  private static final String DRAWN_APART = "drawn apart";
  private static final int LONGEST_NAME = 2000;
  private static final int LEAST_BYTES = 12;

  // Most of what is said is said of many.
  private static final int MOST_SHARED = 1_000;

  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final Map<Opinion, Integer> opinions = new HashMap<>();

  private OutcomeState() {}

  /**
   * What was read.
   *
   * @param followed in order of arrival
   * @param letGo a count
   * @param unknown a count
   * @param cameEachSecond by which the share is set
   * @param share that is followed
   */
  record Read(
      LinkedHashMap<String, Followed> followed,
      long letGo,
      long unknown,
      double cameEachSecond,
      double share) {}

  static byte[] write(
      Map<String, Followed> followed, long letGo, long unknown, FollowedShare share) {
    OutcomeState names = new OutcomeState();
    StateWriter content = new StateWriter(KIND, VERSION);
    content.count(followed.size());
    followed.forEach(
        (id, of) -> {
          content.text(id);
          names.write(content, of);
        });
    StateWriter out = new StateWriter(KIND, VERSION);
    out.count(letGo);
    out.count(unknown);
    out.number(share.cameEachSecond());
    out.number(share.rate());
    out.count(names.numbers.size());
    names.numbers.keySet().forEach(out::text);
    out.block(content.toBytes());
    return out.toBytes();
  }

  static Read read(byte[] bytes) {
    StateReader in = new StateReader(bytes, KIND, APART, VERSION);
    long letGo = in.count(Long.MAX_VALUE);
    long unknown = in.count(Long.MAX_VALUE);
    double cameEachSecond = in.amount();
    double share = in.probability();
    int size = in.size(Integer.MAX_VALUE, 1);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      names.add(in.text(LONGEST_NAME));
    }
    StateReader content = new StateReader(in.block(), KIND, APART, VERSION);
    in.end();
    LinkedHashMap<String, Followed> followed = new LinkedHashMap<>();
    List<Opinion> opinions = new ArrayList<>();
    int n = content.size(Integer.MAX_VALUE, LEAST_BYTES);
    for (int i = 0; i < n; i++) {
      if (followed.put(content.text(Turn.LONGEST_ID), followed(content, names, opinions)) != null) {
        throw content.refuse("an interaction twice", "each once");
      }
    }
    content.end();
    return new Read(followed, letGo, unknown, cameEachSecond, share);
  }

  private void write(StateWriter out, Followed of) {
    out.number(of.share);
    name(out, of.rule);
    Turn.time(out, of.end);
    Turn.time(out, of.until);
    mode(out, of.known);
    out.count((of.slow ? 1 : 0) + (of.failed ? 2 : 0) + (of.converses ? 4 : 0));
    out.count(of.tools.size());
    of.tools.forEach(
        (tool, fine) -> {
          name(out, tool);
          out.flag(fine);
        });
    out.count(of.opinions.all().size());
    of.opinions.all().forEach(opinion -> shared(out, opinion));
    out.count(of.signals.size());
    of.signals.forEach(kind -> name(out, kind.name()));
    outcome(out, of.outcome);
  }

  private static Followed followed(StateReader in, List<String> names, List<Opinion> opinions) {
    double share = in.probability();
    String rule = name(in, names);
    Instant end = Turn.time(in);
    Instant until = Turn.time(in);
    FailureMode known = mode(in, names);
    long flags = in.count(7);
    Map<String, Boolean> tools = new TreeMap<>();
    for (int i = in.size(1000, 2); i > 0; i--) {
      tools.put(name(in, names), in.flag());
    }
    Followed of =
        new Followed(
            share,
            rule,
            end,
            until,
            known,
            (flags & 1) != 0,
            (flags & 2) != 0,
            (flags & 4) != 0,
            tools);
    for (int i = in.size(10_000, 1); i > 0; i--) {
      of.opinions.put(shared(in, names, opinions));
    }
    for (int i = in.size(Signal.Kind.values().length, 1); i > 0; i--) {
      of.signal(constant(in, Signal.Kind.class, names));
    }
    of.outcome = outcome(in, names);
    return of;
  }

  // 0 and what is new, or the number of what was said before.
  private void shared(StateWriter out, Opinion opinion) {
    Integer number = opinions.get(opinion);
    if (number != null) {
      out.count(number);
      return;
    }
    if (opinions.size() < MOST_SHARED) {
      opinions.put(opinion, opinions.size() + 1);
    }
    out.count(0);
    opinion(out, opinion);
  }

  private static Opinion shared(StateReader in, List<String> names, List<Opinion> opinions) {
    int number = (int) in.count(opinions.size());
    if (number > 0) {
      return opinions.get(number - 1);
    }
    Opinion opinion = opinion(in, names);
    if (opinions.size() < MOST_SHARED) {
      opinions.add(opinion);
    }
    return opinion;
  }

  private void opinion(StateWriter out, Opinion opinion) {
    Assignment of = opinion.of();
    name(out, of.evaluator());
    out.count((of.judged() ? 1 : 0) + (of.selected() ? 2 : 0) + (of.awaited() ? 4 : 0));
    out.number(of.probability());
    mode(out, of.mode());
    name(out, of.draw());
    name(out, opinion.state().name());
    out.number(opinion.value());
    mode(out, opinion.mode());
  }

  private static Opinion opinion(StateReader in, List<String> names) {
    String evaluator = name(in, names);
    long flags = in.count(7);
    double probability = in.probability();
    Assignment of =
        new Assignment(
            evaluator,
            (flags & 1) != 0,
            (flags & 4) != 0,
            (flags & 2) != 0,
            probability,
            someMode(in, names),
            in.version() > APART ? name(in, names) : apart((flags & 4) != 0));
    Opinion.State state = constant(in, Opinion.State.class, names);
    return new Opinion(of, state, in.finite(), someMode(in, names));
  }

  private static String apart(boolean awaited) {
    return awaited ? DRAWN_APART : LoadShedding.GROUP;
  }

  private void outcome(StateWriter out, Outcome outcome) {
    Outcome.Done done = outcome.completion();
    out.flag(done != null);
    if (done != null) {
      name(out, done.completion().name());
      out.number(done.probability());
      name(out, done.by());
    }
    Outcome.Failed failed = outcome.failure();
    out.flag(failed != null);
    if (failed != null) {
      mode(out, failed.mode());
      out.number(failed.probability());
      name(out, failed.by());
    }
  }

  private static Outcome outcome(StateReader in, List<String> names) {
    Outcome.Done done = null;
    if (in.flag()) {
      Completion completion = constant(in, Completion.class, names);
      done = new Outcome.Done(completion, in.probability(), name(in, names));
    }
    Outcome.Failed failed = null;
    if (in.flag()) {
      FailureMode mode = mode(in, names);
      failed = new Outcome.Failed(mode, in.probability(), name(in, names));
    }
    return new Outcome(done, failed);
  }

  private void name(StateWriter out, String name) {
    Integer number = numbers.putIfAbsent(name, numbers.size());
    out.count(number == null ? numbers.size() - 1 : number);
  }

  private static String name(StateReader in, List<String> names) {
    return names.get((int) in.count(names.size() - 1));
  }

  private static <E extends Enum<E>> E constant(StateReader in, Class<E> type, List<String> names) {
    String name = name(in, names);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw in.refuse(type.getSimpleName() + " " + name, "a known one");
  }

  private void mode(StateWriter out, @Nullable FailureMode mode) {
    name(out, mode == null ? Outcome.NONE : mode.key());
  }

  private static @Nullable FailureMode mode(StateReader in, List<String> names) {
    String key = name(in, names);
    FailureMode mode = FailureMode.ofKey(key).orElse(null);
    if (mode == null && !key.equals(Outcome.NONE)) {
      throw in.refuse("mode " + key, "a known one");
    }
    return mode;
  }

  private static FailureMode someMode(StateReader in, List<String> names) {
    FailureMode mode = mode(in, names);
    if (mode == null) {
      throw in.refuse("no mode", "a failure mode");
    }
    return mode;
  }
}

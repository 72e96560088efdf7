package dev.assay.monitor.sampling;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Decisions in few bytes, for those who keep all of them: some 20 bytes an interaction, however
 * many evaluators there are. Probabilities and reasons are kept once for all interactions that
 * share them.
 *
 * @since 0.1
 */
public final class DecisionBatch {

  private static final String KIND = "sampling.decisions";
  private static final int VERSION = 1;
  private static final int MOST = 10_000_000;
  private static final int MOST_EVALUATORS = 62;
  private static final int LONGEST_NAME = 1024;
  private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");

  private DecisionBatch() {}

  /** What several interactions have in common: all but who, when and the outcome. */
  private record Terms(String stratum, int phase, Duration hold, List<Term> terms) {

    static Terms of(TraceDecision decision) {
      return new Terms(
          decision.stratum(),
          decision.phase(),
          Duration.between(decision.decidedAt(), decision.heldUntil()),
          decision.decisions().stream()
              .map(d -> new Term(d.evaluator(), d.probability(), d.reason(), d.rule()))
              .toList());
    }
  }

  private record Term(String evaluator, double probability, Reason reason, String rule) {}

  /**
   * The binary form, version 1. Times are kept to the millisecond.
   *
   * @throws IllegalArgumentException if an interaction has more than 62 evaluators
   */
  public static byte[] toBytes(List<TraceDecision> decisions) {
    Map<Terms, Integer> known = new LinkedHashMap<>();
    for (TraceDecision decision : decisions) {
      if (decision.decisions().size() > MOST_EVALUATORS) {
        throw new IllegalArgumentException(
            "evaluators: "
                + decision.decisions().size()
                + " (expected: at most "
                + MOST_EVALUATORS
                + ")");
      }
      known.putIfAbsent(Terms.of(decision), known.size());
    }
    StateWriter out = new StateWriter(KIND, VERSION);
    out.count(known.size());
    known.keySet().forEach(terms -> write(out, terms));
    out.count(decisions.size());
    long before = 0;
    for (TraceDecision decision : decisions) {
      writeUnit(out, decision.unit());
      long at = decision.decidedAt().toEpochMilli();
      out.signed(at - before);
      before = at;
      out.count(known.getOrDefault(Terms.of(decision), 0));
      long selected = 0;
      for (int i = 0; i < decision.decisions().size(); i++) {
        selected |= (decision.decisions().get(i).selected() ? 1L : 0L) << i;
      }
      out.count(selected);
    }
    return out.toBytes();
  }

  private static void write(StateWriter out, Terms terms) {
    out.text(terms.stratum);
    out.count(terms.phase);
    out.signed(terms.hold.toMillis());
    out.count(terms.terms.size());
    for (Term term : terms.terms) {
      out.text(term.evaluator);
      out.number(term.probability);
      out.count(term.reason.code());
      out.text(term.rule);
    }
  }

  private static void writeUnit(StateWriter out, String unit) {
    boolean trace = TRACE_ID.matcher(unit).matches();
    out.flag(trace);
    if (trace) {
      out.bits(Long.parseUnsignedLong(unit, 0, 16, 16));
      out.bits(Long.parseUnsignedLong(unit, 16, 32, 16));
    } else {
      out.text(unit);
    }
  }

  /**
   * Reads the binary form.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static List<TraceDecision> fromBytes(byte[] bytes) {
    StateReader in = new StateReader(bytes, KIND, VERSION);
    int kinds = in.size(MOST, 4);
    List<Terms> known = new ArrayList<>(kinds);
    for (int i = 0; i < kinds; i++) {
      known.add(readTerms(in));
    }
    int size = in.size(MOST, 4);
    List<TraceDecision> decisions = new ArrayList<>(size);
    long at = 0;
    for (int i = 0; i < size; i++) {
      String unit = readUnit(in);
      at = instant(in, at, in.signed());
      int index = (int) in.count(MOST);
      if (index >= known.size()) {
        throw in.refuse("terms " + index, "below " + known.size());
      }
      decisions.add(decision(unit, at, known.get(index), in.count(Long.MAX_VALUE)));
    }
    in.end();
    return decisions;
  }

  private static TraceDecision decision(String unit, long at, Terms terms, long selected) {
    List<Decision> decisions = new ArrayList<>(terms.terms.size());
    for (int i = 0; i < terms.terms.size(); i++) {
      Term term = terms.terms.get(i);
      decisions.add(
          new Decision(
              term.evaluator, (selected >>> i & 1) == 1, term.probability, term.reason, term.rule));
    }
    Instant decidedAt = Instant.ofEpochMilli(at);
    return new TraceDecision(
        unit, decidedAt, decidedAt.plus(terms.hold), terms.stratum, terms.phase, decisions);
  }

  private static Terms readTerms(StateReader in) {
    String stratum = in.text(LONGEST_NAME);
    int phase = (int) in.count(Integer.MAX_VALUE);
    Duration hold = Duration.ofMillis(instant(in, 0, in.signed()));
    int size = in.size(MOST_EVALUATORS, 11);
    List<Term> terms = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      String evaluator = in.text(LONGEST_NAME);
      double probability = in.probability();
      Reason reason = readReason(in);
      terms.add(new Term(evaluator, probability, reason, in.text(LONGEST_NAME)));
    }
    return new Terms(stratum, phase, hold, terms);
  }

  private static Reason readReason(StateReader in) {
    long code = in.count(Integer.MAX_VALUE);
    for (Reason reason : Reason.values()) {
      if (reason.code() == code) {
        return reason;
      }
    }
    throw in.refuse("reason " + code, "a known one");
  }

  private static String readUnit(StateReader in) {
    if (!in.flag()) {
      return in.text(StateReader.LONGEST_TEXT);
    }
    return hex(in.bits()) + hex(in.bits());
  }

  private static String hex(long bits) {
    String digits = Long.toHexString(bits);
    return "0".repeat(16 - digits.length()) + digits;
  }

  // Within some 10,000 years of the epoch, so that nothing overflows.
  private static long instant(StateReader in, long base, long step) {
    long most = 1L << 48;
    if (Math.abs(step) > 2 * most || Math.abs(base + step) > most) {
      throw in.refuse("time " + step, "milliseconds of the epoch");
    }
    return base + step;
  }
}

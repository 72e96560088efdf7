package dev.assay.core.evaluation;

import dev.assay.core.dataset.GoldenViolation;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.gate.GateConfig;
import dev.assay.core.gate.GateDecision;
import dev.assay.core.gate.GateForecast;
import dev.assay.core.gate.GateResult;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.RunHeader;
import dev.assay.core.suite.Suite;
import dev.assay.core.verdict.PassPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is kept in {@code run.json} beside the header, so that a run can be decided again from its
 * directory alone.
 *
 * @param suite what the suite said
 * @param policy what failed an example
 * @param gate what was asked of the run
 * @param golden how golden examples differed from what was approved, each in words
 * @param branch the branch it was made on, if it is known
 * @param instruments what scored it, as calibrations know it; empty if it was not kept
 * @param forecast what its gate could tell beforehand
 * @param untilDecided how it takes its examples, if it may end early
 */
record RunSections(
    ObjectNode suite,
    PassPolicy policy,
    GateConfig gate,
    List<String> golden,
    @Nullable String branch,
    List<Instrument> instruments,
    GateForecast forecast,
    @Nullable UntilDecided untilDecided) {

  private static final int NAMED = 5;
  private static final String BRANCH = "git_branch";
  private static final String INSTRUMENTS = "instruments";
  private static final String GATE = "gate";
  private static final String FORECAST = "forecast";

  static RunSections of(
      Suite suite,
      PassPolicy policy,
      GateConfig gate,
      List<GoldenViolation> golden,
      List<Instrument> instruments) {
    List<String> violations = new ArrayList<>();
    for (GoldenViolation violation : golden) {
      String id = violation.exampleId();
      violations.add((id == null ? "" : id + ": ") + violation.what());
    }
    return new RunSections(
        suite.toJson(), policy, gate, violations, null, instruments, GateForecast.NONE, null);
  }

  static RunSections read(JsonNode json) {
    for (String name : List.of("suite_config", "policy", "gate_config")) {
      if (!(json.get(name) instanceof ObjectNode)) {
        throw new InvalidInputException(
            Problem.of("run.json", name, "an object under this name")
                .next("the run was not made by assay run; run it again"));
      }
    }
    List<String> golden = new ArrayList<>();
    json.path("golden").path("violations").forEach(v -> golden.add(v.asString("")));
    return new RunSections(
        (ObjectNode) json.get("suite_config"),
        PassPolicy.fromJson(json.get("policy")),
        GateConfig.fromJson(json.get("gate_config")),
        golden,
        branch(json),
        Instrument.read(json.path(INSTRUMENTS)),
        GateForecast.fromJson(json.path(GATE).path(FORECAST)),
        UntilDecided.read(json));
  }

  /** The branch that a run's sections name, if they do. */
  static @Nullable String branch(JsonNode json) {
    JsonNode branch = json.path(BRANCH);
    return branch.isString() ? branch.stringValue() : null;
  }

  RunSections onBranch(@Nullable String branch) {
    return new RunSections(
        suite, policy, gate, golden, branch, instruments, forecast, untilDecided);
  }

  RunSections with(PassPolicy policy, GateConfig gate) {
    return new RunSections(
        suite, policy, gate, golden, branch, instruments, forecast, untilDecided);
  }

  RunSections untilDecided(@Nullable UntilDecided untilDecided) {
    return new RunSections(
        suite, policy, gate, golden, branch, instruments, forecast, untilDecided);
  }

  RunSections with(GateForecast forecast) {
    return new RunSections(
        suite, policy, gate, golden, branch, instruments, forecast, untilDecided);
  }

  /** What scored the run; of one that did not keep it, as far as its header says. */
  List<Instrument> instruments(RunHeader header) {
    return instruments.isEmpty()
        ? Instrument.of(header, EvaluatorRegistry.installed())
        : instruments;
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.set("suite_config", suite);
    json.set("policy", policy.toJson());
    json.set("gate_config", gate.toJson());
    ObjectNode approval = json.putObject("golden").put("approved", golden.isEmpty());
    ArrayNode violations = approval.putArray("violations");
    golden.forEach(violations::add);
    if (branch != null) {
      json.put(BRANCH, branch);
    }
    json.set(INSTRUMENTS, Instrument.toJson(instruments));
    // There from the start, so that a run that is stopped has it; the decision joins it.
    json.putObject(GATE).set(FORECAST, forecast.toJson());
    if (untilDecided != null) {
      untilDecided.writeTo(json);
    }
    return json;
  }

  /** Fails a run whose golden examples are not those that were approved. */
  Optional<GateResult.Criterion> goldenApproved() {
    if (golden.isEmpty()) {
      return Optional.empty();
    }
    String named = String.join("; ", golden.stream().limit(NAMED).toList());
    String more = golden.size() > NAMED ? "; and " + (golden.size() - NAMED) + " more" : "";
    return Optional.of(
        new GateResult.Criterion(
            "golden.approved",
            GateDecision.FAIL,
            "golden examples reviewed by two people and approved",
            golden.size() + (golden.size() == 1 ? " difference" : " differences"),
            named + more + "; review them, then run assay dataset approve"));
  }
}

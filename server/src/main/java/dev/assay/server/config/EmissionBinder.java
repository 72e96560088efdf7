package dev.assay.server.config;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Binds {@code evaluation.emit}: who is told scores. */
final class EmissionBinder {

  private static final String ALL = "all";
  private static final String SAMPLED = "sampled";
  private static final int LONGEST_PROJECT = 200;

  private final Scope scope;
  private final List<MonitoredEvaluator> evaluators;
  private final boolean whole;

  /**
   * Binds what is told of {@code evaluators}.
   *
   * @param whole whether they are all there are; if not, a name that is missing is no mistake
   */
  EmissionBinder(Scope scope, List<MonitoredEvaluator> evaluators, boolean whole) {
    this.scope = scope;
    this.evaluators = evaluators;
    this.whole = whole;
  }

  @Nullable EmissionConfig bind(Fields evaluation) {
    Fields emit = scope.section(evaluation, "emit").orElse(null);
    if (emit == null) {
      return null;
    }
    EmissionForm form =
        emit.oneOf("format", EmissionForm.keys())
            .map(EmissionForm::ofKey)
            .orElse(EmissionForm.EVENTS);
    String project = project(emit, form);
    Set<String> told = told(emit);
    boolean explanations = emit.flag("explanations").orElse(false);
    return scope
        .endpoint(emit, form.signal())
        .map(receiver -> new EmissionConfig(receiver, form, project, told, explanations))
        .orElse(null);
  }

  private @Nullable String project(Fields emit, EmissionForm form) {
    Node node = emit.get("project").orElse(null);
    String project = node == null ? null : emit.text("project").orElse(null);
    if (node == null || project == null) {
      return null;
    }
    String subject = emit.subject("project");
    if (form != EmissionForm.OPENINFERENCE) {
      scope.wrong(node, subject, "a project only with the format openinference");
    } else if (project.isBlank()
        || project.length() > LONGEST_PROJECT
        || project.codePoints().anyMatch(Character::isISOControl)) {
      scope.wrong(node, subject, "1 to " + LONGEST_PROJECT + " characters on one line");
    }
    return project;
  }

  private Set<String> told(Fields emit) {
    Node node = emit.get("evaluators").orElse(null);
    // In a list they are names.
    String word = node instanceof Node.Scalar text ? text.meant().asString("") : "";
    if (node == null || word.equals(SAMPLED)) {
      return names(true);
    }
    if (word.equals(ALL)) {
      return names(false);
    }
    Set<String> known = names(false);
    Set<String> told = new LinkedHashSet<>();
    for (Node.Scalar each : emit.texts("evaluators")) {
      String name = each.meant().stringValue();
      if (whole && !known.contains(name)) {
        scope
            .problems()
            .add(
                new Problem(
                    each.at(),
                    emit.subject("evaluators"),
                    each.shown(),
                    "sampled, all, or a list of configured evaluators",
                    Nearest.advice(name, known)));
      }
      told.add(name);
    }
    return told;
  }

  private Set<String> names(boolean sampledOnly) {
    return evaluators.stream()
        .filter(each -> each.sampled() || !sampledOnly)
        .map(MonitoredEvaluator::name)
        .collect(Collectors.toSet());
  }
}

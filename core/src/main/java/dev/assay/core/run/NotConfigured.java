package dev.assay.core.run;

import static java.util.Objects.requireNonNull;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/**
 * An evaluator that a run was to have and went without, for the model or key it needs was not
 * configured and the suite calls it optional. It scored nothing: nothing passed or failed by it.
 *
 * @param name the suite's name for it
 * @param evaluator the registry's name for it
 * @param reason what is missing, in one line
 * @since 0.1
 */
public record NotConfigured(String name, String evaluator, String reason) {

  /** Checks the parts. */
  public NotConfigured {
    requireNonNull(name, "name");
    requireNonNull(evaluator, "evaluator");
    requireNonNull(reason, "reason");
  }

  /** {@code missing} as {@code run.json} and summaries hold it. */
  public static ArrayNode toJson(List<NotConfigured> missing) {
    return RunHeaderJson.notConfigured(missing);
  }

  /** As reports say it: {@code not configured: judge: no model}. */
  public String words() {
    return "not configured: " + name + ": " + reason;
  }
}

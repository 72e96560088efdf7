package dev.assay.server.pipeline;

import dev.assay.core.model.EmbeddingModel;
import dev.assay.monitor.behaviour.BehaviourRules;
import dev.assay.monitor.behaviour.OutcomeRules;
import dev.assay.monitor.failure.ClusterSettings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What users' deeds, outcomes and failures are derived by.
 *
 * @param rules when what users do next says something
 * @param outcomes what says how interactions came out
 * @param clusters when failures are alike
 * @param embeddings compares texts; null to compare none
 * @since 0.1
 */
public record Behaviour(
    BehaviourRules rules,
    OutcomeRules outcomes,
    ClusterSettings clusters,
    @Nullable EmbeddingModel embeddings) {

  /** Checks the parts. */
  public Behaviour {
    Objects.requireNonNull(rules, "rules");
    Objects.requireNonNull(outcomes, "outcomes");
    Objects.requireNonNull(clusters, "clusters");
  }

  /** The default rules, comparing no texts. */
  public static Behaviour withDefaults() {
    return new Behaviour(
        BehaviourRules.withDefaults(),
        OutcomeRules.withDefaults(),
        ClusterSettings.withDefaults(),
        null);
  }
}

package dev.assay.server.store;

import java.util.Objects;

/**
 * That an interaction belongs to a failure case, and to no other.
 *
 * @param caseId the case
 * @param interaction the failure
 * @since 0.1
 */
public record FailureMember(String caseId, InteractionKey interaction) {

  /** Checks the parts. */
  public FailureMember {
    Objects.requireNonNull(caseId, "caseId");
    Objects.requireNonNull(interaction, "interaction");
  }
}

package dev.assay.monitor.failure;

import java.time.Instant;

/**
 * That a failure is counted in a case.
 *
 * @param caseId the case
 * @param at when it began
 * @param probability with which it could be found
 */
record Member(String caseId, Instant at, double probability) {

  Member in(String other) {
    return new Member(other, at, probability);
  }
}

package dev.assay.server.web.interaction;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.json.Json;
import dev.assay.monitor.failure.CaseStatus;
import dev.assay.monitor.failure.FailureCaseJson;
import dev.assay.server.store.StoredFailureCase;
import dev.assay.server.web.page.Words;
import org.jspecify.annotations.Nullable;

/**
 * A failure case that the interaction is in.
 *
 * @param id the case's id
 * @param title a line for people
 * @param status where it stands
 * @param mode how it fails
 * @param size how many failures it has
 * @param among whether the interaction is one of the examples that the case keeps, of which tests
 *     are made
 */
record CaseLink(
    String id,
    String title,
    CaseStatus status,
    @Nullable FailureMode mode,
    long size,
    boolean among) {

  private static final int LONGEST = 120;

  static CaseLink of(StoredFailureCase found, String interaction) {
    var value = FailureCaseJson.read(Json.parse(found.json(), "failure case", 1));
    String title = value.title().isBlank() ? value.id() : value.title();
    return new CaseLink(
        value.id(),
        Words.line(title, LONGEST),
        value.status(),
        value.confirmedMode(),
        value.size(),
        value.examples().stream().anyMatch(each -> each.interactionId().equals(interaction)));
  }

  /** Whether a test can be made of this interaction here. */
  boolean open() {
    return status == CaseStatus.NEW && among;
  }
}

package dev.assay.server.web.datasets;

import dev.assay.core.dataset.Approval;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.ExampleJson;
import dev.assay.core.dataset.GoldenLock;
import dev.assay.core.dataset.Review;
import dev.assay.core.json.ContentHash;
import dev.assay.server.golden.Proposal;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.web.view.Formats;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something in the life of an example.
 *
 * @param at when: an ISO date or instant, as files write it
 * @param what in words
 * @param by who; null if that is not known
 * @param note what they said
 * @param proposal the proposal to look at; null for none
 */
record Happening(
    String at, String what, @Nullable String by, @Nullable String note, @Nullable String proposal) {

  /** All that the file, its lock, the proposals and the audit log tell of an example. */
  static List<Happening> of(
      Example example, Known dataset, List<Proposal> proposals, List<AuditEntry> audit) {
    List<Happening> all = new ArrayList<>();
    if (example.createdAt() != null) {
      all.add(new Happening(example.createdAt(), "written", null, null, null));
    }
    for (Review review : example.reviews()) {
      all.add(new Happening(review.at(), "reviewed", review.by(), review.note(), null));
    }
    GoldenLock.Approved approved = dataset.approved();
    if (approved != null
        && ContentHash.of(ExampleJson.write(example))
            .equals(approved.examples().get(example.id()))) {
      for (Approval approval : approved.approvals()) {
        all.add(
            new Happening(
                approval.at(),
                "approved as it is, with the golden set",
                approval.by(),
                approval.note(),
                null));
      }
    }
    for (AuditEntry entry : audit) {
      all.add(
          new Happening(
              entry.at().toString(),
              words(entry.action()),
              entry.actor(),
              entry.detail(),
              near(entry, proposals)));
    }
    all.sort(Comparator.comparing(Happening::at).reversed());
    return all;
  }

  /** When, as this reader writes times; a date alone stays one. */
  String time(Formats formats) {
    try {
      return formats.time(Instant.parse(at));
    } catch (DateTimeParseException e) {
      return at;
    }
  }

  static String words(String action) {
    return switch (action) {
      case "golden.propose" -> "a change was proposed";
      case "golden.revise" -> "the proposal was revised";
      case "golden.approve" -> "the proposal was approved";
      case "golden.apply" -> "the change was applied";
      case "golden.reject" -> "the proposal was rejected";
      case "golden.withdraw" -> "the proposal was withdrawn";
      default -> action;
    };
  }

  // The latest that was there by then.
  private static @Nullable String near(AuditEntry entry, List<Proposal> proposals) {
    return proposals.stream()
        .filter(each -> !each.at().isAfter(entry.at()))
        .map(Proposal::id)
        .findFirst()
        .orElse(null);
  }
}

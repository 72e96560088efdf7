package dev.assay.server.golden;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.ExampleJson;
import dev.assay.core.dataset.GoldenChange;
import dev.assay.core.dataset.Review;
import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A change of a golden example that somebody wants.
 *
 * @param id the proposal's own
 * @param dataset the name of the file
 * @param before the example as it was; null to add one
 * @param after the example as it is to be, without reviews; null to remove one
 * @param reason why, in the author's words
 * @param author who wants it
 * @param at when it was proposed
 * @param state how far it is
 * @param votes what others said of it, oldest first, of earlier contents too
 * @param closing who ended it, and when; null while it is open
 * @since 0.1
 */
public record Proposal(
    String id,
    String dataset,
    @Nullable Example before,
    @Nullable Example after,
    String reason,
    String author,
    Instant at,
    State state,
    List<Vote> votes,
    @Nullable Closing closing) {

  /** How many people must approve. */
  public static final int APPROVERS = 2;

  /** How far it is. */
  public enum State {
    /** People are asked. */
    OPEN,
    /** Enough approved it, and it is not in the file yet: something was in the way. */
    APPROVED,
    /** It is in the file and in the lock. */
    APPLIED,
    /** Somebody said no. */
    REJECTED,
    /** The author took it back. */
    WITHDRAWN;

    /** The name as records spell it: lower case. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether something can still come of it. */
    public boolean isOpen() {
      return this == OPEN || this == APPROVED;
    }
  }

  /**
   * Somebody's approval of what was proposed then.
   *
   * @param by who
   * @param at when
   * @param note what they said
   * @param hash the content they approved, as {@link Proposal#hash} gave it
   */
  public record Vote(String by, Instant at, @Nullable String note, String hash) {}

  /**
   * How it ended.
   *
   * @param by who ended it
   * @param at when
   * @param note why
   */
  public record Closing(String by, Instant at, @Nullable String note) {}

  /** Checks and copies the parts. */
  public Proposal {
    requireNonNull(id, "id");
    requireNonNull(dataset, "dataset");
    requireNonNull(reason, "reason");
    requireNonNull(author, "author");
    requireNonNull(at, "at");
    requireNonNull(state, "state");
    votes = List.copyOf(votes);
  }

  /** The example it is about. */
  public String exampleId() {
    return Objects.requireNonNull(after != null ? after : before).id();
  }

  /** What is done to the example: {@code add}, {@code change} or {@code remove}. */
  public String kind() {
    return before == null ? "add" : after == null ? "remove" : "change";
  }

  /** The content hash of what is proposed: an approval holds for this and nothing else. */
  public String hash() {
    ObjectNode json = Json.object().put("dataset", dataset);
    json.set("before", before == null ? null : ExampleJson.write(before));
    json.set("after", after == null ? null : ExampleJson.write(after));
    return ContentHash.of(json);
  }

  /** Who approved what is proposed now, oldest first. */
  public List<Vote> approvals() {
    String now = hash();
    return votes.stream().filter(vote -> vote.hash().equals(now)).toList();
  }

  /** Whether somebody proposed it. */
  public boolean isAuthor(String person) {
    return same(author, person);
  }

  /** Whether somebody approved what is proposed now. */
  public boolean isApprovedBy(String person) {
    return approvals().stream().anyMatch(vote -> same(vote.by(), person));
  }

  /** Whether somebody could still approve it who has not. */
  public boolean waitsFor(String person) {
    return state == State.OPEN && !isAuthor(person) && !isApprovedBy(person);
  }

  // As reviews are counted.
  private static boolean same(String a, String b) {
    return Review.person(a).equals(Review.person(b));
  }

  /** The change of file and lock, the example being reviewed by whoever approved. */
  GoldenChange change() {
    List<Vote> approvals = approvals();
    return new GoldenChange(
        before,
        after == null
            ? null
            : after.toBuilder()
                .reviews(
                    approvals.stream()
                        .map(vote -> new Review(vote.by(), vote.at().toString(), vote.note()))
                        .toList())
                .build());
  }

  Proposal with(State next, List<Vote> nextVotes, @Nullable Closing end) {
    return new Proposal(id, dataset, before, after, reason, author, at, next, nextVotes, end);
  }

  Proposal revised(@Nullable Example nextAfter, String nextReason) {
    return new Proposal(
        id, dataset, before, nextAfter, nextReason, author, at, State.OPEN, votes, null);
  }
}

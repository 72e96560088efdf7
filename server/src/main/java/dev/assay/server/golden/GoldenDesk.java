package dev.assay.server.golden;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Approval;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.GoldenChange;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.Deed;
import dev.assay.server.dataset.DatasetFolder;
import dev.assay.server.golden.Proposal.Closing;
import dev.assay.server.golden.Proposal.State;
import dev.assay.server.golden.Proposal.Vote;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Document;
import dev.assay.server.store.DocumentKey;
import dev.assay.server.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where people propose changes of golden examples, and approve those of others.
 *
 * <p>Two people other than the author must approve one and the same content; then it goes into the
 * dataset file and its lock, with them as the example's reviewers. What is proposed can be revised
 * by its author: earlier approvals do not hold for it. Each deed is durable and in the audit log
 * when its method returns; subjects there are {@code FILE/EXAMPLE}.
 *
 * <p>Safe for use by several threads: one deed is done after the other.
 *
 * @since 0.1
 */
public final class GoldenDesk {

  private static final String COLLECTION = "golden_proposals";
  private static final int LONGEST_NOTE = 2_000;

  private final Store store;
  private final DatasetFolder folder;

  /** Over these. */
  public GoldenDesk(Store store, DatasetFolder folder) {
    this.store = requireNonNull(store, "store");
    this.folder = requireNonNull(folder, "folder");
  }

  /** The subject of an example in the audit log; of a dataset, with an empty id, how all begin. */
  public static String subject(String dataset, String exampleId) {
    return dataset + "/" + exampleId;
  }

  /** All proposals, latest first. */
  public List<Proposal> all() {
    return store.records().documents(COLLECTION).stream()
        .map(document -> ProposalJson.read(document.json()))
        .sorted(Comparator.comparing(Proposal::at).thenComparing(Proposal::id).reversed())
        .toList();
  }

  /** Those of a dataset, latest first. */
  public List<Proposal> of(String dataset) {
    return all().stream().filter(each -> each.dataset().equals(dataset)).toList();
  }

  /** What a person could still approve, the oldest first. */
  public List<Proposal> waitingFor(String person) {
    List<Proposal> waiting = new ArrayList<>(all());
    waiting.removeIf(each -> !each.waitsFor(person));
    Collections.reverse(waiting);
    return waiting;
  }

  /** One. */
  public Optional<Proposal> find(String id) {
    return store
        .records()
        .document(new DocumentKey(COLLECTION, id))
        .map(document -> ProposalJson.read(document.json()));
  }

  /**
   * Proposes a change.
   *
   * @param before the example as it is in the file; null to add one
   * @param after as it should be; null to remove it
   * @param deed who, and in the note why
   * @throws InvalidInputException if the file's example is another, the change is none, or another
   *     change of the same example is open
   */
  public synchronized Proposal propose(
      String dataset, @Nullable Example before, @Nullable Example after, Deed deed) {
    Proposal proposal =
        new Proposal(
            UUID.randomUUID().toString(),
            dataset,
            before,
            bare(after),
            why(deed),
            deed.actor(),
            deed.at(),
            State.OPEN,
            List.of(),
            null);
    check(proposal);
    for (Proposal other : of(dataset)) {
      if (other.state().isOpen() && other.exampleId().equals(proposal.exampleId())) {
        throw new InvalidInputException(
            Problem.of("example", proposal.exampleId(), "one without an open proposal")
                .next(other.author() + " proposed a change of it: answer that one first"));
      }
    }
    keep(proposal, "golden.propose", deed);
    return proposal;
  }

  /**
   * Proposes something else in its place; approvals so far do not hold for it.
   *
   * @throws InvalidInputException if it is not the author who revises, or the change is none
   */
  public synchronized Optional<Proposal> revise(String id, @Nullable Example after, Deed deed) {
    return open(id)
        .map(
            proposal -> {
              refuse(!proposal.isAuthor(deed.actor()), deed, "the author, " + proposal.author());
              Proposal revised = proposal.revised(bare(after), why(deed));
              check(revised);
              keep(revised, "golden.revise", deed);
              return revised;
            });
  }

  // Who approves is who reviewed: a review of what the example said before is none of what it says.
  private static @Nullable Example bare(@Nullable Example after) {
    return after == null ? null : after.toBuilder().reviews(List.of()).build();
  }

  private static String why(Deed deed) {
    String note = deed.note();
    if (note == null || note.isBlank() || note.length() > LONGEST_NOTE) {
      throw new InvalidInputException(
          Problem.of(
              "reason", note == null ? "missing" : note, "1 to " + LONGEST_NOTE + " characters"));
    }
    return note.strip();
  }

  private void check(Proposal proposal) {
    Example before = proposal.before();
    if (before != null) {
      // Without its reviews: they alone are no change.
      new GoldenChange(bare(before), proposal.after());
    }
    proposal
        .change()
        .obstacle(file(proposal))
        .filter(problem -> !"golden set".equals(problem.subject()))
        .ifPresent(
            problem -> {
              throw new InvalidInputException(problem);
            });
  }

  private Path file(Proposal proposal) {
    return folder
        .find(proposal.dataset())
        .orElseThrow(
            () ->
                new InvalidInputException(
                    Problem.of("dataset", proposal.dataset(), "a file of the datasets' folder")));
  }

  /** What is in the way of applying it at present. */
  public Optional<Problem> obstacle(Proposal proposal) {
    try {
      return proposal.change().obstacle(file(proposal));
    } catch (InvalidInputException e) {
      return e.problems().stream().findFirst();
    }
  }

  /**
   * Approves what is proposed. The second approval applies it; where something is in the way of
   * that, the proposal stays approved, and {@link #apply} can be tried again.
   *
   * @param hash what the person saw, as {@link Proposal#hash} gave it
   * @throws InvalidInputException if the person is the author or approved it before, or what is
   *     proposed is not what they saw
   */
  public synchronized Optional<Proposal> approve(String id, String hash, Deed deed) {
    return open(id)
        .map(
            proposal -> {
              refuse(proposal.isAuthor(deed.actor()), deed, "somebody else than the author");
              refuse(proposal.isApprovedBy(deed.actor()), deed, "somebody who has not approved it");
              if (!proposal.hash().equals(hash)) {
                throw new InvalidInputException(
                    Problem.of("proposal", "revised meanwhile", "what you looked at")
                        .next("look at it again"));
              }
              List<Vote> votes = new ArrayList<>(proposal.votes());
              votes.add(new Vote(deed.actor(), deed.at(), noted(deed), hash));
              Proposal voted = proposal.with(proposal.state(), votes, null);
              boolean enough = voted.approvals().size() >= Proposal.APPROVERS;
              Proposal next = enough ? voted.with(State.APPROVED, votes, null) : voted;
              keep(next, "golden.approve", deed);
              return enough ? applied(next, deed).orElse(next) : next;
            });
  }

  /**
   * Applies what was approved and could not be applied then.
   *
   * @throws InvalidInputException if it was not approved, or something is in the way
   */
  public synchronized Optional<Proposal> apply(String id, Deed deed) {
    return open(id)
        .map(
            proposal -> {
              if (proposal.state() != State.APPROVED) {
                throw new InvalidInputException(
                    Problem.of("proposal", proposal.state().key(), State.APPROVED.key()));
              }
              put(proposal);
              return closed(proposal, State.APPLIED, "golden.apply", deed);
            });
  }

  private Optional<Proposal> applied(Proposal proposal, Deed deed) {
    try {
      put(proposal);
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
    return Optional.of(
        closed(proposal, State.APPLIED, "golden.apply", new Deed(deed.actor(), deed.at(), null)));
  }

  private void put(Proposal proposal) {
    List<Approval> by =
        proposal.approvals().stream()
            .map(vote -> new Approval(vote.by(), vote.at().toString(), vote.note()))
            .toList();
    proposal.change().apply(file(proposal), by);
  }

  /**
   * Says no.
   *
   * @throws InvalidInputException if the author does, who is to withdraw it, or gives no reason
   */
  public synchronized Optional<Proposal> reject(String id, Deed deed) {
    return open(id)
        .map(
            proposal -> {
              refuse(proposal.isAuthor(deed.actor()), deed, "somebody else than the author");
              why(deed);
              return closed(proposal, State.REJECTED, "golden.reject", deed);
            });
  }

  /**
   * Takes it back.
   *
   * @throws InvalidInputException if it is not the author who does
   */
  public synchronized Optional<Proposal> withdraw(String id, Deed deed) {
    return open(id)
        .map(
            proposal -> {
              refuse(!proposal.isAuthor(deed.actor()), deed, "the author, " + proposal.author());
              return closed(proposal, State.WITHDRAWN, "golden.withdraw", deed);
            });
  }

  private Proposal closed(Proposal proposal, State state, String action, Deed deed) {
    Proposal closed =
        proposal.with(state, proposal.votes(), new Closing(deed.actor(), deed.at(), noted(deed)));
    keep(closed, action, deed);
    return closed;
  }

  private Optional<Proposal> open(String id) {
    Optional<Proposal> found = find(id);
    found
        .filter(proposal -> !proposal.state().isOpen())
        .ifPresent(
            proposal -> {
              throw new InvalidInputException(
                  Problem.of("proposal", proposal.state().key(), "one that is open"));
            });
    return found;
  }

  private static void refuse(boolean not, Deed deed, String expected) {
    if (not) {
      throw new InvalidInputException(Problem.of("person", deed.actor(), expected));
    }
  }

  private static @Nullable String noted(Deed deed) {
    String note = deed.note();
    return note == null || note.isBlank()
        ? null
        : note.strip().substring(0, Math.min(LONGEST_NOTE, note.strip().length()));
  }

  private void keep(Proposal proposal, String action, Deed deed) {
    AuditEntry entry =
        new AuditEntry(
            UUID.randomUUID().toString(),
            deed.at(),
            deed.actor(),
            action,
            subject(proposal.dataset(), proposal.exampleId()),
            Objects.requireNonNullElse(noted(deed), proposal.kind()));
    store.commit(
        Batch.builder()
            .put(new Document(COLLECTION, proposal.id(), deed.at(), ProposalJson.write(proposal)))
            .put(entry)
            .build());
  }
}

package dev.assay.server.web.datasets;

import dev.assay.core.dataset.Example;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.golden.GoldenDesk;
import dev.assay.server.golden.Proposal;
import dev.assay.server.web.page.PageRoute;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.session.Person;
import dev.assay.server.web.session.Role;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Proposing a change of a golden example, and answering one. */
final class ProposalPages {

  private static final String PROPOSE = "/ui/datasets/{name}/propose";
  private static final String WAITING = "/ui/golden-approvals";
  private static final String ONE = "/ui/datasets/{name}/proposals/{id}";
  private static final Set<String> KINDS = Set.of("add", "change", "remove");

  private final GoldenDesk golden;
  private final Library library;

  ProposalPages(GoldenDesk golden, Library library) {
    this.golden = golden;
    this.library = library;
  }

  List<PageRoute> routes() {
    return List.of(
        PageRoute.page(PROPOSE, Role.EDITOR, this::form),
        PageRoute.deed(PROPOSE, Role.EDITOR, this::propose),
        PageRoute.page(ONE, this::show),
        PageRoute.page(WAITING, this::next),
        PageRoute.page(ONE + "/revise", Role.EDITOR, this::reviseForm),
        PageRoute.deed(ONE + "/revise", Role.EDITOR, this::revise),
        PageRoute.deed(ONE + "/approve", Role.REVIEWER, this::approve),
        PageRoute.deed(ONE + "/reject", Role.REVIEWER, this::reject),
        PageRoute.deed(ONE + "/withdraw", Role.EDITOR, this::withdraw),
        PageRoute.deed(ONE + "/apply", Role.EDITOR, this::apply));
  }

  private void form(Visit visit) {
    Known known = library.known(visit.path("name"));
    String kind = kind(visit.text("kind").orElse("add"));
    Example before = kind.equals("add") ? null : example(known, visit.text("id").orElse(""));
    show(visit, known.name(), kind, null, before == null ? Draft.NEW : Draft.of(before, ""), null);
  }

  private static String kind(String given) {
    if (!KINDS.contains(given)) {
      throw new InvalidInputException(Problem.of("kind", given, "add, change or remove"));
    }
    return given;
  }

  private static Example example(Known known, String id) {
    return DatasetsRoom.find(known, id).orElseThrow(() -> ApiException.notFound("example", id));
  }

  private static void show(
      Visit visit,
      String dataset,
      String kind,
      @Nullable String revises,
      Draft draft,
      @Nullable InvalidInputException wrong) {
    String title =
        switch (kind) {
          case "add" -> "Propose a golden example";
          case "remove" -> "Propose to remove " + draft.id();
          default -> "Propose a change of " + draft.id();
        };
    if (wrong != null) {
      visit.context().status(400);
    }
    visit.show(
        "datasets/form.jte",
        new Pages.Form(
            visit.shell(revises == null ? title : "Revise the proposal"),
            dataset,
            kind,
            revises,
            draft,
            wrong == null ? List.of() : wrong.problems()));
  }

  private void propose(Visit visit) {
    Known known = library.known(visit.path("name"));
    String kind = kind(visit.needed("kind"));
    Draft draft = Draft.submitted(visit, visit.field("id").orElse(""));
    Example before = kind.equals("add") ? null : example(known, draft.id());
    try {
      Example after = kind.equals("remove") ? null : draft.example(before);
      Proposal made = golden.propose(known.name(), before, after, visit.deed(draft.reason()));
      visit.tell("Proposed. Two others are to approve it.");
      visit.go(visit.view().at(Pages.proposal(made)));
    } catch (InvalidInputException e) {
      show(visit, known.name(), kind, null, draft, e);
    }
  }

  private void reviseForm(Visit visit) {
    Proposal proposal = proposal(visit);
    Example after = proposal.after();
    if (after == null) {
      throw new InvalidInputException(
          Problem.of("proposal", "to remove", "one that says what the example is to be"));
    }
    Draft draft = Draft.of(after, proposal.reason());
    show(visit, proposal.dataset(), proposal.kind(), proposal.id(), draft, null);
  }

  private void revise(Visit visit) {
    Proposal proposal = proposal(visit);
    Draft draft = Draft.submitted(visit, proposal.exampleId());
    try {
      golden.revise(proposal.id(), draft.example(proposal.before()), visit.deed(draft.reason()));
      visit.tell("Revised. Approvals so far do not hold for what it says now.");
      back(visit, proposal);
    } catch (InvalidInputException e) {
      show(visit, proposal.dataset(), proposal.kind(), proposal.id(), draft, e);
    }
  }

  private Proposal proposal(Visit visit) {
    String id = visit.path("id");
    return golden
        .find(id)
        .filter(each -> each.dataset().equals(visit.path("name")))
        .orElseThrow(() -> ApiException.notFound("proposal", id));
  }

  private void show(Visit visit) {
    Proposal proposal = proposal(visit);
    visit.show(
        "datasets/proposal.jte",
        new Pages.OneProposal(
            visit.shell(title(proposal)),
            proposal,
            FieldDiff.of(proposal.before(), proposal.after()),
            proposal.state().isOpen() ? golden.obstacle(proposal).orElse(null) : null,
            golden.waitingFor(visit.person().name()).stream()
                .filter(each -> !each.id().equals(proposal.id()))
                .count(),
            visit.person().equals(Person.LOCAL)));
  }

  // One at a time: the oldest of those that wait for whoever asks.
  private void next(Visit visit) {
    List<Proposal> waiting = golden.waitingFor(visit.person().name());
    if (waiting.isEmpty()) {
      visit.tell("No golden change waits for you.");
    }
    visit.go(visit.view().at(waiting.isEmpty() ? "/ui/review" : Pages.proposal(waiting.get(0))));
  }

  private static String title(Proposal proposal) {
    return switch (proposal.kind()) {
          case "add" -> "Add ";
          case "remove" -> "Remove ";
          default -> "Change ";
        }
        + proposal.exampleId();
  }

  private void approve(Visit visit) {
    Proposal proposal = proposal(visit);
    Proposal now =
        golden
            .approve(
                proposal.id(), visit.needed("hash"), visit.deed(visit.field("note").orElse(null)))
            .orElseThrow(() -> ApiException.notFound("proposal", proposal.id()));
    visit.tell(
        switch (now.state()) {
          case APPLIED -> "Approved by two: the dataset and its lock are changed.";
          case APPROVED -> "Approved by two, but it could not be applied: see below.";
          default -> "Your approval counts. One more is needed.";
        });
    back(visit, proposal);
  }

  private void reject(Visit visit) {
    Proposal proposal = proposal(visit);
    golden.reject(proposal.id(), visit.deed(visit.needed("note")));
    visit.tell("Rejected.");
    back(visit, proposal);
  }

  private void withdraw(Visit visit) {
    Proposal proposal = proposal(visit);
    golden.withdraw(proposal.id(), visit.deed(visit.field("note").orElse(null)));
    visit.tell("Withdrawn.");
    back(visit, proposal);
  }

  private void apply(Visit visit) {
    Proposal proposal = proposal(visit);
    golden.apply(proposal.id(), visit.deed(null));
    visit.tell("Applied: the dataset and its lock are changed.");
    back(visit, proposal);
  }

  private static void back(Visit visit, Proposal proposal) {
    visit.go(visit.view().at(Pages.proposal(proposal)));
  }
}

package dev.assay.server.web.datasets;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.dataset.lint.Finding;
import dev.assay.core.dataset.lint.Severity;
import dev.assay.core.problem.Problem;
import dev.assay.server.golden.Proposal;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.web.page.Shell;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.session.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the templates of this room are given. */
final class Pages {

  private static final int START = 160;

  private Pages() {}

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static String dataset(String name) {
    return "/ui/datasets/" + encoded(name);
  }

  static String proposal(Proposal proposal) {
    return dataset(proposal.dataset()) + "/proposals/" + encoded(proposal.id());
  }

  /** The beginning of a text, for a row of a table. */
  static String start(String text) {
    String line = text.strip();
    int points = line.codePointCount(0, Math.min(line.length(), 2 * START));
    return points <= START
        ? line
        : line.substring(0, line.offsetByCodePoints(0, START)).strip() + "…";
  }

  static String severity(Finding finding) {
    return switch (finding.severity()) {
      case ERROR -> "state-bad";
      case WARNING -> "state-warn";
      case INFO -> "state-quiet";
    };
  }

  static String state(Proposal proposal) {
    return switch (proposal.state()) {
      case OPEN -> "state-warn";
      case APPROVED -> "state-bad";
      case APPLIED -> "state-good";
      case REJECTED, WITHDRAWN -> "state-quiet";
    };
  }

  static String stateWords(Proposal proposal) {
    return switch (proposal.state()) {
      case OPEN -> proposal.approvals().size() + " of " + Proposal.APPROVERS + " approvals";
      case APPROVED -> "approved, not applied";
      case APPLIED, REJECTED, WITHDRAWN -> proposal.state().key();
    };
  }

  /** Every dataset. */
  record All(Shell shell, Pager<Known> datasets, List<Proposal> open, String folder) {

    long open(String dataset) {
      return open.stream().filter(each -> each.dataset().equals(dataset)).count();
    }
  }

  /** One dataset. */
  record One(
      Shell shell,
      Known known,
      List<Proposal> open,
      Pager<Example> examples,
      Filter filter,
      List<AuditEntry> audit,
      @Nullable String olderAudit,
      @Nullable String newestAudit) {

    boolean mayPropose() {
      return may(shell, Role.EDITOR);
    }

    String path() {
      return dataset(known.name());
    }

    String example(String id) {
      return shell.view().at(path() + "/example", "id", id);
    }
  }

  /**
   * Which examples are shown.
   *
   * @param partition of this partition; null for all
   * @param text with this in them; empty for all
   */
  record Filter(@Nullable Partition partition, String text) {}

  /** What lint finds in one dataset. */
  record Findings(Known known, Library.Linted linted, String path, int most) {

    List<Finding> shown() {
      return linted.findings().subList(0, Math.min(most, linted.findings().size()));
    }

    long count(Severity severity) {
      return linted.findings().stream().filter(each -> each.severity() == severity).count();
    }

    String example(String id) {
      return path + "/example?id=" + encoded(id);
    }
  }

  /** One example. */
  record OneExample(
      Shell shell,
      Known known,
      Example example,
      List<Finding> findings,
      boolean promptsSeen,
      List<Happening> history,
      @Nullable Proposal open) {

    String path() {
      return dataset(known.name());
    }

    List<Field> fields() {
      return Field.of(example);
    }

    boolean golden() {
      return example.partition() == Partition.GOLDEN;
    }

    boolean mayPropose() {
      return may(shell, Role.EDITOR);
    }
  }

  /** The form of a proposal. */
  record Form(
      Shell shell,
      String dataset,
      String kind,
      @Nullable String revises,
      Draft draft,
      List<Problem> problems) {

    String path() {
      return Pages.dataset(dataset);
    }

    String target() {
      return path() + (revises == null ? "/propose" : "/proposals/" + encoded(revises) + "/revise");
    }

    boolean removes() {
      return kind.equals("remove");
    }
  }

  /**
   * One proposal.
   *
   * @param waiting how many others wait for this person
   */
  record OneProposal(
      Shell shell,
      Proposal proposal,
      List<FieldDiff> diff,
      @Nullable Problem obstacle,
      long waiting,
      boolean alone) {

    String path() {
      return Pages.proposal(proposal);
    }

    String person() {
      return shell.visitor().person() == null ? "" : shell.visitor().person().name();
    }

    boolean own() {
      return proposal.isAuthor(person());
    }

    boolean mayApprove() {
      return may(shell, Role.REVIEWER)
          && proposal.state() == Proposal.State.OPEN
          && !own()
          && !proposal.isApprovedBy(person());
    }

    boolean mayReject() {
      return may(shell, Role.REVIEWER) && proposal.state().isOpen() && !own();
    }

    boolean mayRevise() {
      return may(shell, Role.EDITOR) && proposal.state().isOpen() && own();
    }

    boolean mayApply() {
      return may(shell, Role.EDITOR) && proposal.state() == Proposal.State.APPROVED;
    }
  }

  private static boolean may(Shell shell, Role role) {
    return shell.visitor().person() != null && shell.visitor().person().may(role);
  }

  static Filter filter(Visit visit) {
    return new Filter(
        visit.text("partition").flatMap(Partition::ofKey).orElse(null),
        visit.text("text").orElse(""));
  }
}

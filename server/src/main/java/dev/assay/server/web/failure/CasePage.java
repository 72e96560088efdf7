package dev.assay.server.web.failure;

import dev.assay.core.problem.Problem;
import dev.assay.monitor.failure.CaseEvent;
import dev.assay.monitor.failure.CaseStatus;
import dev.assay.monitor.failure.Confirmation;
import dev.assay.monitor.failure.FailureCase;
import dev.assay.monitor.failure.FailureExample;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.Page;
import dev.assay.server.web.explore.InteractionAddress;
import dev.assay.server.web.page.Shell;
import dev.assay.server.web.panel.Panel;
import dev.assay.server.web.session.Person;
import dev.assay.server.web.session.Role;
import dev.assay.server.web.view.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One case.
 *
 * @param shell the frame
 * @param card the case
 * @param examples its examples, with what is kept of their words
 * @param panel how many were found over time
 * @param interactions a page of all its interactions
 * @param typed what a person typed that was not accepted, by field
 * @param problems why not
 */
record CasePage(
    Shell shell,
    CaseCard card,
    List<FailureExample> examples,
    Panel panel,
    Page<InteractionKey> interactions,
    Map<String, String> typed,
    List<Problem> problems) {

  private static final String RUN = "run ";
  private static final String AS = "as ";
  private static final String AS_EXAMPLE = "as example ";
  private static final String OUT_OF = "out of ";

  FailureCase value() {
    return card.value();
  }

  View view() {
    return shell.view();
  }

  boolean editor() {
    Person person = shell.visitor().person();
    return person != null && person.may(Role.EDITOR);
  }

  boolean may(CaseStatus next) {
    return value().status().next().contains(next);
  }

  boolean mayBeSplit() {
    boolean open = value().status() == CaseStatus.NEW || value().status() == CaseStatus.ACCEPTED;
    return open && value().examples().size() > 1;
  }

  boolean mayTakeOthers() {
    return value().status() != CaseStatus.MERGED && value().status() != CaseStatus.DISMISSED;
  }

  String at(String below) {
    return view().at(FailureRoom.PATH + "/" + CaseWords.part(value().id()) + below);
  }

  /** Where a deed is submitted to. */
  String deed(String name) {
    return at("/" + name);
  }

  String chart() {
    return view().at(Panel.PATH + panel.id(), FailureDays.CASE, value().id());
  }

  /** What a field of the confirmation says: what was typed, else what was said before. */
  String said(String field) {
    String given = typed.get(field);
    if (given != null) {
      return given;
    }
    Confirmation before = value().confirmation();
    if (before == null) {
      return "";
    }
    String known =
        switch (field) {
          case "expected" -> before.expectedOutput();
          case "root_cause" -> before.rootCause();
          case "title" -> before.title();
          case "input" -> before.input();
          case "interaction_id" -> before.interactionId();
          case "failure_mode" -> before.mode() == null ? null : before.mode().key();
          default -> null;
        };
    return known == null ? "" : known;
  }

  /** Its life, from the first step on. */
  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (CaseEvent event : value().history()) {
      steps.add(step(event));
    }
    return steps;
  }

  private Step step(CaseEvent event) {
    String by = event.by();
    String run =
        by.startsWith(RUN)
            ? view().at("/ui/runs/" + CaseWords.part(by.substring(RUN.length())))
            : null;
    String note = event.note();
    String href = null;
    if (note != null && event.status() == CaseStatus.REGRESSED && note.startsWith(AS)) {
      href = interaction(note.substring(AS.length()), null);
    } else if (note != null && event.status() == CaseStatus.NEW && note.startsWith(OUT_OF)) {
      href = view().at(FailureRoom.PATH + "/" + CaseWords.part(note.substring(OUT_OF.length())));
    } else if (note != null
        && event.status() == CaseStatus.EXPORTED
        && note.startsWith(AS_EXAMPLE)) {
      href = at("/export");
    }
    return new Step(event, run, href);
  }

  /**
   * A step of its life.
   *
   * @param event what happened
   * @param byHref who or what did it, to be looked at; null where there is no page
   * @param noteHref what it says, to be looked at; null where there is no page
   */
  record Step(CaseEvent event, @Nullable String byHref, @Nullable String noteHref) {}

  String interaction(String id, @Nullable Instant startedAt) {
    return InteractionAddress.of(view(), id, startedAt);
  }

  String merged() {
    return view().at(FailureRoom.PATH + "/" + CaseWords.part(String.valueOf(value().mergedInto())));
  }

  boolean chosen(FailureExample example) {
    return example.interactionId().equals(said("interaction_id"));
  }

  boolean any(String way) {
    return way.equals("newer") ? interactions.newer() != null : interactions.older() != null;
  }

  String turned(String way) {
    String cursor =
        String.valueOf(way.equals("newer") ? interactions.newer() : interactions.older());
    return at("?direction=" + way + "&cursor=" + CaseWords.part(cursor)) + "#all";
  }
}

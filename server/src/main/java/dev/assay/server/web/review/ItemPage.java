package dev.assay.server.web.review;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.server.review.Answers;
import dev.assay.server.review.ReviewItems;
import dev.assay.server.review.ReviewQueue;
import dev.assay.server.review.SpotCheckProgress;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.InteractionDetail;
import dev.assay.server.store.Label;
import dev.assay.server.store.StoredSignal;
import dev.assay.server.web.page.Shell;
import dev.assay.server.web.session.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One interaction to be judged. What the judge, users and others said is in it only once the person
 * has answered: until then nothing on the page could tell.
 *
 * @param shell the frame
 * @param asked which evaluator, which time
 * @param place where in the queue
 * @param shown the interaction; null at the end of the queue
 * @param mine what the person has said; null if nothing yet
 * @param revealed what others made of it; null until the person has answered
 * @param evaluator whose question is asked; null for the answer as a whole
 * @param done what was answered just before; empty for nothing
 */
record ItemPage(
    Shell shell,
    Asked asked,
    Place place,
    @Nullable Shown shown,
    @Nullable Label mine,
    @Nullable Revealed revealed,
    @Nullable String evaluator,
    String done) {

  /**
   * Where in the queue.
   *
   * @param number from 1; 0 for what is not in it
   * @param before the id of the one before
   * @param next the id of the one after
   */
  record Place(
      ReviewQueue queue,
      ReviewItems items,
      @Nullable SpotCheckProgress check,
      int number,
      @Nullable String before,
      @Nullable String next) {}

  /** What was said; the content is null if it is no longer kept. */
  record Shown(String id, @Nullable String feature, @Nullable Interaction content) {

    /** The last message, which was answered. */
    String question() {
      if (content == null || content.input().isEmpty()) {
        return "";
      }
      return content.input().get(content.input().size() - 1).text();
    }

    /** What was said before it. */
    List<Message> before() {
      if (content == null || content.input().isEmpty()) {
        return List.of();
      }
      return content.input().subList(0, content.input().size() - 1);
    }
  }

  /** What others made of it. */
  record Revealed(
      List<Evaluation> evaluations,
      List<StoredSignal> signals,
      List<Label> others,
      @Nullable Label adjudication) {}

  static ItemPage of(
      Shell shell,
      Asked asked,
      Place place,
      @Nullable InteractionDetail detail,
      @Nullable Answers answers,
      @Nullable String evaluator,
      String done) {
    if (detail == null || answers == null) {
      return new ItemPage(shell, asked, place, null, null, null, evaluator, done);
    }
    var person = shell.visitor().person();
    String name = person == null ? "" : person.name();
    Label mine = answers.by(name).orElse(null);
    Shown shown =
        new Shown(detail.row().key().id(), detail.row().dimensions().feature(), detail.content());
    boolean settles = place.queue() == ReviewQueue.ADJUDICATION;
    List<Label> others =
        answers.people().stream()
            .filter(each -> settles || !each.annotator().equals(name))
            .toList();
    boolean judged = settles ? answers.adjudication() != null : mine != null;
    Revealed revealed =
        judged
            ? new Revealed(
                detail.evaluations().stream()
                    .filter(each -> evaluator == null || each.evaluator().equals(evaluator))
                    .toList(),
                detail.signals(),
                others,
                answers.adjudication())
            : settles ? new Revealed(List.of(), List.of(), others, null) : null;
    return new ItemPage(
        shell,
        asked,
        place,
        shown,
        settles ? answers.adjudication() : mine,
        revealed,
        evaluator,
        done);
  }

  boolean may(Role role) {
    var person = shell.visitor().person();
    return person != null && person.may(role);
  }

  /** Whether an editor decides here, rather than a person says what they think. */
  boolean settles() {
    return place.queue() == ReviewQueue.ADJUDICATION;
  }

  /** Whether this person may answer. */
  boolean mayAnswer() {
    return may(settles() ? Role.EDITOR : Role.REVIEWER);
  }

  /** Where the answer goes. */
  String action() {
    return at(ReviewRoom.PATH + "/" + place.queue().key() + (settles() ? "/settle" : "/label"));
  }

  /** An item of this queue. */
  String item(String id) {
    return at(ReviewRoom.PATH + "/" + place.queue().key(), "item", id);
  }

  /** The same with parameters. */
  String at(String path, String... more) {
    SpotCheckProgress check = place.check();
    if (check == null) {
      return asked.at(path, more);
    }
    String[] all = new String[more.length + 2];
    all[0] = "check";
    all[1] = check.check().id();
    System.arraycopy(more, 0, all, 2, more.length);
    return asked.at(path, all);
  }

  List<FailureMode> modes() {
    return List.of(FailureMode.values());
  }

  /** An answer in words. */
  static String said(Label label) {
    Boolean passed = label.passed();
    return (passed == null ? "" : Words.verdict(passed))
        + (label.failureMode() == null ? "" : ", " + label.failureMode().key())
        + (label.value() == null ? "" : ", grade " + label.value().intValue());
  }
}

package dev.assay.server.store;

import dev.assay.server.journal.Position;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is stored in one piece or not at all. Of what is put in twice under one key, the last
 * counts; storing the same batch again changes nothing.
 *
 * @since 0.1
 */
public final class Batch {
  private final List<InteractionRow> interactions;
  private final List<Content> contents;
  private final List<Evaluation> evaluations;
  private final List<EvaluationEvidence> evidence;
  private final List<StoredSignal> signals;
  private final List<StoredExternalScore> externalScores;
  private final List<Label> labels;
  private final List<PairLabel> pairLabels;
  private final List<StoredWindow> windows;
  private final List<StateBlob> states;
  private final List<WorkItem> work;
  private final List<StoredAlert> alerts;
  private final List<Delivery> deliveries;
  private final List<StoredFailureCase> failureCases;
  private final List<FailureMember> failureMembers;
  private final List<AuditEntry> auditEntries;
  private final List<Document> documents;
  private final List<InteractionKey> removedContents;
  private final List<WorkKey> doneWork;
  private final List<String> removedStates;
  private final List<DocumentKey> removedDocuments;
  private final List<InteractionKey> removedMembers;
  private final Map<InteractionKey, Outcome> outcomes;
  private final @Nullable Position position;

  private Batch(Builder builder) {
    interactions = List.copyOf(builder.interactions.values());
    contents = List.copyOf(builder.contents.values());
    evaluations = List.copyOf(builder.evaluations.values());
    evidence = List.copyOf(builder.evidence.values());
    signals = List.copyOf(builder.signals.values());
    externalScores = List.copyOf(builder.externalScores.values());
    labels = List.copyOf(builder.labels.values());
    pairLabels = List.copyOf(builder.pairLabels.values());
    windows = List.copyOf(builder.windows.values());
    states = List.copyOf(builder.states.values());
    work = List.copyOf(builder.work.values());
    alerts = List.copyOf(builder.alerts.values());
    deliveries = List.copyOf(builder.deliveries.values());
    failureCases = List.copyOf(builder.failureCases.values());
    failureMembers = List.copyOf(builder.failureMembers.values());
    auditEntries = List.copyOf(builder.auditEntries.values());
    documents = List.copyOf(builder.documents.values());
    removedContents = List.copyOf(builder.removedContents);
    doneWork = List.copyOf(builder.doneWork);
    removedStates = List.copyOf(builder.removedStates);
    removedDocuments = List.copyOf(builder.removedDocuments);
    removedMembers = List.copyOf(builder.removedMembers);
    outcomes = Map.copyOf(builder.outcomes);
    position = builder.position;
  }

  /** Starts an empty batch. */
  public static Builder builder() {
    return new Builder();
  }

  /** Rows of interactions, new or changed. */
  public List<InteractionRow> interactions() {
    return interactions;
  }

  /** What was said, of those kept. */
  public List<Content> contents() {
    return contents;
  }

  /** What evaluators made of interactions. */
  public List<Evaluation> evaluations() {
    return evaluations;
  }

  /** What these evaluations showed. */
  public List<EvaluationEvidence> evidence() {
    return evidence;
  }

  /** What users did. */
  public List<StoredSignal> signals() {
    return signals;
  }

  /** Scores from outside. */
  public List<StoredExternalScore> externalScores() {
    return externalScores;
  }

  /** What people made of interactions. */
  public List<Label> labels() {
    return labels;
  }

  /** Which of two answers people preferred. */
  public List<PairLabel> pairLabels() {
    return pairLabels;
  }

  /** Summaries by slice and time. */
  public List<StoredWindow> windows() {
    return windows;
  }

  /** States of operators. */
  public List<StateBlob> states() {
    return states;
  }

  /** Units of work as they stand. */
  public List<WorkItem> work() {
    return work;
  }

  /** Alerts as they stand. */
  public List<StoredAlert> alerts() {
    return alerts;
  }

  /** Attempts to tell somebody. */
  public List<Delivery> deliveries() {
    return deliveries;
  }

  /** Failure cases as they stand. */
  public List<StoredFailureCase> failureCases() {
    return failureCases;
  }

  /** Which interactions belong to them. */
  public List<FailureMember> failureMembers() {
    return failureMembers;
  }

  /** Who changed what. */
  public List<AuditEntry> auditEntries() {
    return auditEntries;
  }

  /** Documents. */
  public List<Document> documents() {
    return documents;
  }

  /** Whose content to forget. */
  public List<InteractionKey> removedContents() {
    return removedContents;
  }

  /** Units of work to remove. */
  public List<WorkKey> doneWork() {
    return doneWork;
  }

  /** States to remove. */
  public List<String> removedStates() {
    return removedStates;
  }

  /** Documents to remove. */
  public List<DocumentKey> removedDocuments() {
    return removedDocuments;
  }

  /** Interactions to take out of the failure case that they are in. */
  public List<InteractionKey> removedMembers() {
    return removedMembers;
  }

  /** New outcomes of interactions stored before; of such as are not stored, nothing comes. */
  public Map<InteractionKey, Outcome> outcomes() {
    return outcomes;
  }

  /**
   * Up to where of the journal this and every batch before says it all; null if it does not say.
   */
  public @Nullable Position position() {
    return position;
  }

  private record EvaluationKey(String interactionId, String evaluator, String version) {
    static EvaluationKey of(Evaluation evaluation) {
      return new EvaluationKey(
          evaluation.interaction().id(), evaluation.evaluator(), evaluation.version());
    }

    static EvaluationKey of(EvaluationEvidence evidence) {
      return new EvaluationKey(
          evidence.interaction().id(), evidence.evaluator(), evidence.version());
    }
  }

  private record WindowKey(StoredWindow.Level level, Instant start, String slice) {
    static WindowKey of(StoredWindow window) {
      return new WindowKey(window.level(), window.start(), window.slice());
    }
  }

  /** Gathers a {@link Batch}. Not for several threads at once. */
  public static final class Builder {

    private final Map<String, InteractionRow> interactions = new LinkedHashMap<>();
    private final Map<String, Content> contents = new LinkedHashMap<>();
    private final Map<EvaluationKey, Evaluation> evaluations = new LinkedHashMap<>();
    private final Map<EvaluationKey, EvaluationEvidence> evidence = new LinkedHashMap<>();
    private final Map<String, StoredSignal> signals = new LinkedHashMap<>();
    private final Map<String, StoredExternalScore> externalScores = new LinkedHashMap<>();
    private final Map<String, Label> labels = new LinkedHashMap<>();
    private final Map<String, PairLabel> pairLabels = new LinkedHashMap<>();
    private final Map<WindowKey, StoredWindow> windows = new LinkedHashMap<>();
    private final Map<String, StateBlob> states = new LinkedHashMap<>();
    private final Map<WorkKey, WorkItem> work = new LinkedHashMap<>();
    private final Map<String, StoredAlert> alerts = new LinkedHashMap<>();
    private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
    private final Map<String, StoredFailureCase> failureCases = new LinkedHashMap<>();
    private final Map<InteractionKey, FailureMember> failureMembers = new LinkedHashMap<>();
    private final Map<String, AuditEntry> auditEntries = new LinkedHashMap<>();
    private final Map<DocumentKey, Document> documents = new LinkedHashMap<>();
    private final Set<InteractionKey> removedContents = new LinkedHashSet<>();
    private final Set<WorkKey> doneWork = new LinkedHashSet<>();
    private final Set<String> removedStates = new LinkedHashSet<>();
    private final Set<DocumentKey> removedDocuments = new LinkedHashSet<>();
    private final Set<InteractionKey> removedMembers = new LinkedHashSet<>();
    private final Map<InteractionKey, Outcome> outcomes = new LinkedHashMap<>();
    private @Nullable Position position;

    private Builder() {}

    /** Writes an interaction's row, over the one with its id if there is one. */
    public Builder put(InteractionRow row) {
      outcomes.remove(row.key());
      interactions.put(row.key().id(), row);
      return this;
    }

    /** Keeps what was said in an interaction. */
    public Builder put(Content content) {
      removedContents.remove(content.key());
      contents.put(content.key().id(), content);
      return this;
    }

    /** Writes an evaluation, over the one of the same interaction, evaluator and version. */
    public Builder put(Evaluation evaluation) {
      evaluations.put(EvaluationKey.of(evaluation), evaluation);
      return this;
    }

    /** Keeps what an evaluation showed, over the one of the same. */
    public Builder put(EvaluationEvidence shown) {
      evidence.put(EvaluationKey.of(shown), shown);
      return this;
    }

    /** Writes a signal, over the one with its id. */
    public Builder put(StoredSignal signal) {
      signals.put(signal.signal().id(), signal);
      return this;
    }

    /** Writes a score from outside, over the one with its id. */
    public Builder put(StoredExternalScore score) {
      externalScores.put(score.score().id(), score);
      return this;
    }

    /** Writes a person's label, over the one with its id. */
    public Builder put(Label label) {
      labels.put(label.id(), label);
      return this;
    }

    /** Writes which of two answers a person preferred. */
    public Builder put(PairLabel label) {
      pairLabels.put(label.id(), label);
      return this;
    }

    /** Writes a window, over the one of its level, start and slice. */
    public Builder put(StoredWindow window) {
      windows.put(WindowKey.of(window), window);
      return this;
    }

    /** Writes an operator's state, over the one before. */
    public Builder put(StateBlob state) {
      removedStates.remove(state.name());
      states.put(state.name(), state);
      return this;
    }

    /** Writes a unit of work as it stands. */
    public Builder put(WorkItem item) {
      doneWork.remove(item.key());
      work.put(item.key(), item);
      return this;
    }

    /** Writes an alert as it stands. */
    public Builder put(StoredAlert alert) {
      alerts.put(alert.id(), alert);
      return this;
    }

    /** Writes an attempt to tell somebody. */
    public Builder put(Delivery delivery) {
      deliveries.put(delivery.id(), delivery);
      return this;
    }

    /** Writes a failure case as it stands. */
    public Builder put(StoredFailureCase failure) {
      failureCases.put(failure.id(), failure);
      return this;
    }

    /** Puts an interaction into a failure case, and out of the one that it was in. */
    public Builder put(FailureMember member) {
      failureMembers.put(member.interaction(), member);
      removedMembers.remove(member.interaction());
      return this;
    }

    /** Writes down that somebody changed something. */
    public Builder put(AuditEntry entry) {
      auditEntries.put(entry.id(), entry);
      return this;
    }

    /** Writes a document, over the one with its id. */
    public Builder put(Document document) {
      removedDocuments.remove(new DocumentKey(document.collection(), document.id()));
      documents.put(new DocumentKey(document.collection(), document.id()), document);
      return this;
    }

    /**
     * Forgets what was said in an interaction, and what evaluations showed of it; its row stays.
     */
    public Builder removeContent(InteractionKey key) {
      contents.remove(key.id());
      evidence.keySet().removeIf(each -> each.interactionId().equals(key.id()));
      removedContents.add(key);
      return this;
    }

    /** Removes a unit of work, done or given up without a trace. */
    public Builder done(WorkKey key) {
      work.remove(key);
      doneWork.add(key);
      return this;
    }

    /** Removes an operator's state. */
    public Builder removeState(String key) {
      states.remove(key);
      removedStates.add(key);
      return this;
    }

    /** Removes a document. */
    public Builder removeDocument(DocumentKey key) {
      documents.remove(key);
      removedDocuments.add(key);
      return this;
    }

    /** Takes an interaction out of the failure case that it is in. */
    public Builder removeMember(InteractionKey interaction) {
      failureMembers.remove(interaction);
      removedMembers.add(interaction);
      return this;
    }

    /** Changes what became of an interaction, in this batch or stored before. */
    public Builder put(InteractionKey key, Outcome outcome) {
      InteractionRow row = interactions.get(key.id());
      if (row == null) {
        outcomes.put(key, outcome);
      } else {
        interactions.put(key.id(), row.with(outcome));
      }
      return this;
    }

    /** Says up to where of the journal everything is in this batch or stored before. */
    public Builder position(Position position) {
      this.position = Objects.requireNonNull(position, "position");
      return this;
    }

    /** What was gathered. */
    public Batch build() {
      return new Batch(this);
    }
  }
}

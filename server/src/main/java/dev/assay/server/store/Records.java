package dev.assay.server.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is kept in small numbers: work, alerts, failure cases, documents, the audit log.
 *
 * @since 0.1
 */
public interface Records {

  /** Every unit of work that is not given up, by the time it is next to be tried. */
  List<WorkItem> openWork();

  /** The first of them. */
  List<WorkItem> openWork(int limit);

  /** Units given up, latest first. */
  List<WorkItem> deadWork(int limit);

  /** How many units are in each state. */
  Map<WorkItem.State, Long> workCounts();

  /** One alert. */
  Optional<StoredAlert> alert(String id);

  /** Alerts that are not closed, oldest first. */
  List<StoredAlert> openAlerts();

  /** A page of all alerts by when they opened, latest first. */
  Page<StoredAlert> alerts(PageRequest request);

  /** A page of the alerts that match by when they opened, latest first. */
  Page<StoredAlert> alerts(AlertFilter filter, PageRequest request);

  /** How many alerts match. */
  long count(AlertFilter filter);

  /** The attempts to tell somebody of an alert, oldest first. */
  List<Delivery> deliveries(String alertId);

  /** A page of all attempts to tell somebody, latest first; null matches all channels. */
  Page<Delivery> deliveries(@Nullable String channel, PageRequest request);

  /** One failure case. */
  Optional<StoredFailureCase> failureCase(String id);

  /**
   * A page of failure cases by when they were last seen, latest first; null matches all. A case
   * that is {@code new} and whose last failure turned out to be another, or none, is left out.
   */
  Page<StoredFailureCase> failureCases(@Nullable String status, PageRequest request);

  /**
   * The failure cases that {@link #failureCases(String, PageRequest)} would list and that match, in
   * an order.
   *
   * @param offset how many to leave out first
   * @param limit how many at most
   */
  List<StoredFailureCase> failureCases(
      CaseFilter filter, CaseFilter.Order order, int offset, int limit);

  /** How many of them match. */
  long countFailureCases(CaseFilter filter);

  /** How many of them there are, by status, feature and mode. */
  List<CaseCount> failureCaseCounts();

  /** The interactions of a failure case, latest first. */
  List<InteractionKey> failureMembers(String caseId, int limit);

  /** A page of the interactions of a failure case, latest first. */
  Page<InteractionKey> failureMembers(String caseId, PageRequest request);

  /** One document. */
  Optional<Document> document(DocumentKey key);

  /** Every document of a collection, by id. */
  List<Document> documents(String collection);

  /** A page of the audit log, latest first. */
  Page<AuditEntry> audit(PageRequest request);

  /** A page of what was done to subjects that begin with a text, latest first. */
  Page<AuditEntry> audit(String subject, PageRequest request);
}

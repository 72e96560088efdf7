package dev.assay.server.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where people start scheduled runs and see what is due.
 *
 * @since 0.1
 */
public interface ScheduleDesk {

  /**
   * The schedules as they stand, each with at least {@code name}, {@code next_at} if there is a
   * next time, {@code last_run} if there was one, those {@code earlier}, times that were {@code
   * missed} with when they were caught up, and {@code paused} if it is.
   */
  List<ObjectNode> schedules();

  /**
   * Starts a schedule's suite out of turn, unless it is running.
   *
   * @param change what makes it due, such as a deployment's version; null if nothing but the person
   * @return the schedule as it stands then; empty if there is none of this name
   */
  Optional<ObjectNode> start(String name, @Nullable String change, Deed deed);

  /**
   * Pauses a schedule: until it is resumed neither time nor files make it run.
   *
   * @return the schedule as it stands then; empty if there is none of this name
   */
  Optional<ObjectNode> pause(String name, Deed deed);

  /**
   * Resumes a schedule. What passed meanwhile is not made up for.
   *
   * @return the schedule as it stands then; empty if there is none of this name
   */
  Optional<ObjectNode> resume(String name, Deed deed);

  /** The spot checks, latest first, each with at least {@code id}, {@code at} and {@code done}. */
  List<ObjectNode> spotChecks();

  /** One spot check with the interactions drawn for it. */
  Optional<ObjectNode> spotCheck(String id);

  /**
   * Says that an interaction drawn for a spot check needs no answer.
   *
   * @param why in a few words
   * @return the spot check as it stands then; empty if there is none of this id
   * @throws dev.assay.core.problem.InvalidInputException if the interaction was not drawn for it
   */
  Optional<ObjectNode> skip(String id, String interactionId, String why, Deed deed);
}

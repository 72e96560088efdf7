package dev.assay.server.store.sql;

import java.time.Instant;
import org.jooq.Condition;

/**
 * A part of the windows of a time that one query may read.
 *
 * @param from the start of its time
 * @param to the end of its time
 * @param slices which slices
 */
record Piece(Instant from, Instant to, Condition slices) {}

/**
 * From the journal to the store: one thread puts traces together, has cheap evaluators look,
 * decides who else is to look, keeps the windows, and stores it all in one piece together with how
 * far it read. What was stored is never counted again, however often the process dies.
 *
 * <p>Knows the journal, the store, and the operators of {@code monitor}; nobody here knows HTTP.
 */
@NullMarked
package dev.assay.server.pipeline;

import org.jspecify.annotations.NullMarked;

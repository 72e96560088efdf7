/**
 * What the stores over SQL have in common: tables, the writing of batches, the queries. Built with
 * jOOQ for both dialects; what only one database can is behind {@link
 * dev.assay.server.store.sql.Engine}.
 *
 * <p>Shared inside {@code server.store}, not API. Depends on {@code server.store}, jOOQ and Flyway.
 */
@NullMarked
package dev.assay.server.store.sql;

import org.jspecify.annotations.NullMarked;

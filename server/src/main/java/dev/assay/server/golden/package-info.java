/**
 * Changes of golden examples that somebody proposes and two others approve, before the dataset file
 * and the lock beside it are changed.
 *
 * <p>Depends on {@code core}, {@code server.store}, {@code server.dataset} and on {@code
 * server.api} for who does something, and for its own routes.
 */
@NullMarked
package dev.assay.server.golden;

import org.jspecify.annotations.NullMarked;

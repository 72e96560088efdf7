/**
 * One interaction with everything that is known of it: what was said, claims and the passages that
 * bear them, tools and time, what evaluators, users and people made of it, why it was looked at;
 * and what a person may do about it.
 *
 * <p>Depends on {@code server.web.page}, {@code server.web.explore} for addresses, {@code
 * server.web.view}, {@code server.api} for its desks, and the store.
 */
@NullMarked
package dev.assay.server.web.interaction;

import org.jspecify.annotations.NullMarked;

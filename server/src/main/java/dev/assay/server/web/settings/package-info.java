/**
 * What the server was told to do, and who may use it: keys, people, what is taken out of texts, how
 * long things are kept, what may be spent, whom alerts are told.
 *
 * <p>Depends on {@code server.web.page}, {@code server.web.session}, {@code server.web.view},
 * {@code server.config}, {@code server.key}, {@code server.delivery} and {@code server.store}.
 */
@NullMarked
package dev.assay.server.web.settings;

import org.jspecify.annotations.NullMarked;

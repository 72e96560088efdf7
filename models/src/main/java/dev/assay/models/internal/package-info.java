/**
 * What the models behind an API share inside this module, and is not API: where a model is and what
 * key it takes, one bounded HTTP exchange, and what a failure of it means.
 *
 * <p>Depends on {@code models.call}, {@code core.model}, {@code core.json}, {@code core.problem}
 * and LangChain4j's HTTP interface.
 */
@NullMarked
package dev.assay.models.internal;

import org.jspecify.annotations.NullMarked;

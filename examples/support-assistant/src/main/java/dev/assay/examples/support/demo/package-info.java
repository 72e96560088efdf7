/**
 * Two days in the life of the support assistant, for showing what watches over production.
 *
 * <p>{@link dev.assay.examples.support.demo.DemoTraffic} is the whole of it: who asked what, what
 * the assistant said, how long it took and what people made of it. The questions come from the
 * dataset's generator and the answers from the assistant; people, times and costs are made up. The
 * same seed and end give the same traffic. Depends on the assistant and {@code core.interaction}.
 */
@NullMarked
package dev.assay.examples.support.demo;

import org.jspecify.annotations.NullMarked;

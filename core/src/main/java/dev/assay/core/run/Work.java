package dev.assay.core.run;

import dev.assay.core.dataset.Example;

/**
 * One example in one repetition, to be done.
 *
 * @param index the example's place in the dataset
 * @param slot the result's place in the run: example by example, repetition by repetition
 */
record Work(Example example, int repeat, int index, int slot) {}

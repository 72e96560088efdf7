/** Measures pages as a browser shows them. */
@NullMarked
package dev.assay.benchmarks.page;

import org.jspecify.annotations.NullMarked;

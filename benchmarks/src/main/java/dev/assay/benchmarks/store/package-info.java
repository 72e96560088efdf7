/** Measures the stores of the server: appending, querying windows, opening. */
@NullMarked
package dev.assay.benchmarks.store;

import org.jspecify.annotations.NullMarked;

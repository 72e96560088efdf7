/** How long it takes to read what production sends. */
@NullMarked
package dev.assay.benchmarks.otlp;

import org.jspecify.annotations.NullMarked;

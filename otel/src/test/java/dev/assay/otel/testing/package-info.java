/** What the tests of this module share. */
@NullMarked
package dev.assay.otel.testing;

import org.jspecify.annotations.NullMarked;

/** The pages as a person sees them: in a browser without a screen, on the demo's data. */
@NullMarked
package dev.assay.cli.browser;

import org.jspecify.annotations.NullMarked;

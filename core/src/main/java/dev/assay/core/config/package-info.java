/**
 * Files that people write, YAML or JSON, in which every value keeps its place: read, with the
 * environment filled in, and bound key by key so that every mistake is named with line and column.
 *
 * <p>Knows no suite and no server: what the keys are is for those to say. May depend on {@code
 * core.problem} and {@code core.json}.
 */
@NullMarked
package dev.assay.core.config;

import org.jspecify.annotations.NullMarked;

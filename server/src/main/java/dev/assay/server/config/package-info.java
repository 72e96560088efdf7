/**
 * What a server is told: one YAML file, the environment, and the flags of {@code assay serve}, as
 * plain values with defaults that run.
 *
 * <p>Reads and checks; opens and starts nothing. What is told of parts with a package of their own
 * is held in their settings where they have some. May depend on {@code core.config}, {@code
 * core.suite}, {@code monitor}, {@code otel} and the settings of the other parts of the server,
 * which do not know it.
 */
@NullMarked
package dev.assay.server.config;

import org.jspecify.annotations.NullMarked;

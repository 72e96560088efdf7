/**
 * Pages where people judge interactions one by one, and where an evaluator is held against them.
 *
 * <p>Depends on {@code server.review}, which computes and stores, on {@code core.calibration} for
 * figures, and on the frame, views and panels of {@code server.web}.
 */
@NullMarked
package dev.assay.server.web.review;

import org.jspecify.annotations.NullMarked;

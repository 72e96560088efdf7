/**
 * Panels: a title, the question it answers, and numbers with their uncertainty, which are drawn,
 * shown as a table and downloaded by one mechanism.
 *
 * <p>A panel gives {@link dev.assay.server.web.panel.PanelData}; nobody but this package draws it.
 * Depends on {@code server.web.view}, {@code server.estimate}, {@code monitor.window} and stats.
 */
@NullMarked
package dev.assay.server.web.panel;

import org.jspecify.annotations.NullMarked;

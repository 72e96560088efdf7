/**
 * Pages about alerts: what is and was alarming, one alert with its evidence, silences.
 *
 * <p>May use {@code web.page}, {@code web.panel}, {@code web.view}, the store, the API's desks and
 * {@code monitor.watch}.
 */
@NullMarked
package dev.assay.server.web.alert;

import org.jspecify.annotations.NullMarked;

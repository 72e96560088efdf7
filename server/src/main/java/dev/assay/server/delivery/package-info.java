/**
 * Tells people and other systems of alerts: webhooks, Slack, e-mail, Alertmanager.
 *
 * <p>What is to be told is committed to the store together with what it is about, by {@link
 * dev.assay.server.delivery.Notices#tell}, and leaves the store only with the delivery log's entry
 * that says it arrived: at least once, over any crash, with an id to tell repetitions by. What is
 * sent over HTTP goes to addresses that the {@link dev.assay.server.delivery.AddressGuard} lets
 * through and nowhere else. Texts are hostile, addresses with secrets are never shown. Depends on
 * {@code server.store}, {@code core.json} and {@code monitor.watch}; senders on Apache HttpClient
 * and Angus Mail.
 */
@NullMarked
package dev.assay.server.delivery;

import org.jspecify.annotations.NullMarked;

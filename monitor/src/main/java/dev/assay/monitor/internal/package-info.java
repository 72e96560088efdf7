/**
 * Shared inside this module and not for others: the binary form of state, and the keyed hash behind
 * decisions. Depends on nothing.
 */
@NullMarked
package dev.assay.monitor.internal;

import org.jspecify.annotations.NullMarked;

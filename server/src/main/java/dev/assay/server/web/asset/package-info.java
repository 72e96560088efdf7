/**
 * What pages load besides themselves: our style and scripts, and the few libraries we serve
 * ourselves. Each is addressed by a name that holds a hash of its content, so that it may be kept
 * for ever; nothing is loaded from elsewhere.
 *
 * <p>Depends on nothing in Assay.
 */
@NullMarked
package dev.assay.server.web.asset;

import org.jspecify.annotations.NullMarked;

/**
 * Signing in by the word of an OpenID Connect provider: the code flow with PKCE, state and nonce,
 * and a token that is believed only once its signature, issuer, audience and times are checked.
 *
 * <p>Depends on {@code server.web.session} alone, and on Nimbus' SDK for the protocol.
 */
@NullMarked
package dev.assay.server.web.oidc;

import org.jspecify.annotations.NullMarked;

package dev.assay.server.web.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the provider says of itself, its keys, and how a code becomes claims.
 *
 * <p>Only signatures by a key that the provider alone has are believed: none, and none by a secret
 * that this server has too.
 */
final class Provider {

  static final int MILLIS = 5_000;

  private static final int LARGEST = 1 << 20;
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final OidcSettings settings;
  private final OIDCProviderMetadata metadata;
  private final IDTokenValidator validator;

  private Provider(OidcSettings settings, OIDCProviderMetadata metadata) throws IOException {
    this.settings = settings;
    this.metadata = metadata;
    JWKSource<SecurityContext> keys =
        JWKSourceBuilder.<SecurityContext>create(
                metadata.getJWKSetURI().toURL(),
                new DefaultResourceRetriever(MILLIS, MILLIS, LARGEST))
            .retrying(true)
            .rateLimited(false)
            .build();
    this.validator =
        new IDTokenValidator(
            metadata.getIssuer(),
            new ClientID(settings.clientId()),
            new JWSVerificationKeySelector<>(ALGORITHMS, keys),
            null);
  }

  /**
   * Asks the provider what it is; one that calls itself something else is not believed.
   *
   * @throws IOException if it does not answer
   * @throws GeneralException if it answers something else
   */
  static Provider discover(OidcSettings settings) throws IOException, GeneralException {
    OIDCProviderMetadata metadata =
        OIDCProviderMetadata.resolve(new Issuer(settings.issuer()), MILLIS, MILLIS);
    if (metadata.getAuthorizationEndpointURI() == null
        || metadata.getTokenEndpointURI() == null
        || metadata.getJWKSetURI() == null) {
      throw new GeneralException("it does not name its endpoints and keys");
    }
    return new Provider(settings, metadata);
  }

  URI authorization() {
    return metadata.getAuthorizationEndpointURI();
  }

  String issuer() {
    return metadata.getIssuer().getValue();
  }

  /**
   * Gives the code for what it stands for.
   *
   * @throws IOException if the provider does not answer
   * @throws GeneralException if it refuses, or gives no token
   * @throws BadJOSEException if the token is not to be believed
   * @throws JOSEException if it cannot be read
   */
  Map<String, Object> claims(String code, Pending.Departure departure)
      throws IOException, GeneralException, BadJOSEException, JOSEException {
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(code), departure.back(), departure.verifier());
    HTTPRequest request = tokenRequest(grant).toHTTPRequest();
    request.setConnectTimeout(MILLIS);
    request.setReadTimeout(MILLIS);
    request.setFollowRedirects(false);
    TokenResponse answer = OIDCTokenResponseParser.parse(request.send());
    if (!(answer instanceof OIDCTokenResponse tokens)) {
      throw new GeneralException("it refused the code");
    }
    JWT token = tokens.getOIDCTokens().getIDToken();
    if (token == null) {
      throw new ParseException("it gave no ID token");
    }
    return validator.validate(token, departure.nonce()).toJSONObject();
  }

  private TokenRequest tokenRequest(AuthorizationCodeGrant grant) {
    ClientID client = new ClientID(settings.clientId());
    URI endpoint = metadata.getTokenEndpointURI();
    if (settings.clientSecret() == null) {
      return new TokenRequest.Builder(endpoint, client, grant).build();
    }
    Secret secret = new Secret(settings.clientSecret());
    List<ClientAuthenticationMethod> ways = metadata.getTokenEndpointAuthMethods();
    boolean post =
        ways != null
            && !ways.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
            && ways.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
    return new TokenRequest.Builder(
            endpoint,
            post ? new ClientSecretPost(client, secret) : new ClientSecretBasic(client, secret),
            grant)
        .build();
  }
}

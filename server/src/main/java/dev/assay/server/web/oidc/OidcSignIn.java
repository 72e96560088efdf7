package dev.assay.server.web.oidc;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.assay.server.web.session.Person;
import dev.assay.server.web.session.Role;
import dev.assay.server.web.session.SignIn;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs in by the word of an OpenID Connect provider. Source: OpenID Connect Core 1.0, 3.1; RFC
 * 7636 (PKCE); RFC 9207 (the issuer in the answer).
 *
 * <p>The provider is asked what it is when somebody first signs in, and again every hour: a server
 * starts without it.
 *
 * @since 0.1
 */
public final class OidcSignIn implements SignIn {

  private static final Logger LOG = LoggerFactory.getLogger(OidcSignIn.class);
  private static final Duration KNOWN_FOR = Duration.ofHours(1);
  private static final int BYTES = 32;
  private static final int LONGEST_NAME = 200;

  private final OidcSettings settings;
  private final @Nullable URI publicUrl;
  private final Clock clock;
  private final SecureRandom random;
  private final Pending pending;

  private @Nullable Provider provider;
  private Instant asked = Instant.EPOCH;

  /**
   * With a provider.
   *
   * @param publicUrl where people reach this server; null if that is what their browser says
   * @param random makes states, nonces and verifiers
   */
  public OidcSignIn(
      OidcSettings settings, @Nullable URI publicUrl, Clock clock, SecureRandom random) {
    this.settings = requireNonNull(settings, "settings");
    this.publicUrl = publicUrl;
    this.clock = requireNonNull(clock, "clock");
    this.random = requireNonNull(random, "random");
    this.pending = new Pending(clock);
  }

  @Override
  public String name() {
    return "oidc";
  }

  @Override
  public String label() {
    return settings.label();
  }

  @Override
  public boolean asks() {
    return false;
  }

  @Override
  public Step begin(Attempt attempt) {
    Provider known;
    try {
      known = provider();
    } catch (IOException | GeneralException e) {
      return unreachable(e);
    }
    State state = new State(secret());
    Nonce nonce = new Nonce(secret());
    CodeVerifier verifier = new CodeVerifier(secret());
    URI back = publicUrl == null ? attempt.back() : publicUrl.resolve(attempt.back().getRawPath());
    String next = attempt.fields().get("next");
    pending.add(
        state.getValue(),
        new Pending.Departure(attempt.visitor(), nonce, verifier, back, next, clock.instant()));
    Scope scope = new Scope("openid");
    settings.scopes().forEach(scope::add);
    return new GoTo(
        new AuthenticationRequest.Builder(
                ResponseType.CODE, scope, new ClientID(settings.clientId()), back)
            .endpointURI(known.authorization())
            .state(state)
            .nonce(nonce)
            .codeChallenge(verifier, CodeChallengeMethod.S256)
            .build()
            .toURI());
  }

  @Override
  public Step resume(Attempt attempt) {
    Map<String, String> fields = attempt.fields();
    Pending.Departure departure =
        pending.take(fields.getOrDefault("state", ""), attempt.visitor()).orElse(null);
    if (departure == null) {
      return new Refused(
          "This answer belongs to no sign-in of this browser that is under way. Sign in again.");
    }
    String code = fields.getOrDefault("code", "");
    if (fields.containsKey("error") || code.isBlank()) {
      return new Refused("The provider did not sign you in.");
    }
    try {
      Provider known = provider();
      if (!fields.getOrDefault("iss", known.issuer()).equals(known.issuer())) {
        return new Refused("The answer is another provider's.");
      }
      return signedIn(known.claims(code, departure), departure.next());
    } catch (BadJOSEException | JOSEException e) {
      LOG.warn("Sign-in refused: {}", e.getMessage());
      return new Refused(
          "What the provider said of you could not be verified. Its log and this server's say why.");
    } catch (IOException | GeneralException e) {
      return unreachable(e);
    }
  }

  private Step unreachable(Exception e) {
    LOG.warn("Sign-in provider {}: {}", settings.issuer(), e.getMessage());
    return new Refused(
        "The sign-in provider does not answer as it should. Try again, or sign in with a key.");
  }

  private Step signedIn(Map<String, Object> claims, @Nullable String next) {
    Object name = claims.get(settings.nameClaim());
    if (!(name instanceof String text)
        || text.isBlank()
        || text.length() > LONGEST_NAME
        || text.codePoints().anyMatch(Character::isISOControl)) {
      return new Refused(
          "The provider does not say your "
              + settings.nameClaim()
              + ", by which you are known here.");
    }
    if (settings.nameClaim().equals("email")
        && Boolean.FALSE.equals(claims.get("email_verified"))) {
      return new Refused("The provider has not verified your e-mail address.");
    }
    Optional<Role> role = settings.role(claims);
    if (role.isEmpty()) {
      return new Refused(
          "You are " + text + ", and have no role here. Ask an administrator of this server.");
    }
    Person person = new Person(text, role.get());
    return new SignedIn(() -> Optional.of(person), next);
  }

  private synchronized Provider provider() throws IOException, GeneralException {
    Instant now = clock.instant();
    Provider known = provider;
    if (known == null || asked.plus(KNOWN_FOR).isBefore(now)) {
      known = Provider.discover(settings);
      provider = known;
      asked = now;
    }
    return known;
  }

  private String secret() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

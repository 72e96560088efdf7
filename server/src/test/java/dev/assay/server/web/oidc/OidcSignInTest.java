package dev.assay.server.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.web.session.Person;
import dev.assay.server.web.session.Role;
import dev.assay.server.web.session.SignIn.Attempt;
import dev.assay.server.web.session.SignIn.GoTo;
import dev.assay.server.web.session.SignIn.Refused;
import dev.assay.server.web.session.SignIn.SignedIn;
import dev.assay.server.web.session.SignIn.Step;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OidcSignInTest {

  private static final URI BACK = URI.create("http://127.0.0.1:4318/ui/sign-in/oidc/back");
  private static final String MINE = "a-secret-of-this-browser";

  private ScriptedProvider provider;
  private OidcSignIn signIn;

  @BeforeEach
  void open() throws Exception {
    provider = new ScriptedProvider();
    signIn = signIn("groups");
  }

  private OidcSignIn signIn(String rolesClaim) {
    return signIn(rolesClaim, null);
  }

  private OidcSignIn signIn(String rolesClaim, @Nullable URI publicUrl) {
    return new OidcSignIn(
        new OidcSettings(
            provider.issuer(),
            ScriptedProvider.CLIENT,
            ScriptedProvider.SECRET,
            "email",
            rolesClaim,
            Map.of(Role.VIEWER, List.of("staff"), Role.EDITOR, List.of("ml")),
            List.of("email"),
            "Sign in"),
        publicUrl,
        Clock.systemUTC(),
        new SecureRandom());
  }

  @AfterEach
  void close() {
    provider.close();
  }

  private Map<String, String> agreed() {
    Step step = signIn.begin(new Attempt(MINE, Map.of("next", "/ui/runs"), BACK));
    assertThat(step).isInstanceOf(GoTo.class);
    return provider.agree(((GoTo) step).address());
  }

  private Step back(Map<String, String> fields, String visitor) {
    return signIn.resume(new Attempt(visitor, fields, BACK));
  }

  private String refusal() {
    Step step = back(agreed(), MINE);
    assertThat(step).isInstanceOf(Refused.class);
    return ((Refused) step).why();
  }

  @Test
  void whoAgrees_isSignedIn_withTheHighestOfTheirRoles_andGoesOn() {
    Step step = back(agreed(), MINE);
    assertThat(step).isInstanceOf(SignedIn.class);
    SignedIn in = (SignedIn) step;
    assertThat(in.grant().person()).contains(new Person("ada@example.com", Role.EDITOR));
    assertThat(in.next()).isEqualTo("/ui/runs");
  }

  @Test
  void whatIsAsked_isACodeWithPkceStateAndNonce() {
    GoTo step = (GoTo) signIn.begin(new Attempt(MINE, Map.of(), BACK));
    assertThat(ScriptedProvider.parse(step.address().getRawQuery()))
        .containsEntry("response_type", "code")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("redirect_uri", BACK.toString())
        .containsEntry("scope", "openid email")
        .containsKeys("state", "nonce", "code_challenge");
  }

  @Test
  void behindAProxy_peopleComeBackToWhereTheyReachTheServer() {
    OidcSignIn proxied = signIn("groups", URI.create("https://assay.example.com"));
    // What a server behind a proxy that ends TLS sees of itself.
    URI seen = URI.create("http://10.0.0.7:4318/ui/sign-in/oidc/back");
    GoTo step = (GoTo) proxied.begin(new Attempt(MINE, Map.of(), seen));
    assertThat(ScriptedProvider.parse(step.address().getRawQuery()))
        .containsEntry("redirect_uri", "https://assay.example.com/ui/sign-in/oidc/back");
  }

  @Test
  void stateThatIsReplayed_orOfAnotherBrowser_orUnknown_isRefused() {
    Map<String, String> once = agreed();
    assertThat(back(once, MINE)).isInstanceOf(SignedIn.class);
    assertThat(back(once, MINE)).isInstanceOf(Refused.class);
    assertThat(back(agreed(), "another-browser")).isInstanceOf(Refused.class);
    assertThat(back(Map.of("state", "x", "code", "y"), MINE)).isInstanceOf(Refused.class);
    assertThat(back(Map.of(), MINE)).isInstanceOf(Refused.class);
  }

  @Test
  void codeThatIsNotTheProviders_orAnswerOfAnotherIssuer_isRefused() {
    Map<String, String> forged = new HashMap<>(agreed());
    forged.put("code", "made-up");
    assertThat(back(forged, MINE)).isInstanceOf(Refused.class);
    Map<String, String> mixed = new HashMap<>(agreed());
    mixed.put("iss", "https://evil.example");
    assertThat(back(mixed, MINE)).isEqualTo(new Refused("The answer is another provider's."));
  }

  @Test
  void tokenWithAnotherNonce_isRefused() {
    provider.claims(claims -> claims.claim("nonce", "another"));
    assertThat(refusal()).contains("could not be verified");
  }

  @Test
  void tokenThatExpired_isRefused() {
    provider.claims(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(600))));
    assertThat(refusal()).contains("could not be verified");
  }

  @Test
  void tokenForAnotherAudience_orOfAnotherIssuer_isRefused() {
    provider.claims(claims -> claims.audience("another"));
    assertThat(refusal()).contains("could not be verified");
    provider.claims(claims -> claims.issuer("https://evil.example"));
    assertThat(refusal()).contains("could not be verified");
  }

  @Test
  void tokenByAnUnknownKey_orNone_isRefused() throws Exception {
    provider.newKey(false);
    assertThat(refusal()).contains("could not be verified");
    provider.signNothing();
    assertThat(refusal()).contains("could not be verified");
  }

  @Test
  void newKeyOfTheProvider_isFetched() throws Exception {
    assertThat(back(agreed(), MINE)).isInstanceOf(SignedIn.class);
    provider.newKey(true);
    assertThat(back(agreed(), MINE)).isInstanceOf(SignedIn.class);
  }

  @Test
  void rolesInsideAnObject_areFound() {
    signIn = signIn("realm_access.roles");
    provider.claims(claims -> claims.claim("realm_access", Map.of("roles", List.of("staff"))));
    assertThat(((SignedIn) back(agreed(), MINE)).grant().person())
        .contains(new Person("ada@example.com", Role.VIEWER));
  }

  @Test
  void whoHasNoRole_orNoName_orAnUnverifiedAddress_isNotLetIn() {
    provider.claims(claims -> claims.claim("groups", List.of("sales")));
    assertThat(refusal()).contains("ada@example.com").contains("no role");
    provider.claims(claims -> claims.claim("email", null));
    assertThat(refusal()).contains("does not say your email");
    provider.claims(claims -> claims.claim("email_verified", false));
    assertThat(refusal()).contains("not verified");
  }

  @Test
  void providerThatIsDown_isSaid_andAskedAgain() {
    provider.close();
    assertThat(signIn.begin(new Attempt(MINE, Map.of(), BACK)))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.why()).contains("does not answer"));
  }
}

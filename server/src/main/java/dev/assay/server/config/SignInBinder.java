package dev.assay.server.config;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.problem.Problem;
import dev.assay.server.web.oidc.OidcSettings;
import dev.assay.server.web.session.Role;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Binds {@code web}: who may sign in beside those who have a key. */
final class SignInBinder {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]");
  private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]{1,200}");

  private final Scope scope;

  SignInBinder(Scope scope) {
    this.scope = scope;
  }

  @Nullable OidcSettings bind(Fields root) {
    Fields fields =
        scope
            .section(root, "web")
            .flatMap(web -> scope.section(web, "sign_in"))
            .flatMap(signIn -> scope.section(signIn, "oidc"))
            .orElse(null);
    if (fields == null) {
      return null;
    }
    URI issuer = issuer(fields).orElse(null);
    fields.require("client_id", "what this server is called at the provider");
    String client = fields.text("client_id").orElse(null);
    String secret = fields.secret("client_secret").orElse(null);
    Map<Role, List<String>> roles = roles(fields);
    if (issuer == null || client == null || roles.isEmpty()) {
      return null;
    }
    return new OidcSettings(
        issuer,
        client,
        secret,
        fields.text("name_claim").orElse("email"),
        fields.text("roles_claim").orElse("groups"),
        roles,
        scopes(fields),
        fields.text("label").orElse("Sign in with " + issuer.getHost()));
  }

  private Optional<URI> issuer(Fields fields) {
    Node node = fields.require("issuer", "the provider's https address").orElse(null);
    String text = node == null ? null : fields.text("issuer").orElse(null);
    if (node == null || text == null) {
      return Optional.empty();
    }
    URI uri = Scope.web(text);
    boolean safe =
        uri != null
            && ("https".equalsIgnoreCase(uri.getScheme())
                || LOOPBACK.matcher(uri.getHost()).matches());
    if (uri == null || !safe || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      scope.wrong(
          node,
          fields.subject("issuer"),
          "an https address, without query, as the provider's tokens name it");
      return Optional.empty();
    }
    return Optional.of(uri);
  }

  private Map<Role, List<String>> roles(Fields fields) {
    Map<Role, List<String>> roles = new EnumMap<>(Role.class);
    int before = scope.problems().size();
    Node node =
        fields.require("roles", "which values make somebody a viewer and so on").orElse(null);
    Fields given = node == null ? null : scope.section(fields, "roles").orElse(null);
    if (node == null || given == null) {
      return roles;
    }
    for (Role role : Role.values()) {
      List<String> values = new ArrayList<>();
      given.texts(role.key()).forEach(value -> values.add(value.meant().stringValue()));
      if (!values.isEmpty()) {
        roles.put(role, values);
      }
    }
    if (roles.isEmpty() && scope.problems().size() == before) {
      scope
          .problems()
          .add(
              new Problem(
                  node.at(),
                  fields.subject("roles"),
                  "nobody",
                  "values of the roles claim for one of viewer, reviewer, editor, admin",
                  null));
    }
    return roles;
  }

  private List<String> scopes(Fields fields) {
    if (fields.get("scopes").isEmpty()) {
      return List.of("profile", "email");
    }
    List<String> scopes = new ArrayList<>();
    for (Node.Scalar value : fields.texts("scopes")) {
      String name = value.meant().stringValue();
      if (!SCOPE.matcher(name).matches()) {
        scope.wrong(value, fields.subject("scopes"), "names of scopes, without spaces");
      } else if (!name.equals("openid")) {
        scopes.add(name);
      }
    }
    return scopes;
  }
}

package dev.assay.server.web.oidc;

import static java.util.Objects.requireNonNull;

import dev.assay.server.web.session.Role;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which provider is believed, and what its claims allow.
 *
 * @param issuer the provider, as its tokens name it
 * @param clientId what this server is called there
 * @param clientSecret what it proves itself with; null for a public client, which has PKCE alone
 * @param nameClaim the claim that names a person: what does not change, and nobody else has
 * @param rolesClaim the claim whose values allow something; dots lead into objects
 * @param roles the values that make somebody each role
 * @param scopes what is asked for beside {@code openid}
 * @param label what stands on the button
 * @since 0.1
 */
public record OidcSettings(
    URI issuer,
    String clientId,
    @Nullable String clientSecret,
    String nameClaim,
    String rolesClaim,
    Map<Role, List<String>> roles,
    List<String> scopes,
    String label) {

  /** Copies the collections. */
  public OidcSettings {
    requireNonNull(issuer, "issuer");
    requireNonNull(clientId, "clientId");
    requireNonNull(nameClaim, "nameClaim");
    requireNonNull(rolesClaim, "rolesClaim");
    Map<Role, List<String>> copy = new EnumMap<>(Role.class);
    roles.forEach((role, values) -> copy.put(role, List.copyOf(values)));
    roles = copy;
    scopes = List.copyOf(scopes);
    requireNonNull(label, "label");
  }

  /** What somebody may do, by all their claims; empty for nothing. */
  Optional<Role> role(Map<String, Object> claims) {
    List<String> held = values(claims, rolesClaim);
    Role most = null;
    for (Role role : Role.values()) {
      if (roles.getOrDefault(role, List.of()).stream().anyMatch(held::contains)) {
        most = role;
      }
    }
    return Optional.ofNullable(most);
  }

  // A claim whose own name has dots, such as an address, goes before one inside an object.
  private static List<String> values(Map<String, Object> claims, String path) {
    Object found = claims.get(path);
    if (found == null) {
      found = claims;
      for (String part : path.split("\\.", -1)) {
        found = found instanceof Map<?, ?> map ? map.get(part) : null;
      }
    }
    List<String> values = new ArrayList<>();
    if (found instanceof String text) {
      values.add(text);
    } else if (found instanceof List<?> list) {
      list.forEach(each -> values.add(String.valueOf(each)));
    }
    return values;
  }

  // The secret is none of any log's.
  @Override
  public String toString() {
    return "OidcSettings[issuer=" + issuer + ", clientId=" + clientId + "]";
  }
}

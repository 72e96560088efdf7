package dev.assay.models.internal;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.model.ModelSpec;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.NotConfiguredException;
import dev.assay.core.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a model is, and the key that opens it. The key is never shown. */
public final class Endpoint {

  private static final Pattern RELEASE = Pattern.compile("v\\d\\w*");
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]+");
  // Gemini's models are part of the address.
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]*");
  private static final Pattern SCHEME = Pattern.compile("(?i)https?://.*");
  private static final int OLLAMA_PORT = 11_434;
  private static final int DIGITS = 8;

  private final Api api;
  private final String model;
  private final URI base;
  private final boolean elsewhere;
  private final @Nullable String key;
  private final Redaction redaction;

  private Endpoint(Api api, String model, URI base, boolean elsewhere, @Nullable String key) {
    this.api = api;
    this.model = model;
    this.base = base;
    this.elsewhere = elsewhere;
    this.key = key;
    this.redaction = new Redaction(key);
  }

  /**
   * Finds place and key as {@code spec} and the environment have them; calls nobody.
   *
   * @throws NotConfiguredException if a key is missing, naming the variable that would hold it
   * @throws InvalidInputException if place or key cannot work
   */
  public static Endpoint of(ModelSpec spec, ModelSettings settings) {
    Api api = Api.of(spec.provider());
    String subject = "model " + spec.name();
    if (api == Api.GEMINI && !PATH.matcher(spec.model()).matches()) {
      throw new InvalidInputException(
          Problem.of(subject, spec.model(), "letters, digits, dots, hyphens and slashes"));
    }
    Map<String, String> environment = settings.environment();
    @Nullable String place = first(environment, api.placeVariables());
    URI base =
        spec.baseUrl() != null
            ? checked(spec.baseUrl(), subject + ".base_url")
            : place != null ? named(api, place, environment) : URI.create(api.place());
    boolean elsewhere = !base.getHost().equalsIgnoreCase(URI.create(api.place()).getHost());
    String key = key(api, spec, environment, elsewhere);
    return new Endpoint(api, spec.model(), released(api, base), elsewhere, key);
  }

  private static URI checked(URI url, String subject) {
    if (url.getHost() == null || url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new InvalidInputException(
          Problem.of(subject, null, "an address with a host, without a query (value not shown)"));
    }
    return url;
  }

  private static URI named(Api api, String text, Map<String, String> environment) {
    String variable =
        api.placeVariables().stream()
            .filter(name -> text.equals(strip(environment.get(name))))
            .findFirst()
            .orElse("");
    try {
      URI url = new URI(api == Api.OLLAMA ? ollama(text) : text);
      if (SCHEME.matcher(text).matches() || api == Api.OLLAMA) {
        if (url.getUserInfo() == null) {
          return checked(url, variable);
        }
      }
    } catch (URISyntaxException e) {
      // Said below: the text may hold a password.
    }
    throw new InvalidInputException(
        Problem.of(
            variable, null, "an http or https address without credentials (value not shown)"));
  }

  // As Ollama itself reads OLLAMA_HOST, which may be a server's: host, :port, or an address.
  private static String ollama(String text) throws URISyntaxException {
    boolean whole = SCHEME.matcher(text).matches();
    String rest = text.startsWith(":") ? "127.0.0.1" + text : text;
    URI given = new URI(whole ? text : "http://" + rest);
    String host = "0.0.0.0".equals(given.getHost()) ? "127.0.0.1" : given.getHost();
    int port = given.getPort() < 0 && !whole ? OLLAMA_PORT : given.getPort();
    return new URI(
            given.getScheme(),
            given.getUserInfo(),
            host,
            port,
            given.getPath(),
            given.getQuery(),
            given.getFragment())
        .toString();
  }

  private static URI released(Api api, URI base) {
    String path = base.getRawPath() == null ? "" : base.getRawPath();
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    String last = path.substring(path.lastIndexOf('/') + 1);
    if (!api.release().isEmpty() && !RELEASE.matcher(last).matches()) {
      path += "/" + api.release();
    }
    return URI.create(base.getScheme() + "://" + base.getRawAuthority() + path);
  }

  private static @Nullable String key(
      Api api, ModelSpec spec, Map<String, String> environment, boolean elsewhere) {
    List<String> variables = api.keyVariables();
    if (spec.keyFrom() != null) {
      variables = List.of(spec.keyFrom());
    } else if (api == Api.OPENAI && spec.baseUrl() != null && elsewhere) {
      // A server that a suite names is most often one's own, and need not see OpenAI's key.
      return null;
    }
    String key = first(environment, variables);
    boolean needless = api == Api.OPENAI && elsewhere && spec.keyFrom() == null;
    if (key == null && !variables.isEmpty() && !needless) {
      throw new NotConfiguredException(
          Problem.of(
                  "model " + spec.name(),
                  "no key",
                  "a key in the environment variable " + String.join(" or ", variables))
              .next(spec.keyFrom() == null ? "or name another variable with key_from" : null));
    }
    if (key != null && !KEY.matcher(key).matches()) {
      throw new InvalidInputException(
          Problem.of(
              "model " + spec.name(),
              "the key in " + String.join(" or ", variables),
              "printable ASCII without spaces (value not shown)"));
    }
    return key;
  }

  private static @Nullable String first(Map<String, String> environment, List<String> variables) {
    for (String variable : variables) {
      String value = strip(environment.get(variable));
      if (!value.isEmpty()) {
        return value;
      }
    }
    return null;
  }

  private static String strip(@Nullable String text) {
    return text == null ? "" : text.strip();
  }

  /** The API spoken there. */
  public Api api() {
    return api;
  }

  /** What the provider calls the model. */
  public String model() {
    return model;
  }

  /** The address that paths are added to, without a slash at its end. */
  public String base() {
    return base.toString();
  }

  /** The host, and the port where one is given. */
  String host() {
    return base.getRawAuthority();
  }

  /** Whether it is at another host than the provider's own. */
  public boolean elsewhere() {
    return elsewhere;
  }

  /** The key; null if none is sent. */
  public @Nullable String key() {
    return key;
  }

  /** Takes the key out of texts. */
  public Redaction redaction() {
    return redaction;
  }

  /**
   * Provider, model and place, which decide what is answered; no secret. Of an unusual path only a
   * hash is shown: gateways have accounts and tokens in theirs.
   */
  public String version() {
    String path = base.getRawPath();
    boolean usual = path.equals(URI.create(api.place()).getRawPath());
    String hash = usual ? "" : ContentHash.of(Json.object().put("path", path));
    String shown = usual ? "" : "/" + hash.substring(hash.indexOf(':') + 1).substring(0, DIGITS);
    return api.prefix() + ":" + model + "@" + host() + shown;
  }

  @Override
  public String toString() {
    return version();
  }
}

package dev.assay.models.http;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.target.OpenTarget;
import dev.assay.core.target.TargetConfig;
import dev.assay.core.target.TargetContext;
import dev.assay.core.target.TargetProvider;
import dev.assay.core.target.TargetSpec;
import dev.assay.core.target.Template;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Opens {@code http} targets:
 *
 * <pre>{@code
 * http:
 *   url: "http://127.0.0.1:8080/ask"
 *   body: '{"question": "{{input.question}}"}'   # or JSON with {{…}} in its strings
 *   output: /answer                              # JSON Pointers into the reply
 *   context: /passages
 *   headers: {Authorization: "Bearer ${TOKEN}"}
 *   timeout: 30s
 * }</pre>
 *
 * <p>Only answers with status 2xx are answers. 408, 429, 5xx and broken connections are transient.
 * Header values are sent and nothing else: they are in no file and no message.
 *
 * @since 0.1
 */
public final class HttpTargetProvider implements TargetProvider {

  private static final List<String> KEYS =
      List.of(
          "url",
          "method",
          "body",
          "headers",
          "output",
          "context",
          "tool_calls",
          "usage",
          "error",
          "timeout",
          "redirects");
  private static final List<String> METHODS = List.of("POST", "PUT", "GET");
  private static final List<String> REDIRECTS = List.of("same-host", "none", "any");
  private static final String DEFAULT_BODY = "{\"input\": {{input}}}";

  /** Found by {@link java.util.ServiceLoader}. */
  public HttpTargetProvider() {}

  @Override
  public String kind() {
    return "http";
  }

  @Override
  public OpenTarget open(TargetSpec spec, TargetContext context) {
    TargetConfig config = TargetConfig.of(spec, "url", KEYS);
    String url = config.string("url");
    String method = config.choice("method", METHODS);
    String redirects = config.choice("redirects", REDIRECTS);
    Optional<Duration> timeout = config.duration("timeout");
    Map<String, String> given = config.map("headers");
    HttpHeaders headers = HttpHeaders.check(given, config);
    ReplyReader reader = ReplyReader.of(config);
    if (method.equals("GET") && config.has("body")) {
      config.add(Problem.of(config.subject("body"), null, "none with method GET"));
    }
    config.check();
    Template urlTemplate = url(config, url);
    BodyTemplate body = body(config, headers);
    HttpTarget target =
        new HttpTarget(
            urlTemplate,
            method.equals("GET") ? null : body,
            new HttpExchange(method, headers, Redirects.of(redirects)),
            reader,
            timeout);
    String shown = withoutSecrets(urlTemplate);
    return new OpenTarget(
        target, "http " + method + " " + shown, version(config, url, headers), true);
  }

  private static Template url(TargetConfig config, String url) {
    String subject = config.subject("url");
    Template template = Template.parse(url, Template.Syntax.URL, subject);
    URI uri;
    try {
      uri = new URI(template.sample());
    } catch (URISyntaxException e) {
      throw new InvalidInputException(Problem.of(subject, url, "a URL: " + e.getReason()), e);
    }
    String scheme = String.valueOf(uri.getScheme());
    boolean http = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
    if (!http || uri.getHost() == null || uri.getPort() > 65_535) {
      throw new InvalidInputException(
          Problem.of(subject, url, "a URL with http or https, and a host"));
    }
    // Data never chooses whom we call.
    int path = url.indexOf('/', url.indexOf("//") + 2);
    int place = url.indexOf("{{");
    if (place >= 0 && (path < 0 || place < path)) {
      throw new InvalidInputException(
          Problem.of(subject, url, "{{…}} only in the path or the query"));
    }
    return template;
  }

  private static BodyTemplate body(TargetConfig config, HttpHeaders headers) {
    JsonNode body = config.json("body").orElse(null);
    String subject = config.subject("body");
    if (body == null) {
      return BodyTemplate.ofText(DEFAULT_BODY, Template.Syntax.JSON, subject);
    }
    if (!body.isString()) {
      return BodyTemplate.ofJson(body, subject);
    }
    String type = headers.contentType();
    Template.Syntax syntax =
        type.contains("json")
            ? Template.Syntax.JSON
            : type.contains("x-www-form-urlencoded") ? Template.Syntax.URL : Template.Syntax.PLAIN;
    return BodyTemplate.ofText(body.stringValue(), syntax, subject);
  }

  private static String withoutSecrets(Template url) {
    URI uri = URI.create(url.sample());
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getPath() == null ? "" : uri.getPath();
    return uri.getScheme() + "://" + uri.getHost() + port + path;
  }

  private static String version(TargetConfig config, String url, HttpHeaders headers) {
    ObjectNode identity = Json.object();
    identity.put("url", url);
    for (String key :
        List.of("method", "body", "output", "context", "tool_calls", "usage", "error")) {
      config.json(key).ifPresent(value -> identity.set(key, value));
    }
    ObjectNode named = identity.putObject("headers");
    headers.withoutSecrets().forEach(named::put);
    return ContentHash.of(identity);
  }
}

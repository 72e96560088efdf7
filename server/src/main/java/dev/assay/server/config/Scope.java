package dev.assay.server.config;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import dev.assay.otel.wire.OtlpSignal;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the binders of sections share: where paths begin, what is wrong, and kinds of values. */
final class Scope {

  static final Duration DAY = Duration.ofDays(1);

  private static final Pattern RULE = Pattern.compile("\\(expected: (.*)\\)$", Pattern.DOTALL);
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}");
  private static final int LONGEST_NAME = 200;

  private final Path folder;
  private final List<Problem> problems;

  Scope(Path folder, List<Problem> problems) {
    this.folder = folder;
    this.problems = problems;
  }

  List<Problem> problems() {
    return problems;
  }

  void wrong(Node node, String subject, String expected) {
    problems.add(new Problem(node.at(), subject, node.shown(), expected, null));
  }

  /** The fields of a section, whose keys are those of {@code section}. */
  Optional<Fields> fields(Node node, String path, String section) {
    return Fields.of(node, path, ServerKeys.of(section), problems);
  }

  /** The fields of the section called {@code key}. */
  Optional<Fields> section(Fields parent, String key) {
    return parent.fields(key, ServerKeys.of(parent.subject(key)));
  }

  /** What {@code make} gives, or nothing where a value in it is refused. */
  <T> Optional<T> attempt(Node node, String subject, Supplier<T> make) {
    try {
      return Optional.of(make.get());
    } catch (InvalidInputException e) {
      e.problems().forEach(problem -> problems.add(problem.at(node.at())));
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      Matcher rule = RULE.matcher(message);
      wrong(node, subject, rule.find() ? rule.group(1) : message);
    }
    return Optional.empty();
  }

  /** A name of up to 200 printable characters, given once in its list. */
  Optional<String> name(Fields fields, Map<String, Location> before) {
    Node node = fields.require("name", "a name").orElse(null);
    String name = node == null ? null : fields.text("name").orElse(null);
    if (node == null || name == null) {
      return Optional.empty();
    }
    String subject = fields.subject("name");
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.codePoints().anyMatch(Character::isISOControl)) {
      wrong(node, subject, "1 to " + LONGEST_NAME + " characters on one line");
      return Optional.empty();
    }
    Location other = before.putIfAbsent(name, node.at());
    if (other != null) {
      wrong(node, subject, "names that differ, and " + other + " has it too");
      return Optional.empty();
    }
    return Optional.of(name);
  }

  Map<String, Location> names() {
    return new HashMap<>();
  }

  /** A path, relative to the file's folder. */
  Optional<Path> path(Fields fields, String key) {
    return fields
        .get(key)
        .filter(node -> fields.text(key).isPresent())
        .flatMap(node -> path(node, fields.subject(key)));
  }

  Optional<Path> path(Node node, String subject) {
    String text = node.meant().asString("");
    try {
      if (!text.isBlank()) {
        return Optional.of(folder.resolve(text));
      }
    } catch (InvalidPathException e) {
      // As blank: no path.
    }
    wrong(node, subject, "a path");
    return Optional.empty();
  }

  /** The path of a file that is there. */
  Optional<Path> file(Fields fields, String key) {
    Path path = path(fields, key).orElse(null);
    if (path == null || Files.isRegularFile(path)) {
      return Optional.ofNullable(path);
    }
    Node node = fields.get(key).orElseThrow();
    problems.add(
        new Problem(
            node.at(),
            fields.subject(key),
            node.shown(),
            Files.isDirectory(path) ? "a file, not a folder" : "a file that exists",
            "paths are relative to the configuration"));
    return Optional.empty();
  }

  /** A time zone such as {@code Europe/Berlin}. */
  Optional<ZoneId> zone(Fields fields, String key) {
    Node node = fields.get(key).orElse(null);
    String text = node == null ? null : fields.text(key).orElse(null);
    if (node == null || text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(ZoneId.of(text).normalized());
    } catch (DateTimeException e) {
      wrong(node, fields.subject(key), "a time zone such as Europe/Berlin");
      return Optional.empty();
    }
  }

  /** An http or https address without credentials; not shown if it is wrong. */
  Optional<URI> web(Fields fields, String key) {
    String text = fields.secret(key).orElse(null);
    if (text == null) {
      return Optional.empty();
    }
    URI uri = web(text);
    if (uri == null) {
      hidden(fields, key, "an http or https address without credentials (value not shown)");
    }
    return Optional.ofNullable(uri);
  }

  static @Nullable URI web(String text) {
    try {
      URI uri = new URI(text);
      boolean http =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return http && uri.getHost() != null && uri.getUserInfo() == null ? uri : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** Notes a mistake in a value that is not to be shown. */
  void hidden(Fields fields, String key, String expected) {
    Location at = fields.get(key).map(Node::at).orElse(fields.at());
    problems.add(new Problem(at, fields.subject(key), null, expected, null));
  }

  Map<String, Secret> headers(Fields fields) {
    Map<String, Secret> headers = new LinkedHashMap<>();
    fields
        .entries("headers")
        .forEach(
            (name, entry) -> {
              String value = entry.value().meant().asString("");
              boolean text =
                  entry.value() instanceof Node.Scalar
                      && !value.isBlank()
                      && value.chars().noneMatch(Character::isISOControl);
              if (!HEADER.matcher(name).matches() || !text) {
                problems.add(
                    new Problem(
                        entry.keyAt(),
                        fields.subject("headers"),
                        null,
                        "names of headers, each with a text on one line (value not shown)",
                        null));
              } else {
                headers.put(name, new Secret(value));
              }
            });
    return headers;
  }

  /** Whoever takes {@code signal} over OTLP at {@code endpoint}. */
  Optional<OtlpEndpoint> endpoint(Fields fields, OtlpSignal signal) {
    fields.require("endpoint", "an http or https address");
    Map<String, Secret> headers = headers(fields);
    for (String name : headers.keySet()) {
      if (!settable(name)) {
        Node.Entry entry = fields.entries("headers").get(name);
        problems.add(
            new Problem(
                entry == null ? fields.at() : entry.keyAt(),
                fields.subject("headers"),
                name,
                "a header that is not the connection's own",
                null));
      }
    }
    URI url = web(fields, "endpoint").orElse(null);
    for (OtlpSignal other : OtlpSignal.values()) {
      String path = url == null ? null : url.getPath();
      if (other != signal && path != null && path.endsWith(other.path())) {
        hidden(
            fields,
            "endpoint",
            "an address without " + other.path() + ", for " + signal.path() + " (value not shown)");
      }
    }
    return Optional.ofNullable(url).map(to -> new OtlpEndpoint(to, headers));
  }

  // Such as Host, which the client sets itself.
  private static boolean settable(String header) {
    try {
      HttpRequest.newBuilder().header(header, "");
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether {@code off} or false stands there. */
  static boolean off(Node node) {
    return node instanceof Node.Scalar scalar
        && ("off".equals(scalar.meant().asString(""))
            || "false".equals(scalar.meant().asString("")));
  }
}

package dev.assay.server.config;

import static java.util.Objects.requireNonNull;

import dev.assay.core.config.Node;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Location;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What stands in place of what the file says: flags before the environment before the file.
 *
 * @since 0.1
 */
public final class Overrides {

  /** No flag is given. */
  public static final Overrides NONE = new Overrides(Map.of());

  /** The variables of the environment that are read, with the keys they stand for. */
  static final Map<String, String> VARIABLES = variables();

  private static final String DATA = "data";
  private static final String HTTP = "http";
  private static final String GRPC = "grpc";

  private final Map<String, Given> byKey;

  private Overrides(Map<String, Given> byKey) {
    this.byKey = byKey;
  }

  /**
   * A value and who gave it.
   *
   * @param source such as {@code --http}
   * @param value as it was written
   */
  private record Given(String source, String value) {}

  /** The same with {@code --data}: the data directory, relative to the working directory. */
  public Overrides data(String folder) {
    return with(DATA, "--data", folder);
  }

  /** The same with {@code --http}: a port, or {@code host:port}. */
  public Overrides http(String address) {
    return with(HTTP, "--http", address);
  }

  /** The same with {@code --grpc}: a port, {@code host:port}, {@code http} or {@code off}. */
  public Overrides grpc(String address) {
    return with(GRPC, "--grpc", address);
  }

  /** The same with {@code --public-url}. */
  public Overrides publicUrl(String url) {
    return with("public_url", "--public-url", url);
  }

  /** The same with {@code --log}: a level. */
  public Overrides log(String level) {
    return with("log", "--log", level);
  }

  private Overrides with(String key, String source, String value) {
    Map<String, Given> more = new LinkedHashMap<>(byKey);
    more.put(key, new Given(source, requireNonNull(value, source)));
    return new Overrides(more);
  }

  /** The same, and of {@code environment} what no flag says. */
  Overrides over(Map<String, String> environment) {
    Map<String, Given> all = new LinkedHashMap<>();
    VARIABLES.forEach(
        (name, key) -> {
          String value = environment.get(name);
          if (value != null && !value.isBlank()) {
            all.put(key, new Given(name, value.strip()));
          }
        });
    all.putAll(byKey);
    return new Overrides(all);
  }

  /** The file with these in their places; each is placed at who gave it. */
  Node.Mapping apply(Node.Mapping root) {
    Node.Mapping changed = root;
    for (Map.Entry<String, Given> each : byKey.entrySet()) {
      changed = put(changed, List.of(each.getKey().split("\\.", -1)), each.getValue());
    }
    return changed;
  }

  private static Node.Mapping put(Node.Mapping mapping, List<String> path, Given given) {
    String key = path.get(0);
    Location at = Location.ofFile(given.source());
    Node.Entry old = mapping.entries().get(key);
    Node now = old == null ? null : old.value();
    Node value;
    if (path.size() == 1) {
      value = value(key, now, given, at);
    } else {
      Node.Mapping inner =
          now instanceof Node.Mapping found ? found : new Node.Mapping(at, new LinkedHashMap<>());
      value = put(inner, path.subList(1, path.size()), given);
    }
    LinkedHashMap<String, Node.Entry> entries = new LinkedHashMap<>(mapping.entries());
    entries.put(key, new Node.Entry(old == null ? at : old.keyAt(), value));
    return new Node.Mapping(mapping.at(), entries);
  }

  private static Node value(String key, @Nullable Node now, Given given, Location at) {
    String text = given.value();
    if (key.equals(DATA)) {
      text = absolute(text);
    }
    boolean port = text.matches("[0-9]{1,5}");
    if (port && now != null && (key.equals(HTTP) || key.equals(GRPC))) {
      // A port alone moves the door; it stays on the file's host.
      if (now instanceof Node.Mapping mapping) {
        LinkedHashMap<String, Node.Entry> entries = new LinkedHashMap<>(mapping.entries());
        JsonNode number = Json.array().add(Integer.parseInt(text)).get(0);
        entries.put("port", new Node.Entry(at, Node.Scalar.of(at, number)));
        return new Node.Mapping(mapping.at(), entries);
      }
      text =
          AddressText.read(now.meant().asString(""), Address.LOOPBACK)
              .map(address -> new Address(address.host(), Integer.parseInt(given.value())))
              .map(Address::toString)
              .orElse(text);
    }
    return Node.Scalar.of(at, Json.array().add(text).get(0));
  }

  // What the file says is relative to the file; this is not.
  private static String absolute(String text) {
    try {
      return text.isBlank() ? text : Path.of(text).toAbsolutePath().toString();
    } catch (InvalidPathException e) {
      return text;
    }
  }

  private static Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("ASSAY_DATA", DATA);
    variables.put("ASSAY_HTTP", HTTP);
    variables.put("ASSAY_GRPC", GRPC);
    variables.put("ASSAY_PUBLIC_URL", "public_url");
    variables.put("ASSAY_STORE_URL", "store.url");
    variables.put("ASSAY_LOG", "log");
    variables.put("ASSAY_SALT", "salt");
    return Collections.unmodifiableMap(variables);
  }

  // Values may be secrets.
  @Override
  public String toString() {
    return "Overrides" + byKey.keySet();
  }
}

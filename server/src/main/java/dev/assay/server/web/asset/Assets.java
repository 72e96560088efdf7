package dev.assay.server.web.asset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * Every file that pages load, read once.
 *
 * <p>The files are listed in the resource {@code assets.txt}, one a line, some of them joined of
 * several: a page waits for each stylesheet by itself. Where a script imports another one beside
 * it, {@code from "./other.js"}, or loads it later, {@code import("./other.js")}, the name is
 * replaced by the one with the hash.
 *
 * @since 0.1
 */
public final class Assets {

  /** Where assets are served, followed by their name. */
  public static final String PATH = "/ui/assets/";

  private static final String LIST = "assets.txt";
  private static final Pattern IMPORT =
      Pattern.compile("(from |import |import\\()\"\\./([a-zA-Z.-]+\\.js)\"");
  private static final int HASH_LENGTH = 16;
  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Asset> assets = new HashMap<>();

  private Assets(List<String> files) {
    Map<String, List<String>> sources = new HashMap<>();
    for (String line : files) {
      // NAME, or NAME = what it is made of, in this order.
      String[] parts = line.split(" = ", 2);
      sources.put(parts[0], List.of(parts[parts.length - 1].split(" \\+ ")));
    }
    sources.keySet().forEach(name -> add(name, sources, new ArrayList<>()));
  }

  /**
   * Reads them.
   *
   * @throws IllegalStateException if one that is listed or imported is missing
   */
  public static Assets load() {
    String list = new String(bytes(LIST), StandardCharsets.UTF_8);
    return new Assets(
        list.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList());
  }

  /**
   * Where a file is served.
   *
   * @param name without its hash, such as {@code app.css}
   * @throws IllegalArgumentException if there is none of this name
   */
  public String url(String name) {
    String hashed = names.get(name);
    if (hashed == null) {
      throw new IllegalArgumentException("asset: " + name + " (expected: one of " + LIST + ")");
    }
    return PATH + hashed;
  }

  /** The file of this name with its hash. */
  public Optional<Asset> find(String hashedName) {
    return Optional.ofNullable(assets.get(hashedName));
  }

  private String add(String name, Map<String, List<String>> sources, List<String> importers) {
    String known = names.get(name);
    if (known != null) {
      return known;
    }
    List<String> source = sources.get(name);
    if (source == null || importers.contains(name)) {
      throw new IllegalStateException(
          "asset: " + name + " of " + importers + " (expected: listed, and not importing itself)");
    }
    byte[] bytes = joined(source);
    if (name.endsWith(".js")) {
      List<String> path = new ArrayList<>(importers);
      path.add(name);
      Matcher imports = IMPORT.matcher(new String(bytes, StandardCharsets.UTF_8));
      String text =
          imports.replaceAll(
              found -> found.group(1) + "\"./" + add(found.group(2), sources, path) + "\"");
      bytes = text.getBytes(StandardCharsets.UTF_8);
    }
    int dot = name.lastIndexOf('.');
    String hashed = name.substring(0, dot) + "." + hash(bytes) + name.substring(dot);
    String type = TYPES.getOrDefault(name.substring(dot + 1), "application/octet-stream");
    names.put(name, hashed);
    assets.put(hashed, new Asset(hashed, type, bytes, gzipped(bytes)));
    return hashed;
  }

  private static byte[] joined(List<String> resources) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (String resource : resources) {
      if (joined.size() > 0) {
        // Not every file ends with its last line.
        joined.write('\n');
      }
      joined.writeBytes(bytes(resource));
    }
    return joined.toByteArray();
  }

  // Beside this class, or with a path where it is in any jar.
  private static byte[] bytes(String resource) {
    String path = resource.contains("/") ? "/" + resource : resource;
    try (InputStream in = Assets.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("asset: " + resource + " (expected: in the jar)");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("a resource of the program's cannot be read", e);
    }
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: none (expected: in every Java)", e);
    }
  }

  private static byte[] gzipped(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot be: memory", e);
    }
    return out.toByteArray();
  }
}

package dev.assay.core.target;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hashes code: files by content, folders by their files, jars by the checksums in their directory,
 * which is quick for large ones.
 */
final class FileHash {

  private FileHash() {}

  static String of(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return ofDirectory(path);
    }
    return path.getFileName().toString().endsWith(".jar") ? ofJar(path) : ofFile(path);
  }

  private static String ofFile(Path file) throws IOException {
    return ContentHash.ofBytes(Files.readAllBytes(file));
  }

  private static String ofDirectory(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    ObjectNode hashes = Json.object();
    for (Path file : files) {
      String name = directory.relativize(file).toString().replace('\\', '/');
      hashes.put(name, ofFile(file));
    }
    return ContentHash.of(hashes);
  }

  private static String ofJar(Path jar) throws IOException {
    TreeMap<String, String> entries = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Enumeration<? extends ZipEntry> list = zip.entries();
      while (list.hasMoreElements()) {
        ZipEntry entry = list.nextElement();
        entries.put(entry.getName(), entry.getSize() + " " + entry.getCrc());
      }
    } catch (ZipException e) {
      return ofFile(jar);
    }
    ObjectNode hashes = Json.object();
    entries.forEach(hashes::put);
    return ContentHash.of(hashes);
  }
}

package dev.assay.examples.support;

import dev.assay.core.json.ContentHash;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The documents that answers come from.
 *
 * @param chunks the sections of all documents, in the order of their files' names
 * @param hash the hash of all documents
 */
record KnowledgeBase(List<Chunk> chunks, String hash) {

  private static final String PACKAGED = "knowledge/";
  private static final String LISTING = "documents.txt";

  KnowledgeBase {
    chunks = List.copyOf(chunks);
  }

  /**
   * Reads the Markdown files of a folder.
   *
   * @throws InvalidInputException if there are none
   */
  static KnowledgeBase read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(
          Problem.of("knowledge", folder, "a folder of Markdown files"));
    }
    Map<String, String> documents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".md")).toList()) {
        documents.put(name(file.getFileName().toString()), Files.readString(file));
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("knowledge", folder, "a folder whose files can be read as UTF-8"), e);
    }
    if (documents.isEmpty()) {
      throw new InvalidInputException(
          Problem.of("knowledge", folder, "a folder with at least one Markdown file"));
    }
    return of(documents);
  }

  /**
   * Reads the documents that are packaged with this class, some of them in another wording.
   *
   * @param other texts by the document's name, such as {@code refunds}
   * @throws IllegalArgumentException if no document has such a name
   */
  static KnowledgeBase packaged(Map<String, String> other) {
    Map<String, String> documents = new TreeMap<>();
    packaged().forEach((file, text) -> documents.put(name(file), text));
    if (!documents.keySet().containsAll(other.keySet())) {
      throw new IllegalArgumentException(
          "pages: " + other.keySet() + " (expected: of " + documents.keySet() + ")");
    }
    documents.putAll(other);
    return of(documents);
  }

  /** The documents that are packaged with this class, by their files' names. */
  static Map<String, String> packaged() {
    Map<String, String> files = new TreeMap<>();
    for (String file :
        Resources.text(PACKAGED + LISTING).lines().filter(l -> !l.isBlank()).toList()) {
      files.put(file, Resources.text(PACKAGED + file));
    }
    return files;
  }

  private static KnowledgeBase of(Map<String, String> documents) {
    List<Chunk> chunks = new ArrayList<>();
    StringBuilder everything = new StringBuilder();
    documents.forEach(
        (name, text) -> {
          String lines = text.replace("\r\n", "\n");
          chunks.addAll(Markdown.chunks(name, lines));
          everything.append(name).append('\0').append(lines).append('\0');
        });
    return new KnowledgeBase(
        chunks, ContentHash.ofBytes(everything.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static String name(String file) {
    return file.replaceFirst("\\.md$", "");
  }
}

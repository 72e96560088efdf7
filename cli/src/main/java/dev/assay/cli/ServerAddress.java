package dev.assay.cli;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The running server that is meant, and the key for it. */
final class ServerAddress {

  private static final String STANDARD = "http://127.0.0.1:4318";
  private static final int LONGEST_KEY = 1_000;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The running server; $$ASSAY_URL, else http://127.0.0.1:4318, unless given.")
  private @Nullable String url;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "A file that holds the API key; $$ASSAY_KEY unless given.")
  private @Nullable Path keyFile;

  boolean given() {
    return url != null || keyFile != null;
  }

  RestClient client(Terminal terminal) {
    String named = terminal.environment().getOrDefault("ASSAY_URL", "");
    String text = url != null ? url : named.isBlank() ? STANDARD : named.strip();
    return new RestClient(uri(text), key(terminal));
  }

  private static URI uri(String text) {
    Problem problem = Problem.of("--url", text, "an address such as " + STANDARD);
    try {
      URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (!(scheme.equals("http") || scheme.equals("https"))
          || uri.getHost() == null
          || uri.getRawQuery() != null
          || uri.getRawUserInfo() != null) {
        throw new InvalidInputException(problem);
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new InvalidInputException(problem, e);
    }
  }

  private @Nullable String key(Terminal terminal) {
    String key = terminal.environment().getOrDefault("ASSAY_KEY", "").strip();
    String subject = "ASSAY_KEY";
    if (keyFile != null) {
      subject = "--key-file";
      try {
        key = Files.size(keyFile) > LONGEST_KEY ? "too long" : Files.readString(keyFile).strip();
      } catch (IOException e) {
        throw new InvalidInputException(
            Problem.of(subject, keyFile, "a file that can be read and holds a key"), e);
      }
    }
    if (key.isEmpty()) {
      return null;
    }
    // What it holds instead is not shown: it may be a key after all.
    if (key.length() > LONGEST_KEY || key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new InvalidInputException(
          Problem.of(subject, "something else", "a key as assay keys create shows it"));
    }
    return key;
  }
}

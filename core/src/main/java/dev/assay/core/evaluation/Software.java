package dev.assay.core.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What ran a run. */
final class Software {

  /** Such as {@code assay 0.1.0}. */
  static final String NAME_AND_VERSION = "assay " + version();

  private Software() {}

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = Software.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("version.properties", e);
    }
    return properties.getProperty("version", "unknown");
  }
}

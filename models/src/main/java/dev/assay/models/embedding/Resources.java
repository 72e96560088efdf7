package dev.assay.models.embedding;

import dev.assay.core.model.ModelException;
import java.io.IOException;
import java.io.InputStream;

/** Files in the model's jar. */
final class Resources {

  private Resources() {}

  static byte[] bytes(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new ModelException(name + ": missing (expected: on the class path)", null);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ModelException(name + ": cannot be read: " + e.getMessage(), e);
    }
  }
}

package dev.assay.server.store.sql;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/** Deflates what is stored, without a header of its own. */
final class Deflated {

  private Deflated() {}

  /** Writes bytes, deflated, after what is there. */
  static void write(ByteArrayOutputStream out, byte[] plain, int level) {
    Deflater deflater = new Deflater(level, true);
    try {
      deflater.setInput(plain);
      deflater.finish();
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
    } finally {
      deflater.end();
    }
  }
}

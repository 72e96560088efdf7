package dev.assay.server.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.server.store.sql.Shape;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows in the binary form of {@code COPY}.
 *
 * <p>Source: PostgreSQL 18 documentation, COPY, "Binary Format".
 */
final class BinaryCopy {

  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };
  private static final int FLUSH = 64 << 10;

  private BinaryCopy() {}

  static void in(Connection connection, Shape into, List<@Nullable Object[]> rows)
      throws SQLException {
    String columns = into.columns().stream().map(Field::getName).collect(Collectors.joining(", "));
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY " + into.name() + " (" + columns + ") FROM STDIN (FORMAT binary)");
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(FLUSH * 2);
      DataOutputStream out = new DataOutputStream(bytes);
      out.write(SIGNATURE);
      out.writeInt(0);
      out.writeInt(0);
      for (@Nullable Object[] row : rows) {
        out.writeShort(row.length);
        for (@Nullable Object value : row) {
          write(out, value);
        }
        if (bytes.size() >= FLUSH) {
          copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
          bytes.reset();
        }
      }
      out.writeShort(-1);
      copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
      copy.endCopy();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private static void write(DataOutputStream out, @Nullable Object value) throws IOException {
    if (value == null) {
      out.writeInt(-1);
    } else if (value instanceof String text) {
      bytes(out, text.getBytes(UTF_8));
    } else if (value instanceof Long number) {
      out.writeInt(Long.BYTES);
      out.writeLong(number);
    } else if (value instanceof Double number) {
      out.writeInt(Double.BYTES);
      out.writeDouble(number);
    } else if (value instanceof Boolean flag) {
      out.writeInt(1);
      out.writeByte(flag ? 1 : 0);
    } else if (value instanceof byte[] blob) {
      bytes(out, blob);
    } else {
      throw new IllegalArgumentException("value: " + value.getClass() + " (expected: a column's)");
    }
  }

  private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}

package dev.assay.server.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.interaction.Message;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.server.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was said in an interaction, or shown of it, as bytes: a version, then its JSON, deflated.
 */
final class Packed {

  private static final byte DEFLATED_JSON = 1;
  private static final int LONGEST_SEARCH = 4000;
  // Content was accepted within a request's limit of 64 MiB; JSON escapes grow it at most six
  // times.
  private static final long LARGEST = 400L << 20;

  private Packed() {}

  static byte[] pack(Interaction interaction) {
    return pack(InteractionJson.write(interaction));
  }

  static byte[] pack(ObjectNode value) {
    byte[] json = Json.writeUtf8(value);
    ByteArrayOutputStream packed = new ByteArrayOutputStream(json.length / 2 + 16);
    packed.write(DEFLATED_JSON);
    Deflated.write(packed, json, Deflater.BEST_SPEED);
    return packed.toByteArray();
  }

  static Interaction unpack(byte[] packed) {
    try {
      return InteractionJson.read(unpackJson(packed));
    } catch (InvalidInputException e) {
      throw broken("damaged bytes", e);
    }
  }

  static ObjectNode unpackJson(byte[] packed) {
    if (packed.length == 0 || packed[0] != DEFLATED_JSON) {
      throw broken("a form that this version does not know", null);
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed, 1, packed.length - 1);
      ByteArrayOutputStream json = new ByteArrayOutputStream(packed.length * 4);
      byte[] buffer = new byte[8192];
      while (!inflater.finished()) {
        int read = inflater.inflate(buffer);
        if ((read == 0 && !inflater.finished()) || json.size() > LARGEST) {
          throw broken("bytes that end too early or not at all", null);
        }
        json.write(buffer, 0, read);
      }
      return (ObjectNode) Json.parse(json.toString(UTF_8), "content", 1);
    } catch (DataFormatException | InvalidInputException | ClassCastException e) {
      throw broken("damaged bytes", e);
    } finally {
      inflater.end();
    }
  }

  private static StoreException broken(String what, @Nullable Throwable e) {
    return new StoreException(
        StoreException.Kind.BROKEN, "content: " + what + " (expected: an interaction)", e);
  }

  /**
   * What a search looks at: the latest messages and the answer, each up to a bound, in lower case.
   */
  static String search(Interaction interaction) {
    StringBuilder text = new StringBuilder();
    for (int i = interaction.input().size() - 1; i >= 0 && text.length() < LONGEST_SEARCH; i--) {
      Message message = interaction.input().get(i);
      append(text, message.text(), LONGEST_SEARCH - text.length());
    }
    if (interaction.output() != null) {
      append(text, interaction.output(), LONGEST_SEARCH);
    }
    return lower(text.toString());
  }

  static String lower(String text) {
    return Texts.required(text.toLowerCase(Locale.ROOT));
  }

  private static void append(StringBuilder all, String text, int limit) {
    all.append(text, 0, Math.min(text.length(), limit)).append('\n');
  }
}

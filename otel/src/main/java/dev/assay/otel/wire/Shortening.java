package dev.assay.otel.wire;

import dev.assay.core.json.Json;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;

/**
 * Cuts a long text. What was one JSON document still is: its first parts, and nothing left open.
 */
final class Shortening {

  // A name is only written if its value's least form, null, fits too.
  private static final int LEAST_VALUE = 4;

  private Shortening() {}

  /** At most {@code room} characters of {@code text}, which is longer. */
  static String shorten(String text, int room) {
    String document = looksLikeJson(text) && room >= 2 ? document(text, room) : null;
    return document == null ? start(text, room) : document;
  }

  private static boolean looksLikeJson(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isWhitespace(c)) {
        return c == '{' || c == '[' || c == '"';
      }
    }
    return false;
  }

  /** The first {@code room} characters, never half of a pair. */
  private static String start(String text, int room) {
    int end = Math.min(room, text.length());
    if (end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  private static @Nullable String document(String text, int room) {
    StringWriter out = new StringWriter(room);
    try (JsonParser in =
            Json.mapper()
                .reader()
                .without(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .createParser(text);
        JsonGenerator to = Json.mapper().createGenerator(out)) {
      new Copy(in, to, room).all();
      if (in.nextToken() != null) {
        return null;
      }
    } catch (JacksonException e) {
      return null;
    }
    return out.toString();
  }

  private static final class Copy {

    private final JsonParser in;
    private final JsonGenerator out;
    private int left;
    private boolean spent;

    Copy(JsonParser in, JsonGenerator out, int room) {
      this.in = in;
      this.out = out;
      this.left = room;
    }

    void all() {
      int open = 0;
      do {
        JsonToken token = in.nextToken();
        if (token == null) {
          return;
        }
        open += step(token);
      } while (open > 0);
    }

    /** Copies one token, and gives by how much it changes the number of open structures. */
    private int step(JsonToken token) {
      switch (token) {
        case START_OBJECT, START_ARRAY -> {
          return start(token);
        }
        case END_OBJECT -> out.writeEndObject();
        case END_ARRAY -> out.writeEndArray();
        case PROPERTY_NAME -> name();
        case VALUE_STRING -> text();
        default -> scalar();
      }
      return token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY ? -1 : 0;
    }

    private int start(JsonToken token) {
      // Both its ends, and what parts it from the one before.
      boolean first = in.streamReadContext().getParent().inRoot();
      if (!spend(first ? 2 : 3)) {
        in.skipChildren();
        return 0;
      }
      if (token == JsonToken.START_OBJECT) {
        out.writeStartObject();
      } else {
        out.writeStartArray();
      }
      return 1;
    }

    private void name() {
      String name = in.currentName();
      if (spend(cost(name) + 4 + LEAST_VALUE)) {
        out.writeName(name);
        left += LEAST_VALUE;
      } else {
        in.nextToken();
        in.skipChildren();
      }
    }

    // Once a name stands, something has to follow it: even the last text is written, if empty.
    private void text() {
      String text = in.getString();
      boolean named = !in.streamReadContext().inArray();
      if (spent || (left < 3 && !named)) {
        spent = true;
        return;
      }
      int end = fitting(text, left - 3);
      if (end < text.length()) {
        spent = true;
      }
      left -= 3 + cost(text.substring(0, end));
      out.writeString(text.substring(0, end));
    }

    private void scalar() {
      boolean named = !in.streamReadContext().inArray();
      int cost = in.getString().length() + 1;
      if (spend(cost)) {
        if (in.currentToken().isNumeric()) {
          out.writeNumber(in.getString());
        } else {
          out.copyCurrentEvent(in);
        }
      } else if (named) {
        out.writeNull();
      }
    }

    private boolean spend(int cost) {
      if (spent || left < cost) {
        spent = true;
        return false;
      }
      left -= cost;
      return true;
    }

    private static int fitting(String text, int room) {
      int used = 0;
      for (int i = 0; i < text.length(); i++) {
        used += cost(text.charAt(i));
        if (used > room) {
          boolean half = i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
          return half ? i - 1 : i;
        }
      }
      return text.length();
    }

    private static int cost(String text) {
      int cost = 0;
      for (int i = 0; i < text.length(); i++) {
        cost += cost(text.charAt(i));
      }
      return cost;
    }

    private static int cost(char c) {
      if (c == '"' || c == '\\') {
        return 2;
      }
      return c < ' ' ? 6 : 1;
    }
  }
}

package dev.assay.server.redaction;

import dev.assay.core.json.Json;
import dev.assay.otel.span.SpanKeys;
import dev.assay.server.config.UserIds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Redacts values of attributes, whatever their form. Gives back the very same where it can. */
final class ValueRedactor {

  private static final int DEEPEST = 64;
  private static final int LONGEST_WORD = 256;
  private static final int LONGEST_METADATA = 65_536;
  // A number of fewer digits is neither a card nor a phone number.
  private static final long SMALLEST_NUMBER = 1_000_000;

  private static final Set<String> USER_NAMES =
      Set.of(
          "user_id", "userId", "user", "langfuse_user_id", "enduser_id", "user.id", "enduser.id");
  private static final Set<String> KEPT_METADATA = Set.of("feature", "name", "version");

  private static final Pattern SECRET_NAMES =
      Pattern.compile("(?i)passw|pwd|secret|key|token|auth");

  private final TextRedactor texts;
  private final UserIds.Mode users;
  private final UserHashes hashes;
  private final Tally tally;

  ValueRedactor(TextRedactor texts, UserIds.Mode users, UserHashes hashes, Tally tally) {
    this.texts = texts;
    this.users = users;
    this.hashes = hashes;
    this.tally = tally;
  }

  /** What may be stored of an attribute. */
  @Nullable Object redact(String key, @Nullable Object value) {
    if (value == null || value instanceof Boolean || value instanceof Double) {
      return value;
    }
    return switch (SpanKeys.use(key)) {
      case OPERATION ->
          value instanceof String text && text.length() > LONGEST_WORD ? text(text) : value;
      case USER -> user(value);
      case LABEL -> isUser(key) ? user(value) : content(key, value, 0);
      case METADATA -> metadata(value, false);
      case CONTENT -> content(key, value, 0);
    };
  }

  /** What is left of {@code metadata} where content goes. */
  @Nullable Object metadata(Object value, boolean withoutContent) {
    if (!(value instanceof String text) || text.length() > LONGEST_METADATA) {
      return withoutContent ? null : content("", value, 0);
    }
    JsonNode tree = parsed(text);
    if (tree == null || !tree.isObject()) {
      return withoutContent ? null : text(text);
    }
    ObjectNode kept = Json.object();
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      JsonNode item = entry.getValue();
      boolean user = USER_NAMES.contains(entry.getKey()) && item.isValueNode();
      if (user && !item.isNull()) {
        String stored = user(item.asString());
        if (stored != null) {
          kept.put(entry.getKey(), stored);
        }
      } else if (KEPT_METADATA.contains(entry.getKey()) && item.isValueNode()) {
        kept.set(entry.getKey(), item);
      } else if (!withoutContent) {
        kept.set(entry.getKey(), item);
      }
    }
    return text(Json.write(kept));
  }

  private static @Nullable JsonNode parsed(String text) {
    try {
      return Json.mapper().readTree(text);
    } catch (JacksonException | StackOverflowError e) {
      return null;
    }
  }

  private static boolean isUser(String key) {
    return USER_NAMES.contains(key.substring(key.lastIndexOf('.') + 1));
  }

  /** What stands for a user's id; null if nothing does. */
  @Nullable String user(String id) {
    return switch (users) {
      case KEEP -> id;
      case HASH -> {
        tally.userHashed();
        yield hashes.hash(id);
      }
      case DROP -> {
        tally.dropped(Tally.USER);
        yield null;
      }
    };
  }

  private @Nullable Object user(Object value) {
    return value instanceof String || value instanceof Long || users == UserIds.Mode.DROP
        ? user(value.toString())
        : content("", value, 0);
  }

  /** What may be stored of a tag. */
  @Nullable String tag(String name, String value) {
    return isUser(name) ? user(value) : text(value);
  }

  /** A text without what must not be stored. */
  String text(String text) {
    return texts.redact(text);
  }

  /** Content in any form. */
  @Nullable Object content(String key, @Nullable Object value, int depth) {
    if (value instanceof String text) {
      return named(key, text);
    }
    if (value instanceof Long number) {
      return number(number);
    }
    if (value instanceof byte[]) {
      tally.dropped(Tally.BINARY);
      return "[BYTES]";
    }
    if (depth > DEEPEST) {
      tally.dropped(Tally.NOT_SEARCHED);
      return TextRedactor.NOT_SEARCHED;
    }
    if (value instanceof List<?> list) {
      return list(key, list, depth);
    }
    return value instanceof Map<?, ?> map ? map(map, depth) : value;
  }

  // What is assigned to a name such as password is known by that name.
  private String named(String key, String text) {
    String redacted = text(text);
    boolean plausible = text.length() >= 8 && text.length() <= LONGEST_WORD;
    if (!plausible || !redacted.equals(text) || !SECRET_NAMES.matcher(key).find()) {
      return redacted;
    }
    String name = key + "=";
    String assigned = name + text;
    String known = texts.redact(assigned);
    if (known.equals(assigned)) {
      return text;
    }
    return known.startsWith(name) ? known.substring(name.length()) : known;
  }

  private Object number(Long number) {
    if (Math.abs(number) < SMALLEST_NUMBER) {
      return number;
    }
    String text = number.toString();
    String redacted = text(text);
    return redacted.equals(text) ? number : redacted;
  }

  private Object list(String key, List<?> list, int depth) {
    List<@Nullable Object> changed = null;
    for (int i = 0; i < list.size(); i++) {
      Object before = list.get(i);
      Object after = content(key, before, depth + 1);
      if (after != before && changed == null) {
        changed = new ArrayList<>(list);
      }
      if (changed != null) {
        changed.set(i, after);
      }
    }
    return changed == null ? list : changed;
  }

  private Object map(Map<?, ?> map, int depth) {
    Map<Object, @Nullable Object> changed = null;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object before = entry.getValue();
      Object after = content(String.valueOf(entry.getKey()), before, depth + 1);
      if (after != before) {
        if (changed == null) {
          changed = new LinkedHashMap<>(map);
        }
        changed.put(entry.getKey(), after);
      }
    }
    return changed == null ? map : changed;
  }
}

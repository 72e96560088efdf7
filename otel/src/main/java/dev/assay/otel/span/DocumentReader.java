package dev.assay.otel.span;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads documents in every shape in which they are sent; what cannot be read is left out. */
final class DocumentReader {

  private static final int MOST = 2_000;
  private static final String EVENT_PREFIX = "db.query.result.";
  private static final String[] IDS = {"id", "document_id", "doc_id"};
  private static final String[] WORDS = {"content", "text", "page_content", "document"};
  private static final String[] SCORES = {"score", "relevance_score"};

  private DocumentReader() {}

  /** The documents, in the retriever's order. */
  static List<Document> documents(Content content) {
    List<Document> documents = new ArrayList<>();
    switch (content.form()) {
      case INDEXED -> all(documents, Trees.unflattened((Map<?, ?>) content.value()));
      case EVENTS -> events(documents, (List<?>) content.value());
      case LOGGED_LIST -> logged(documents, String.valueOf(content.value()));
      case VALUE -> all(documents, Trees.read(content.value()));
    }
    return documents;
  }

  private static void all(List<Document> documents, JsonNode tree) {
    JsonNode list = tree;
    for (String name : List.of("documents", "results")) {
      JsonNode inner = tree.get(name);
      if (inner != null && inner.isArray()) {
        list = inner;
      }
    }
    if (list.isArray()) {
      for (JsonNode item : list) {
        add(documents, item);
      }
    } else {
      add(documents, list);
    }
  }

  private static void add(List<Document> documents, JsonNode item) {
    if (documents.size() >= MOST) {
      return;
    }
    if (item.isString()) {
      words(documents, item.stringValue());
    } else if (item.isObject()) {
      JsonNode body = Parts.unwrapped(item, "document");
      Document document =
          new Document(
              Parts.string(body, IDS), words(body), score(body), Parts.data(body.get("metadata")));
      if (document.id() != null || document.content() != null) {
        documents.add(document);
      }
    }
  }

  private static void words(List<Document> documents, String text) {
    if (!text.isBlank() && !text.equals(Usable.HIDDEN)) {
      documents.add(new Document(null, text, null, null));
    }
  }

  private static @Nullable String words(JsonNode body) {
    for (String name : WORDS) {
      JsonNode words = body.get(name);
      if (words != null && !words.isNull()) {
        String text = words.isString() ? words.stringValue() : Json.write(words);
        if (!text.isBlank() && !text.equals(Usable.HIDDEN)) {
          return text;
        }
      }
    }
    return null;
  }

  private static @Nullable Double score(JsonNode body) {
    for (String name : SCORES) {
      JsonNode score = body.get(name);
      if (score != null && !score.isNull()) {
        return score.isNumber()
            ? finite(score.asDouble(Double.NaN))
            : Usable.number(score.isString() ? score.stringValue() : null);
      }
    }
    return null;
  }

  private static @Nullable Double finite(double number) {
    return Double.isFinite(number) ? number : null;
  }

  // One event per document, its parts in attributes; or one event with all texts in a list.
  private static void events(List<Document> documents, List<?> events) {
    for (Object event : events) {
      JsonNode body = Trees.read(event).get("body");
      if (body == null) {
        continue;
      }
      JsonNode texts = body.get("db.vector.query.content");
      if (texts != null) {
        all(documents, texts.isString() ? Trees.read(texts.stringValue()) : texts);
      } else {
        add(documents, Trees.unflattened(unprefixed(body)));
      }
    }
  }

  private static Map<String, Object> unprefixed(JsonNode body) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : body.properties()) {
      JsonNode value = entry.getValue();
      if (entry.getKey().startsWith(EVENT_PREFIX)) {
        Object plain =
            value.isString()
                ? value.stringValue()
                : value.isNumber() ? (Object) value.asDouble(0) : null;
        if (plain != null) {
          values.put(entry.getKey().substring(EVENT_PREFIX.length()), plain);
        }
      }
    }
    return values;
  }

  private static void logged(List<Document> documents, String text) {
    JsonNode tree = Trees.parsed(text);
    if (tree != null && tree.isArray()) {
      all(documents, tree);
      return;
    }
    for (String item : LoggedList.items(text)) {
      words(documents, item);
    }
  }
}

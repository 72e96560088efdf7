package dev.assay.core.report;

import dev.assay.core.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** A page's data as script elements that do not execute, of which no text can get out. */
final class DataElements {

  /** After this many bytes a piece ends; one item is never split. */
  private static final int PIECE_BYTES = 1 << 18;

  private final OutputStream out;

  DataElements(OutputStream out) {
    this.out = out;
  }

  /** Writes one element. */
  void element(String id, Consumer<JsonGenerator> content) throws IOException {
    open(id);
    try (ScriptWriter writer = new ScriptWriter(out);
        JsonGenerator json = Json.mapper().createGenerator(writer)) {
      content.accept(json);
    }
    close();
  }

  /** Writes arrays of items, each named by the place of its first. */
  <T> void pieces(List<T> items, BiConsumer<JsonGenerator, T> item) throws IOException {
    int next = 0;
    while (next < items.size()) {
      open("piece-" + next);
      try (ScriptWriter writer = new ScriptWriter(out);
          JsonGenerator json = Json.mapper().createGenerator(writer)) {
        json.writeStartArray();
        do {
          item.accept(json, items.get(next++));
        } while (next < items.size() && writer.written() < PIECE_BYTES);
        json.writeEndArray();
      }
      close();
    }
  }

  private void open(String id) throws IOException {
    write("<script type=\"application/json\" id=\"assay-" + id + "\">");
  }

  private void close() throws IOException {
    write("</script>\n");
  }

  private void write(String markup) throws IOException {
    out.write(markup.getBytes(StandardCharsets.UTF_8));
  }
}

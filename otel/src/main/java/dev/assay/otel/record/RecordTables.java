package dev.assay.otel.record;

import java.util.List;

/**
 * What the records of a batch say more than once, and point to by number.
 *
 * @param names keys and names
 * @param origins where records came from
 * @param pool where texts are that came before
 * @param growing whether what is new stands where it is first said, as in batches of version 1,
 *     rather than here from the beginning
 */
record RecordTables(List<String> names, List<Origin> origins, TextPool pool, boolean growing) {

  String name(int number) {
    return at(names, number, "name");
  }

  Origin origin(int number) {
    return at(origins, number, "origin");
  }

  static <T> T at(List<T> table, int number, String what) {
    if (number < 0 || number >= table.size()) {
      throw RecordInput.malformed(what + " " + number + " of " + table.size());
    }
    return table.get(number);
  }
}

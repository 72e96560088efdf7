package dev.assay.server.store.sql;

import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Columns by type, and those that several tables share. */
final class Columns {

  /** The interaction's id. */
  static final Field<String> ID = text("id");

  /** The interaction's time. */
  static final Field<Long> STARTED_AT = number("started_at");

  static final Field<byte[]> BODY = bytes("body");
  static final Field<String> EVALUATOR = text("evaluator");
  static final Field<String> VERSION = text("version");
  static final Field<String> FAILURE_MODE = text("failure_mode");

  private Columns() {}

  static Field<String> text(String name) {
    return DSL.field(DSL.name(name), SQLDataType.VARCHAR);
  }

  static Field<Long> number(String name) {
    return DSL.field(DSL.name(name), SQLDataType.BIGINT);
  }

  static Field<Double> real(String name) {
    return DSL.field(DSL.name(name), SQLDataType.DOUBLE);
  }

  static Field<Boolean> flag(String name) {
    return DSL.field(DSL.name(name), SQLDataType.BOOLEAN);
  }

  static Field<byte[]> bytes(String name) {
    return DSL.field(DSL.name(name), SQLDataType.VARBINARY);
  }
}

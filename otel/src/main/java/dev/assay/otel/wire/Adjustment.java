package dev.assay.otel.wire;

/**
 * What was changed in what was taken.
 *
 * @since 0.1
 */
public enum Adjustment {
  /** A value was too long and was cut. */
  VALUE_SHORTENED,
  /** A value was beyond what one record may hold. */
  VALUE_DROPPED,
  /** A value whose key says that it holds a secret was removed. */
  SECRET_REMOVED,
  /** A number that is not one was taken as missing. */
  NOT_A_NUMBER,
  /** A kind, status or severity that nobody defined was taken as unspecified. */
  UNKNOWN_ENUM,
  /** A log record's ids were no ids, so that it belongs to no trace or span. */
  LOG_ID_IGNORED,
  /** An event or link was beyond the limit, or a link pointed to no span. */
  PART_DROPPED,
  /** Part of a resource or scope could not be read; its records were taken without it. */
  ORIGIN_DAMAGED
}

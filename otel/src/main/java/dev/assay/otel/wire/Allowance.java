package dev.assay.otel.wire;

/**
 * How many characters the record and the value being read may still hold. Every value and item
 * costs a little, however short it is, since its object does.
 */
final class Allowance {

  private static final int PER_VALUE = 16;

  private final int record;
  private final int value;
  private int recordLeft;
  private int granted;
  private int valueLeft;
  private boolean shortened;

  Allowance(int record, int value) {
    this.record = record;
    this.value = value;
  }

  void startRecord() {
    recordLeft = record;
  }

  /** Whether the record may hold another value, which is then begun. */
  boolean startValue() {
    if (recordLeft <= 0) {
      return false;
    }
    granted = Math.min(value, recordLeft);
    valueLeft = granted;
    shortened = false;
    return true;
  }

  /** Whether the value may hold another item. */
  boolean item() {
    return take(PER_VALUE);
  }

  /** Whether the value may hold so many bytes. */
  boolean take(int cost) {
    if (valueLeft < cost) {
      shortened = true;
      valueLeft = 0;
      return false;
    }
    valueLeft -= cost;
    return true;
  }

  /** The text, or as much of it as the value may hold. */
  String text(String text) {
    if (text.length() <= valueLeft) {
      valueLeft -= text.length();
      return text;
    }
    shortened = true;
    String kept = Shortening.shorten(text, valueLeft);
    valueLeft = 0;
    return kept;
  }

  /** Ends the value and says whether any of it was left out. */
  boolean endValue() {
    recordLeft -= PER_VALUE + (granted - valueLeft);
    return shortened;
  }
}

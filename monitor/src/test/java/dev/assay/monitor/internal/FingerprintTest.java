package dev.assay.monitor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintTest {

  // As Python says: hashlib.sha256(b"3:" + "abc".encode("utf-16-le") + ...).hexdigest()[:32].
  @Test
  void of_severalTexts_isTheSameEverywhere() {
    assertThat(Fingerprint.of("abc", "\u00e9\u20ac")).isEqualTo("0ea97a85c89ed0f2eafbdbe9b2498e44");
    assertThat(Fingerprint.of("abc", "\u00e9\u20ac")).isEqualTo("0ea97a85c89ed0f2eafbdbe9b2498e44");
  }

  @Test
  void of_otherParts_isAnother() {
    assertThat(Fingerprint.of("ab", "c"))
        .isNotEqualTo(Fingerprint.of("a", "bc"))
        .isNotEqualTo(Fingerprint.of("abc"));
    assertThat(Fingerprint.of("\ud800")).isNotEqualTo(Fingerprint.of("\ud801"));
  }
}

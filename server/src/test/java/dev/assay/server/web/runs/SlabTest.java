package dev.assay.server.web.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.web.view.Formats;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlabTest {

  private static final Formats FORMATS = new Formats(Locale.ENGLISH, ZoneOffset.UTC, Instant.EPOCH);

  private static List<Integer> numbers(int count) {
    return IntStream.rangeClosed(1, count).boxed().toList();
  }

  @Test
  void of_middlePage_saysWhereItIs() {
    Slab<Integer> slab = Slab.of(numbers(487), 2, 25);
    assertThat(slab.items()).hasSize(25).first().isEqualTo(26);
    assertThat(slab.words(FORMATS)).isEqualTo("26–50 of 487");
    assertThat(slab.hasBefore()).isTrue();
    assertThat(slab.hasMore()).isTrue();
  }

  @Test
  void of_pageBeyondTheLast_isTheLast() {
    Slab<Integer> slab = Slab.of(numbers(487), 99_999, 25);
    assertThat(slab.words(FORMATS)).isEqualTo("476–487 of 487");
    assertThat(slab.hasMore()).isFalse();
  }

  @Test
  void of_nothing_hasNoPages() {
    Slab<Integer> slab = Slab.of(List.of(), 1, 25);
    assertThat(slab.words(FORMATS)).isEqualTo("0");
    assertThat(slab.hasBefore()).isFalse();
    assertThat(slab.hasMore()).isFalse();
  }
}

package dev.assay.models.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VectorCacheTest {

  @Test
  void put_overCapacity_dropsTheOneUsedLongestAgo() {
    VectorCache cache = new VectorCache(2);
    cache.put(VectorCache.Key.of("a"), new float[] {1});
    cache.put(VectorCache.Key.of("b"), new float[] {2});
    cache.get(VectorCache.Key.of("a"));
    cache.put(VectorCache.Key.of("c"), new float[] {3});
    assertThat(cache.get(VectorCache.Key.of("a"))).containsExactly(1);
    assertThat(cache.get(VectorCache.Key.of("b"))).isNull();
  }

  @Test
  void key_textsThatUtf8CannotTellApart_differ() {
    assertThat(VectorCache.Key.of("\ud800")).isNotEqualTo(VectorCache.Key.of("\udbff"));
    assertThat(VectorCache.Key.of("?")).isNotEqualTo(VectorCache.Key.of("\ud800"));
    assertThat(VectorCache.Key.of("x")).isEqualTo(VectorCache.Key.of("x"));
  }
}

package dev.assay.server.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.server.store.StoreException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowPackTest {

  @Test
  void pack_isReadAsItWasWritten() {
    Random random = new Random(1);
    WindowPack pack = new WindowPack();
    Map<Integer, byte[]> written = new HashMap<>();
    for (int number : new int[] {59, 0, 7, 63, 8}) {
      byte[] summary = new byte[random.nextInt(20_000)];
      random.nextBytes(summary);
      written.put(number, summary);
      pack.put(number, summary);
    }
    pack.put(8, new byte[0]);
    written.put(8, new byte[0]);
    pack.putIfMissing(0, new byte[] {1});
    assertThat(pack.present()).isEqualTo(1L | 1L << 7 | 1L << 8 | 1L << 59 | 1L << 63);
    Map<Integer, byte[]> read = new HashMap<>();
    WindowPack.read(pack.present(), pack.toBytes(), read::put);
    assertThat(read.keySet()).isEqualTo(written.keySet());
    written.forEach((number, summary) -> assertThat(read.get(number)).isEqualTo(summary));
  }

  @Test
  void alikeSummaries_takeLittleRoom() {
    WindowPack pack = new WindowPack();
    byte[] summary = new byte[3_000];
    new Random(2).nextBytes(summary);
    for (int hour = 0; hour < 24; hour++) {
      pack.put(hour, summary);
    }
    assertThat(pack.toBytes().length).isLessThan(6_000);
  }

  @Test
  void damagedPack_isRefusedInWords() {
    WindowPack pack = new WindowPack();
    pack.put(3, new byte[] {1, 2, 3});
    pack.put(4, new byte[] {4});
    byte[] bytes = pack.toBytes();
    byte[] unknown = bytes.clone();
    unknown[0] = 2;
    refused(pack.present(), unknown, "a form that this version does not know");
    refused(pack.present(), new byte[0], "a form that this version does not know");
    byte[] endless = bytes.clone();
    endless[1] = -1;
    refused(pack.present(), endless, "a length of");
    refused(pack.present(), Arrays.copyOf(bytes, bytes.length - 4), "bytes that end too early");
    refused(0b1, bytes, "more summaries than there are windows");
    refused(0b111, bytes, "fewer summaries than there are windows");
  }

  private static void refused(long present, byte[] bytes, String why) {
    assertThatThrownBy(() -> WindowPack.read(present, bytes, (number, summary) -> {}))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(why);
  }
}

package dev.assay.otel.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Whatever bytes arrive, the outcome is records, counted rejections or a refusal. */
class HostileBytesTest {

  private static final OtlpDecoder DECODER = OtlpDecoder.withDefaults();
  private static final Duration LONG = Duration.ofMinutes(2);

  @Test
  void everyTruncation_isAnswered() {
    assertTimeoutPreemptively(
        LONG,
        () -> {
          for (Encoding encoding : Encoding.values()) {
            for (byte[] whole : payloads(encoding)) {
              for (int length = 0; length < whole.length; length++) {
                decode(Arrays.copyOf(whole, length), encoding);
              }
            }
          }
        });
  }

  @Test
  void flippedBits_areAnswered() {
    assertTimeoutPreemptively(
        LONG,
        () -> {
          SplittableRandom random = new SplittableRandom(7);
          int refused = 0;
          int answered = 0;
          for (Encoding encoding : Encoding.values()) {
            for (byte[] whole : payloads(encoding)) {
              for (int i = 0; i < 1_500; i++) {
                byte[] changed = whole.clone();
                for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                  changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
                }
                if (decode(changed, encoding)) {
                  answered++;
                } else {
                  refused++;
                }
              }
            }
          }
          assertThat(refused).isGreaterThan(1_000);
          assertThat(answered).isGreaterThan(1_000);
        });
  }

  @Test
  void splicedPieces_areAnswered() {
    assertTimeoutPreemptively(
        LONG,
        () -> {
          SplittableRandom random = new SplittableRandom(11);
          for (Encoding encoding : Encoding.values()) {
            List<byte[]> payloads = payloads(encoding);
            for (int i = 0; i < 10_000; i++) {
              byte[] one = payloads.get(random.nextInt(payloads.size()));
              byte[] two = payloads.get(random.nextInt(payloads.size()));
              ByteArrayOutputStream spliced = new ByteArrayOutputStream();
              spliced.write(one, 0, random.nextInt(one.length));
              int from = random.nextInt(two.length);
              spliced.write(two, from, two.length - from);
              decode(spliced.toByteArray(), encoding);
            }
          }
        });
  }

  @Test
  void noise_isAnswered() {
    assertTimeoutPreemptively(
        LONG,
        () -> {
          SplittableRandom random = new SplittableRandom(13);
          for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            decode(noise, Encoding.PROTOBUF);
            decode(noise, Encoding.JSON);
          }
        });
  }

  @Test
  void nestedGroupsAndMessages_areAnswered() {
    byte[] groups = new byte[1_000_000];
    Arrays.fill(groups, (byte) 0x0B);
    assertThat(decode(groups, Encoding.PROTOBUF)).isFalse();
    String deep = "{\"arrayValue\":{\"values\":[".repeat(150);
    assertThat(
            decode(
                OneSpan.utf8(OneSpan.json(OneSpan.sound("x", OneSpan.attribute(deep)))),
                Encoding.JSON))
        .isFalse();
  }

  @Test
  void changedGzip_isAnswered() throws IOException {
    byte[] body = payloads(Encoding.PROTOBUF).get(0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    }
    byte[] whole = out.toByteArray();
    SplittableRandom random = new SplittableRandom(17);
    WireLimits limits = WireLimits.withDefaults();
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        decode(RequestBody.decompress(changed, "gzip", limits), Encoding.PROTOBUF);
      } catch (RefusedException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(3_000);
  }

  /** Whether there was an answer other than a refusal; anything thrown but that fails the test. */
  private static boolean decode(byte[] body, Encoding encoding) {
    boolean answered = false;
    for (OtlpSignal signal : OtlpSignal.values()) {
      try {
        Decoded<?> decoded =
            switch (signal) {
              case TRACES -> DECODER.traces(body, encoding, SampleExports.NOW);
              case LOGS -> DECODER.logs(body, encoding, SampleExports.NOW);
              case METRICS -> DECODER.metrics(body, encoding);
            };
        assertThat(OtlpAnswer.accepted(encoding, decoded).httpStatus()).isEqualTo(200);
        answered = true;
      } catch (RefusedException e) {
        assertThat(OtlpAnswer.refused(encoding, e).httpStatus()).isIn(400, 413);
      }
    }
    return answered;
  }

  private static List<byte[]> payloads(Encoding encoding) {
    List<byte[]> payloads = new ArrayList<>();
    for (String sample : List.of("02-semconv-structured-attr", "10a-vercel-legacy")) {
      byte[] json = SampleExports.read(sample);
      payloads.add(
          OtlpEncoder.traces(
              DECODER.traces(json, Encoding.JSON, SampleExports.NOW).records(), encoding));
    }
    byte[] logs = SampleExports.read("04b-otel-java-agent-logs");
    payloads.add(
        OtlpEncoder.logs(DECODER.logs(logs, Encoding.JSON, SampleExports.NOW).records(), encoding));
    return payloads;
  }
}

package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.model.EmbeddingModel;
import dev.assay.core.model.ModelException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RationedEmbeddingsTest {

  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong now = new AtomicLong();
  private final AtomicLong unread = new AtomicLong();
  private final RationedEmbeddings rationed =
      new RationedEmbeddings(
          new EmbeddingModel() {
            @Override
            public float[] embed(String text) {
              now.addAndGet(SECOND);
              return new float[] {1};
            }

            @Override
            public int dimensions() {
              return 1;
            }

            @Override
            public String version() {
              return "slow";
            }
          },
          now::get,
          unread::get);

  @Test
  void timeThatIsSpent_isRefused_andComesBackWithTime() {
    rationed.embed("one");
    rationed.embed("two");
    rationed.embed("three");
    assertThatThrownBy(() -> rationed.embed("four")).isInstanceOf(ModelException.class);
    assertThat(rationed.refused()).isEqualTo(1);
    now.addAndGet(8 * SECOND);
    assertThat(rationed.embed("five")).hasSize(1);
  }

  @Test
  void muchUnread_leavesLessTime() {
    rationed.embed("one");
    rationed.embed("two");
    rationed.embed("three");
    unread.set(4_000_000);
    now.addAndGet(8 * SECOND);
    assertThatThrownBy(() -> rationed.embed("four")).isInstanceOf(ModelException.class);
    now.addAndGet(22 * SECOND);
    assertThat(rationed.embed("five")).hasSize(1);
  }

  @Test
  void textThatWasSeen_costsNothing() {
    rationed.embed("one")[0] = 7;
    rationed.embed("two");
    rationed.embed("three");
    assertThat(rationed.embed("one")).containsExactly(1);
    assertThat(now.get()).isEqualTo(3 * SECOND);
    assertThat(rationed.refused()).isZero();
  }
}

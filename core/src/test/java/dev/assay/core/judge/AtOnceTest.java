package dev.assay.core.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AtOnceTest {

  @Test
  void all_tasksThatWaitForEachOther_areDoneInOrder() {
    CountDownLatch everyone = new CountDownLatch(3);
    List<Supplier<String>> tasks = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      tasks.add(
          () -> {
            everyone.countDown();
            try {
              assertThat(everyone.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return name;
          });
    }

    assertThat(AtOnce.all(tasks)).containsExactly("a", "b", "c");
  }

  @Test
  void all_moreThanThereAreThreads_andTasksOfTasks_areAllDone() {
    List<Supplier<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      int number = i;
      tasks.add(() -> AtOnce.all(List.<Supplier<Integer>>of(() -> number, () -> 1)).get(0));
    }

    assertThat(AtOnce.all(tasks)).hasSize(500).startsWith(0, 1, 2).endsWith(499);
    assertThat(AtOnce.all(List.of())).isEmpty();
  }

  @Test
  void all_taskThatFails_throwsWhatItThrew() {
    Supplier<Integer> failing =
        () -> {
          throw new IllegalArgumentException("no");
        };

    assertThatThrownBy(() -> AtOnce.all(List.of(() -> 1, failing)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no");
  }
}

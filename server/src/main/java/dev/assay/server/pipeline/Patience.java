package dev.assay.server.pipeline;

import dev.assay.server.store.StoreException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks a store again that does not answer: the pipeline has nothing to do meanwhile that would not
 * need the answer. Commits are not repeated here, for their batch is kept until it is stored.
 */
final class Patience {

  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  // What cannot be read is broken for good, or so is the whole database, which commits will show.
  private static final int BROKEN_ATTEMPTS = 3;
  private static final Set<String> ONCE = Set.of("commit", "close", "check");

  private final LongPredicate pause;

  /**
   * Makes it.
   *
   * @param pause waits for so many milliseconds; false if nobody is to wait
   */
  Patience(LongPredicate pause) {
    this.pause = pause;
  }

  /**
   * What asks {@code asked}, and all that it gives which is asked in turn, until there is an
   * answer.
   */
  <T> T with(Class<T> as, T asked) {
    return as.cast(proxy(as, asked));
  }

  private Object proxy(Class<?> as, Object asked) {
    InvocationHandler handler = (self, method, arguments) -> answer(method, asked, arguments);
    return Proxy.newProxyInstance(as.getClassLoader(), new Class<?>[] {as}, handler);
  }

  private @Nullable Object answer(Method method, Object asked, Object @Nullable [] arguments)
      throws Throwable {
    long millis = 100;
    for (int attempt = 1; ; attempt++) {
      try {
        Object answer = method.invoke(asked, arguments);
        Class<?> type = method.getReturnType();
        boolean asksOn =
            answer != null
                && type.isInterface()
                && type.getPackageName().equals(StoreException.class.getPackageName());
        return asksOn ? proxy(type, answer) : answer;
      } catch (InvocationTargetException e) {
        if (!(e.getCause() instanceof StoreException refused)
            || !again(method, refused, attempt)
            || !pause.test(millis)) {
          throw e.getCause() == null ? e : e.getCause();
        }
        millis = Math.min(LONGEST_PAUSE_MILLIS, millis * 2);
      }
    }
  }

  private static boolean again(Method method, StoreException refused, int attempt) {
    if (ONCE.contains(method.getName())) {
      return false;
    }
    return switch (refused.kind()) {
      case STORAGE, UNAVAILABLE -> true;
      case BROKEN -> attempt < BROKEN_ATTEMPTS;
      case CLOSED -> false;
    };
  }
}

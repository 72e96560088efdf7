package dev.assay.cli;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits until the process is told to end, by Ctrl-C or a request to terminate. Told once more, it
 * ends at once.
 */
final class Stop {

  private final CountDownLatch told = new CountDownLatch(1);

  private Stop() {}

  /** From now on such a request is heard here. */
  static Stop ofProcess() {
    Stop stop = new Stop();
    stop.hear("INT");
    stop.hear("TERM");
    return stop;
  }

  /** Waits. */
  void await() {
    try {
      told.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits, but no longer than this; tells whether the process was told to end. */
  boolean await(Duration longest) {
    try {
      return told.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void tell() {
    if (told.getCount() == 0) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
    }
    told.countDown();
  }

  // The JDK has no other way to hear a second signal, and its compiler lets nobody name this one.
  private void hear(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object listener =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> answer(proxy, method.getName(), arguments));
      Object heard = signal.getConstructor(String.class).newInstance(name);
      signal.getMethod("handle", signal, handler).invoke(null, heard, listener);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      Runtime.getRuntime().addShutdownHook(new Thread(this::tell, "assay-stop"));
    }
  }

  private @Nullable Object answer(Object proxy, String method, Object @Nullable [] arguments) {
    return switch (method) {
      case "handle" -> {
        tell();
        yield null;
      }
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "assay-stop";
    };
  }
}

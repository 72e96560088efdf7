package dev.assay.core.target;

import dev.assay.core.interaction.Interaction;
import java.net.URLClassLoader;

/** A target with a class loader of its own, which its code finds as the thread's. */
final class LoadedTarget implements Target {

  private final Target target;
  private final URLClassLoader loader;

  LoadedTarget(Target target, URLClassLoader loader) {
    this.target = target;
    this.loader = loader;
  }

  @Override
  public Interaction call(TargetRequest request) throws TargetException, InterruptedException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return target.call(request);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public String fingerprint() {
    return target.fingerprint();
  }

  @Override
  public void close() {
    try {
      target.close();
    } finally {
      JavaTargetProvider.close(loader);
    }
  }
}

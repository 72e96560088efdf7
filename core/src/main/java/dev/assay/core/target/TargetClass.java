package dev.assay.core.target;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Loads and makes the class of a {@code java} target; says what to do where that fails. */
record TargetClass(TargetConfig config, String name) {

  Class<?> load(@Nullable URLClassLoader own) {
    try {
      if (own != null) {
        return Class.forName(name, true, own);
      }
      ClassLoader context = Thread.currentThread().getContextClassLoader();
      return Class.forName(
          name, true, context == null ? JavaTargetProvider.class.getClassLoader() : context);
    } catch (ClassNotFoundException e) {
      throw failure(
          config,
          name,
          "a class on the class path",
          own == null
              ? "check the name, or say where it is: {class: " + name + ", classpath: […]}"
              : "check the name, and that it is compiled into the class path",
          e);
    } catch (LinkageError e) {
      throw failure(
          config,
          name,
          "a class that loads: " + cause(e),
          "add what it needs to classpath, and compile it for this Java version or an older one",
          e);
    }
  }

  Object instantiate(Class<?> type, TargetContext context, ObjectNode parameters) {
    Constructor<?> configured = constructor(type, TargetContext.class, ObjectNode.class);
    Constructor<?> plain = constructor(type);
    if (configured == null && plain == null) {
      throw failure(
          config,
          name,
          "a class with a public constructor () or (TargetContext, ObjectNode)",
          "add one of them, and make the class public and not abstract",
          null);
    }
    if (configured == null && !parameters.isEmpty()) {
      throw new InvalidInputException(
          Problem.of(config.subject("parameters"), parameters, "none for " + name)
              .next("give the class a public constructor (TargetContext, ObjectNode)"));
    }
    try {
      return configured != null
          ? configured.newInstance(context, parameters)
          : requireNonNull(plain).newInstance();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidInputException problem) {
        throw problem;
      }
      String expected = "a class that can be made: " + cause(e);
      throw failure(config, name, expected, "see what its constructor needs", e);
    } catch (ReflectiveOperationException e) {
      throw failure(
          config,
          name,
          "a class that can be made: " + cause(e),
          "make the class public and not abstract",
          e);
    } catch (LinkageError e) {
      throw failure(
          config,
          name,
          "a class that can be made: " + cause(e),
          "add what it needs to classpath",
          e);
    }
  }

  private static @Nullable Constructor<?> constructor(Class<?> type, Class<?>... parameters) {
    try {
      return type.getConstructor(parameters);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  Target adapt(Object instance) {
    if (instance instanceof Target target) {
      return target;
    }
    if (instance instanceof Function<?, ?> function) {
      return new FunctionTarget(function);
    }
    throw failure(
        config,
        name,
        "a class that implements " + Target.class.getName() + " or Function<String, String>",
        "implement one of them",
        null);
  }

  static InvalidInputException failure(
      TargetConfig config,
      String type,
      String expected,
      @Nullable String next,
      @Nullable Throwable cause) {
    return new InvalidInputException(
        Problem.of(config.subject("class"), type, expected).next(next), cause);
  }

  static String cause(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.toString();
  }
}

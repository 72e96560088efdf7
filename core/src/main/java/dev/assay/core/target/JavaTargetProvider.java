package dev.assay.core.target;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Opens {@code java} targets: {@code java: some.Class}, or {@code java: {class: …, classpath: […],
 * parameters: {…}}}.
 *
 * <p>The class implements {@link Target}, or {@link java.util.function.Function} from the last
 * message's text to an answer, and has a public constructor without parameters or with {@code
 * (TargetContext, ObjectNode)}. Class path entries are folders, jars, or {@code folder/*.jar},
 * relative to the suite; what Assay itself is made of is found first.
 *
 * @since 0.1
 */
public final class JavaTargetProvider implements TargetProvider {

  private static final List<String> KEYS = List.of("class", "classpath", "parameters");

  /** Found by {@link java.util.ServiceLoader}. */
  public JavaTargetProvider() {}

  @Override
  public String kind() {
    return "java";
  }

  @Override
  public OpenTarget open(TargetSpec spec, TargetContext context) {
    TargetConfig config = TargetConfig.of(spec, "class", KEYS);
    String name = config.string("class");
    List<Path> classPath = classPath(config, context.baseDirectory());
    ObjectNode parameters = config.object("parameters").orElseGet(Json::object);
    config.check();
    URLClassLoader own = classPath.isEmpty() ? null : loader(classPath);
    try {
      TargetClass code = new TargetClass(config, name);
      Class<?> type = code.load(own);
      Target target = code.adapt(code.instantiate(type, context, parameters));
      String version = version(config, type, classPath, parameters, target);
      return new OpenTarget(
          own == null ? target : new LoadedTarget(target, own), "java " + name, version, true);
    } catch (InvalidInputException e) {
      close(own);
      throw e;
    }
  }

  private static List<Path> classPath(TargetConfig config, Path base) {
    List<Path> paths = new ArrayList<>();
    for (String entry : config.strings("classpath")) {
      boolean every = entry.endsWith("/*.jar");
      Path path = base.resolve(every ? entry.substring(0, entry.length() - 6) : entry).normalize();
      if (!Files.exists(path) || (every && !Files.isDirectory(path))) {
        config.add(
            Problem.of(config.subject("classpath"), entry, "a folder or jar that exists")
                .next("build it first; looked at " + path.toAbsolutePath()));
      } else if (every) {
        paths.addAll(jars(config, path));
      } else {
        paths.add(path);
      }
    }
    return paths;
  }

  private static List<Path> jars(TargetConfig config, Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> jars = files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
      if (jars.isEmpty()) {
        config.add(Problem.of(config.subject("classpath"), folder, "a folder with jars"));
      }
      return jars;
    } catch (IOException e) {
      config.add(
          Problem.of(config.subject("classpath"), folder, "a folder that can be read: " + e));
      return List.of();
    }
  }

  private static URLClassLoader loader(List<Path> classPath) {
    URL[] urls = new URL[classPath.size()];
    for (int i = 0; i < urls.length; i++) {
      try {
        urls[i] = classPath.get(i).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new InvalidInputException(
            Problem.of("target.java.classpath", classPath.get(i), "a path"), e);
      }
    }
    return new URLClassLoader("target", urls, JavaTargetProvider.class.getClassLoader());
  }

  private static String version(
      TargetConfig config,
      Class<?> type,
      List<Path> classPath,
      ObjectNode parameters,
      Target target) {
    ObjectNode identity = Json.object();
    identity.put("class", type.getName());
    identity.set("parameters", parameters);
    try {
      identity.put("fingerprint", target.fingerprint());
      List<Path> code = classPath.isEmpty() ? codeSource(type) : classPath;
      for (int i = 0; i < code.size(); i++) {
        identity.put("code " + i, FileHash.of(code.get(i)));
      }
    } catch (IOException e) {
      throw TargetClass.failure(config, type.getName(), "code that can be read: " + e, null, e);
    } catch (RuntimeException e) {
      target.close();
      throw TargetClass.failure(
          config, type.getName(), "a fingerprint: " + TargetClass.cause(e), null, e);
    }
    return ContentHash.of(identity);
  }

  private static List<Path> codeSource(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      Path path = source == null ? null : Path.of(source.getLocation().toURI());
      return path == null || !Files.exists(path) ? List.of() : List.of(path);
    } catch (URISyntaxException | IllegalArgumentException e) {
      // Inside another archive: only the class's name is known.
      return List.of();
    }
  }

  static void close(@Nullable URLClassLoader loader) {
    try {
      if (loader != null) {
        loader.close();
      }
    } catch (IOException e) {
      // Nothing was written through it.
    }
  }
}

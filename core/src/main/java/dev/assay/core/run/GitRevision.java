package dev.assay.core.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The commit that a folder stands at.
 *
 * @since 0.1
 */
public final class GitRevision {

  private static final String HASH = "[0-9a-f]{40}([0-9a-f]{24})?";
  private static final int LARGEST_REFERENCE = 4096;
  private static final int MOST_LINKS = 5;
  private static final List<String> BRANCH_VARIABLES =
      List.of("GITHUB_HEAD_REF", "GITHUB_REF_NAME", "CI_COMMIT_REF_NAME", "BRANCH_NAME");
  private static final long PATIENCE_MILLIS = 1_000;

  private final Path folder;
  private final Optional<String> commit;
  private final @Nullable Process status;

  private GitRevision(Path folder, Optional<String> commit, @Nullable Process status) {
    this.folder = folder;
    this.commit = commit;
    this.status = status;
  }

  /**
   * Looks the commit up by reading the repository's files, and starts {@code git} in the background
   * to see whether tracked files of {@code folder} differ from it. Never fails: no repository, or
   * one that cannot be read, is no commit.
   */
  public static GitRevision find(Path folder) {
    Optional<String> commit;
    try {
      commit = commit(folder.toAbsolutePath().normalize());
    } catch (IOException e) {
      commit = Optional.empty();
    }
    return new GitRevision(
        folder, commit, commit.isEmpty() ? null : startStatus(folder.toAbsolutePath()));
  }

  /**
   * The commit's hash, with {@code -dirty} if tracked files of the folder differ from it, as far as
   * {@code git} is installed and says so within a second.
   */
  public Optional<String> describe() {
    return commit.map(hash -> dirty() ? hash + "-dirty" : hash);
  }

  /**
   * The branch that the folder stands on. Where none is checked out, as in CI, it is the one that
   * the environment of GitHub, GitLab or Jenkins names.
   */
  public Optional<String> branch(Map<String, String> environment) {
    try {
      Optional<String> branch = branchOf(folder.toAbsolutePath().normalize());
      if (branch.isPresent()) {
        return branch;
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return BRANCH_VARIABLES.stream()
        .map(name -> environment.getOrDefault(name, ""))
        .filter(name -> !name.isBlank())
        .findFirst();
  }

  private static Optional<String> branchOf(Path folder) throws IOException {
    for (Path at = folder; at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      if (Files.isRegularFile(git)) {
        String text = read(git);
        git = at.resolve(text.replaceFirst("^gitdir:", "").strip());
      }
      if (Files.isRegularFile(git.resolve("HEAD"))) {
        String head = read(git.resolve("HEAD"));
        String start = "ref: refs/heads/";
        return head.startsWith(start)
            ? Optional.of(head.substring(start.length()).strip())
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return folder + " at " + commit.orElse("no commit");
  }

  private boolean dirty() {
    if (status == null) {
      return false;
    }
    try (InputStream output = status.getInputStream()) {
      if (!status.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        return false;
      }
      return status.exitValue() == 0 && output.read() >= 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      status.destroyForcibly();
    }
  }

  private static @Nullable Process startStatus(Path folder) {
    // A repository may name programs in its configuration; fsmonitor is the one that status runs.
    List<String> command =
        List.of(
            "git",
            "--no-optional-locks",
            "-c",
            "core.fsmonitor=false",
            "status",
            "--porcelain",
            "--untracked-files=no",
            "--",
            ".");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      return null;
    }
  }

  private static Optional<String> commit(Path folder) throws IOException {
    for (Path at = folder; at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      if (Files.isDirectory(git)) {
        return head(git);
      }
      if (Files.isRegularFile(git)) {
        // A worktree or submodule: the file says where the repository is.
        String text = read(git);
        return text.startsWith("gitdir:")
            ? head(at.resolve(text.substring("gitdir:".length()).strip()))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<String> head(Path git) throws IOException {
    Path common = git;
    if (Files.exists(git.resolve("commondir"))) {
      common = git.resolve(read(git.resolve("commondir"))).normalize();
    }
    String reference = read(git.resolve("HEAD"));
    for (int i = 0; i < MOST_LINKS && reference.startsWith("ref:"); i++) {
      String name = reference.substring("ref:".length()).strip();
      if (!name.startsWith("refs/") || name.contains("..")) {
        return Optional.empty();
      }
      Path loose = Files.exists(git.resolve(name)) ? git.resolve(name) : common.resolve(name);
      reference = Files.exists(loose) ? read(loose) : packed(common, name);
    }
    return reference.matches(HASH) ? Optional.of(reference) : Optional.empty();
  }

  private static String packed(Path git, String name) throws IOException {
    Path file = git.resolve("packed-refs");
    if (!Files.exists(file)) {
      return "";
    }
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      if (line.endsWith(" " + name)) {
        return line.substring(0, line.indexOf(' '));
      }
    }
    return "";
  }

  private static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LARGEST_REFERENCE), StandardCharsets.UTF_8).strip();
    }
  }
}

package dev.assay.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRevisionTest {

  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path folder;

  @Test
  void aBranch_isFollowedLooseOrPacked() throws IOException {
    Path git = Files.createDirectories(folder.resolve(".git/refs/heads/feature"));
    Path suite = Files.createDirectories(folder.resolve("suites/deep"));
    write(".git/HEAD", "ref: refs/heads/feature/a\n");
    Files.writeString(git.resolve("a"), HASH + "\n");
    assertThat(GitRevision.find(suite).describe()).contains(HASH);

    Files.delete(git.resolve("a"));
    write(".git/packed-refs", "# pack-refs\n" + HASH + " refs/heads/feature/a\n");
    assertThat(GitRevision.find(suite).describe()).contains(HASH);
  }

  @Test
  void aDetachedHeadAndAWorktree_areFollowed() throws IOException {
    Files.createDirectories(folder.resolve("main/.git/worktrees/w"));
    write("main/.git/worktrees/w/HEAD", "ref: refs/heads/b\n");
    write("main/.git/worktrees/w/commondir", "../..\n");
    Files.createDirectories(folder.resolve("main/.git/refs/heads"));
    write("main/.git/refs/heads/b", HASH);
    Files.createDirectories(folder.resolve("w"));
    write("w/.git", "gitdir: " + folder.resolve("main/.git/worktrees/w") + "\n");
    assertThat(GitRevision.find(folder.resolve("w")).describe()).contains(HASH);

    write("main/.git/HEAD", HASH + "\n");
    assertThat(GitRevision.find(folder.resolve("main")).describe()).contains(HASH);
  }

  @Test
  void whatIsNoRepository_hasNoCommit() throws IOException {
    assertThat(GitRevision.find(folder).describe()).isEmpty();
    Files.createDirectories(folder.resolve(".git"));
    for (String head :
        new String[] {"", "rubbish", "ref: ../../etc/passwd", "ref: refs/heads/none"}) {
      write(".git/HEAD", head);
      assertThat(GitRevision.find(folder).describe()).as(head).isEmpty();
    }
  }

  @Test
  void filesThatDiffer_makeItDirty() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(git("init", "-q") == 0);
    write("suite.yaml", "name: a\n");
    git("add", ".");
    git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "first");
    String clean = GitRevision.find(folder).describe().orElseThrow();
    assertThat(clean).matches("[0-9a-f]{40}");
    write("suite.yaml", "name: b\n");
    assertThat(GitRevision.find(folder).describe()).contains(clean + "-dirty");
  }

  private int git(String... arguments) throws InterruptedException {
    java.util.List<String> command = new java.util.ArrayList<>(java.util.List.of("git"));
    command.addAll(java.util.List.of(arguments));
    try {
      return new ProcessBuilder(command).directory(folder.toFile()).start().waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}

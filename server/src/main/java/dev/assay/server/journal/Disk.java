package dev.assay.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the writer asks of a disk; a test's one may refuse. */
interface Disk {

  /** A file being written from its beginning. */
  interface File extends AutoCloseable {

    /** Writes all that remains. */
    void write(ByteBuffer bytes) throws IOException;

    /** Returns once everything written would survive a power loss. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
  }

  /** Makes a file that is not there yet; its name is as safe as its content. */
  File create(Path file) throws IOException;

  /** Cuts a file behind so many bytes. */
  void truncate(Path file, long bytes) throws IOException;

  /** How many bytes there is room for beside a file; as many as can be if nobody knows. */
  default long free(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  /** The system's files. */
  static Disk real() {
    return new Disk() {
      @Override
      public File create(Path file) throws IOException {
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        // A file's name is its folder's content: without this a power loss may lose the whole file.
        Path folder = file.toAbsolutePath().getParent();
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
          names.force(true);
        } catch (IOException e) {
          channel.close();
          Files.deleteIfExists(file);
          throw e;
        }
        return new ChannelFile(channel);
      }

      @Override
      public void truncate(Path file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(bytes);
          channel.force(true);
        }
      }
    };
  }

  /** A file of the system. */
  record ChannelFile(FileChannel channel) implements File {

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}

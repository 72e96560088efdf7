package dev.assay.benchmarks.load;

/** Sends requests to a server over a connection of its own; for one thread. */
interface Sender extends AutoCloseable {

  /**
   * Sends the first {@code length} bytes and waits for the answer; never throws for what network
   * and server do.
   */
  Answer send(byte[] body, int length);

  @Override
  void close();

  /** One for the URL's protocol; connects when it first sends. */
  static Sender of(LoadOptions options) {
    return "grpc".equals(options.url().getScheme())
        ? new GrpcSender(options)
        : new HttpSender(options);
  }

  /**
   * What came back.
   *
   * @param acknowledged whether the server says that it has it
   * @param code the status, or why there is none
   * @param rejected spans that the server says it did not take
   * @param retryAfterMillis how long it asks to be left alone; 0 if it does not say
   */
  record Answer(boolean acknowledged, String code, long rejected, long retryAfterMillis) {

    static Answer failed(String code) {
      return new Answer(false, code, 0, 0);
    }
  }
}

package dev.assay.server.delivery;

/** Takes messages where one channel leads. Called by one thread at a time. */
interface Sender extends AutoCloseable {

  /**
   * Sends a message, within a bounded time.
   *
   * @return what the other side said, in one line without secrets
   * @throws DeliveryFailedException if it did not take the message
   */
  String send(Message message) throws DeliveryFailedException;

  @Override
  default void close() {}
}

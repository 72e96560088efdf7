package dev.assay.server.delivery;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom to tell, and where requests may go.
 *
 * @param channels the channels; their names differ
 * @param allowedNetworks addresses and networks that are not public and may be reached all the
 *     same, such as {@code 10.1.0.0/16}; for what speaks HTTP, mail servers are not held to it
 * @param timeout how long one attempt may take, from 1 second to 5 minutes
 * @since 0.1
 */
public record DeliverySettings(
    List<Channel> channels, List<String> allowedNetworks, Duration timeout) {

  /** Nobody. */
  public static final DeliverySettings NONE =
      new DeliverySettings(List.of(), List.of(), Duration.ofSeconds(20));

  /**
   * Checks the parts.
   *
   * @throws InvalidInputException if two channels have one name, a network is none, or the timeout
   *     is out of range
   */
  public DeliverySettings {
    channels = List.copyOf(channels);
    allowedNetworks = List.copyOf(allowedNetworks);
    AddressGuard.allowing(allowedNetworks);
    Set<String> names = new HashSet<>();
    for (Channel channel : channels) {
      if (!names.add(channel.name())) {
        throw new InvalidInputException(Problem.of("channel", channel.name(), "names that differ"));
      }
    }
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0
        || timeout.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new InvalidInputException(Problem.of("timeout", timeout, "1 second to 5 minutes"));
    }
  }

  /** To these, with the defaults for the rest. */
  public static DeliverySettings of(List<Channel> channels) {
    return new DeliverySettings(channels, List.of(), NONE.timeout());
  }

  /** Lets requests go there as well. */
  public DeliverySettings allowing(List<String> networks) {
    return new DeliverySettings(channels, networks, timeout);
  }
}

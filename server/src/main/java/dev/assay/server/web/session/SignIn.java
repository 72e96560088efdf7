package dev.assay.server.web.session;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A way to sign in: by key, or by somebody else's word (OIDC).
 *
 * <p>Called by several threads at once.
 *
 * @since 0.1
 */
public interface SignIn {

  /** Names it in paths, such as {@code key}: letters, digits and hyphens. */
  String name();

  /** What stands on the button. */
  String label();

  /** Whether it asks for a secret in a form of ours, rather than leading elsewhere. */
  boolean asks();

  /** Begins: judges what was typed, or says where to go. */
  Step begin(Attempt attempt);

  /** Goes on when the person comes back from elsewhere. */
  default Step resume(Attempt attempt) {
    return new Refused("this way to sign in leads nowhere else");
  }

  /**
   * What is known of somebody who wants to sign in.
   *
   * @param visitor a secret of this browser's, the same when it comes back: what {@code state} and
   *     {@code nonce} are to be bound to
   * @param fields of the form or of the address, hostile
   * @param back where to come back to, absolute
   */
  record Attempt(String visitor, Map<String, String> fields, URI back) {

    /** Copies the fields. */
    public Attempt {
      fields = Map.copyOf(fields);
    }
  }

  /** What comes of an attempt. */
  sealed interface Step permits SignedIn, GoTo, Refused {}

  /**
   * They are who they say.
   *
   * @param next where they wanted to go before they were led elsewhere, hostile; null for where
   *     this address says
   */
  record SignedIn(Grant grant, @Nullable String next) implements Step {

    /** Of somebody who was not led elsewhere. */
    public SignedIn(Grant grant) {
      this(grant, null);
    }
  }

  /** They are to go elsewhere, and come back. */
  record GoTo(URI address) implements Step {}

  /** They are not let in. */
  record Refused(String why) implements Step {}

  /** Who somebody is, asked anew at every request: a key may be revoked meanwhile. */
  @FunctionalInterface
  interface Grant {

    /** The person; empty once the grant no longer holds. */
    Optional<Person> person();
  }
}

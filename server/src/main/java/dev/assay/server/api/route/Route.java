package dev.assay.server.api.route;

import dev.assay.server.api.access.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One method on one path: everything there is to know of it.
 *
 * @since 0.1
 */
public final class Route {

  private static final int SMALL_BODY = 1 << 20;

  private final String method;
  private final String path;
  private final String id;
  private final String tag;
  private final String summary;
  private final String description;
  private final @Nullable Scope scope;
  private final List<Parameter> parameters;
  private final @Nullable String takes;
  private final int mostBytes;
  private final int status;
  private final @Nullable String gives;
  private final String mediaType;
  private final Handling handling;

  private Route(Builder builder, Handling handling) {
    this.method = builder.method;
    this.path = builder.path;
    this.id = builder.id;
    this.tag = builder.tag;
    this.summary = builder.summary;
    this.description = builder.description;
    this.scope = builder.scope;
    this.parameters = List.copyOf(builder.parameters);
    this.takes = builder.takes;
    this.mostBytes = builder.mostBytes;
    this.status = builder.status;
    this.gives = builder.gives;
    this.mediaType = builder.mediaType;
    this.handling = Objects.requireNonNull(handling, "handling");
  }

  /** Starts a route that reads. */
  public static Builder get(String path, String id) {
    return new Builder("GET", path, id).scope(Scope.READ);
  }

  /** Starts a route that does something. */
  public static Builder post(String path, String id) {
    return new Builder("POST", path, id).scope(Scope.WRITE);
  }

  /** Starts a route that removes something. */
  public static Builder delete(String path, String id) {
    return new Builder("DELETE", path, id).scope(Scope.WRITE);
  }

  /** The HTTP method. */
  public String method() {
    return method;
  }

  /** The path, its parameters in braces. */
  public String path() {
    return path;
  }

  /** The operation's id, such as {@code listInteractions}. */
  public String id() {
    return id;
  }

  /** The noun it is about. */
  public String tag() {
    return tag;
  }

  /** What it does, in one line. */
  public String summary() {
    return summary;
  }

  /** More about it; may be empty. */
  public String description() {
    return description;
  }

  /** What a key needs; null where none is needed. */
  public @Nullable Scope scope() {
    return scope;
  }

  /** The parameters of path and query. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The schema of the body it takes, by name; null where it takes none. */
  public @Nullable String takes() {
    return takes;
  }

  /** The most bytes its body may have, before and after decompression. */
  public int mostBytes() {
    return mostBytes;
  }

  /** The status where all is well. */
  public int status() {
    return status;
  }

  /** The schema of its answer, by name; null where the answer has no schema. */
  public @Nullable String gives() {
    return gives;
  }

  /** The media type of its answer. */
  public String mediaType() {
    return mediaType;
  }

  /** What it does. */
  public Handling handling() {
    return handling;
  }

  @Override
  public String toString() {
    return method.toLowerCase(Locale.ROOT) + " " + path;
  }

  /** Gathers a {@link Route}. */
  public static final class Builder {

    private final String method;
    private final String path;
    private final String id;
    private final List<Parameter> parameters = new ArrayList<>();
    private String tag = "";
    private String summary = "";
    private String description = "";
    private @Nullable Scope scope;
    private @Nullable String takes;
    private int mostBytes = SMALL_BODY;
    private int status = 200;
    private @Nullable String gives;
    private String mediaType = "application/json";

    private Builder(String method, String path, String id) {
      this.method = method;
      this.path = path;
      this.id = id;
    }

    /** What a key needs; null for nothing. */
    public Builder scope(@Nullable Scope scope) {
      this.scope = scope;
      return this;
    }

    /** The noun it is about, and what it does in one line. */
    public Builder about(String noun, String line) {
      this.tag = noun;
      this.summary = line;
      return this;
    }

    /** More about it. */
    public Builder description(String text) {
      this.description = text;
      return this;
    }

    /** Takes this parameter. */
    public Builder with(Parameter parameter) {
      parameters.add(parameter);
      return this;
    }

    /** Takes these parameters. */
    public Builder with(List<Parameter> more) {
      parameters.addAll(more);
      return this;
    }

    /** Takes a JSON body with this schema. */
    public Builder takes(String schema) {
      this.takes = schema;
      return this;
    }

    /** Takes a JSON body with this schema, at most so large. */
    public Builder takes(String schema, int bytes) {
      this.mostBytes = bytes;
      return takes(schema);
    }

    /** Answers with this status. */
    public Builder status(int number) {
      this.status = number;
      return this;
    }

    /** Answers JSON with this schema. */
    public Builder gives(String schema) {
      this.gives = schema;
      return this;
    }

    /** Answers something else than JSON. */
    public Builder givesText(String type) {
      this.mediaType = type;
      return this;
    }

    /** The route. */
    public Route does(Handling handling) {
      return new Route(this, handling);
    }
  }
}

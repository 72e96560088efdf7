package dev.assay.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Printable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A line of the log: a JSON object, or for people a short text. Of what was thrown it says the
 * class and the place, never the message, which may quote what users said.
 */
final class LogLine extends EncoderBase<ILoggingEvent> {

  private static final int MOST_FRAMES = 30;
  private static final int MOST_CAUSES = 5;

  private final boolean forPeople;

  LogLine(boolean forPeople) {
    this.forPeople = forPeople;
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    return forPeople ? text(event) : json(event);
  }

  private static byte[] json(ILoggingEvent event) {
    ObjectNode json =
        Json.object().put("at", Instant.ofEpochMilli(event.getTimeStamp()).toString());
    json.put("level", level(event)).put("logger", event.getLoggerName());
    json.put("thread", event.getThreadName()).put("message", event.getFormattedMessage());
    ObjectNode at = json;
    IThrowableProxy thrown = event.getThrowableProxy();
    for (int i = 0; thrown != null && i < MOST_CAUSES; i++) {
      at = at.putObject(i == 0 ? "error" : "cause").put("class", thrown.getClassName());
      ArrayNode frames = at.putArray("frames");
      StackTraceElementProxy[] trace = thrown.getStackTraceElementProxyArray();
      for (int j = 0; j < trace.length && j < MOST_FRAMES; j++) {
        frames.add(trace[j].getStackTraceElement().toString());
      }
      thrown = thrown.getCause();
    }
    return (Json.write(json) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] text(ILoggingEvent event) {
    String time = Instant.ofEpochMilli(event.getTimeStamp()).toString();
    String logger = event.getLoggerName();
    String line =
        time
            + " "
            + level(event)
            + " "
            + logger.substring(logger.lastIndexOf('.') + 1)
            + ": "
            + event.getFormattedMessage()
            + thrown(event.getThrowableProxy());
    return (Printable.lines(line) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String thrown(@Nullable IThrowableProxy thrown) {
    if (thrown == null) {
      return "";
    }
    StackTraceElementProxy[] trace = thrown.getStackTraceElementProxyArray();
    String place = trace.length == 0 ? "" : " at " + trace[0].getStackTraceElement();
    return " (" + thrown.getClassName() + place + ")";
  }

  private static String level(ILoggingEvent event) {
    return event.getLevel().toString().toLowerCase(Locale.ROOT);
  }
}

package dev.assay.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.assay.server.config.LogLevel;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The log of a server, on standard error; every other command is silent. */
final class Logging {

  private Logging() {}

  /** From now on says what happens at this level or above; of libraries only warnings. */
  static void start(LogLevel level, Terminal terminal) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    LogLine line = new LogLine(terminal.errIsTerminal());
    line.setContext(context);
    line.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setName("standard error");
    appender.setEncoder(line);
    appender.setOutputStream(terminal.err());
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(level == LogLevel.ERROR ? Level.ERROR : Level.WARN);
    context.getLogger("dev.assay").setLevel(Level.valueOf(level.name()));
    // What keeps it from starting it throws as well, and that is told as an error.
    context.getLogger("io.javalin.Javalin").setLevel(Level.OFF);
    // Some libraries log by the JDK's means, which otherwise write lines of their own.
    LogManager.getLogManager().reset();
    SLF4JBridgeHandler.install();
  }
}

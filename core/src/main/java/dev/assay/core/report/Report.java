package dev.assay.core.report;

import java.io.IOException;
import java.io.OutputStream;

/** Writes one format; leaves the stream open. */
interface Report {

  void write(ReportInput input, OutputStream out) throws IOException;
}

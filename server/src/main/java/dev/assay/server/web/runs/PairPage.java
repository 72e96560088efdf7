package dev.assay.server.web.runs;

import dev.assay.server.run.StoredRun;
import dev.assay.server.web.page.Shell;

/**
 * An example in two runs, with all of its texts.
 *
 * @param shell the frame
 * @param base the one run
 * @param candidate the other
 * @param row the example
 */
record PairPage(Shell shell, StoredRun base, StoredRun candidate, PairRow row) {

  String back() {
    return Links.compare(shell.view(), base.folder(), candidate.folder());
  }
}

package dev.assay.server.web.overview;

import dev.assay.monitor.window.Slice;
import dev.assay.server.web.page.Filters;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.View;

/** What changed, in words. */
record ChangesPage(View view, Formats formats, Changes.Found found) {

  String place(Change change) {
    return change.slice().equals(Slice.ALL) ? "all traffic" : Filters.label(change.slice());
  }
}

package dev.assay.server.web.settings;

import dev.assay.server.key.NewKey;
import dev.assay.server.web.page.Shell;

/**
 * A key just made: shown this once.
 *
 * @param shell the frame
 * @param made the key
 * @param open whether nobody must sign in until the server starts again
 */
record NewKeyPage(Shell shell, NewKey made, boolean open) {}

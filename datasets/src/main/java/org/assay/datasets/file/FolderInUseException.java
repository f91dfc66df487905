package org.assay.datasets.file;

import java.io.IOException;
import java.nio.file.Path;

/** A folder that another piece of work holds. Nothing in it was touched. */
public final class FolderInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    public FolderInUseException(Path folder) {
        super(folder + " is in use by another run, which goes on undisturbed");
    }
}

package org.assay.neural.train;

import java.nio.file.Path;

/** The caller asked to stop; where training was under way a checkpoint was written, and running again goes on. Exit code 75. */
public final class TrainingInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Before the training began. */
    TrainingInterruptedException(Path folder) {
        super("the training in " + folder + " was interrupted before it began; run again to go on");
    }

    TrainingInterruptedException(String job, long step) {
        super("training " + job + " was interrupted; a checkpoint of step " + step
                + " was written, run again to go on");
    }
}

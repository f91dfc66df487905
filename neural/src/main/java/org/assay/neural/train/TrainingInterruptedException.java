package org.assay.neural.train;

/** The caller asked to stop; a checkpoint was written, and running again goes on from there. Exit code 75. */
public final class TrainingInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrainingInterruptedException(String job, long step) {
        super("training " + job + " was interrupted; a checkpoint of step " + step
                + " was written, run again to go on");
    }
}

package org.assay.analysis.experiment;

/** The caller asked to stop while something was measured; what was finished is kept. Exit code 75. */
public final class MeasuringInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MeasuringInterruptedException(String task) {
        super(task + " was interrupted; what was finished is kept, run again to go on");
    }
}

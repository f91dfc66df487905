package org.assay.neural.train;

/** Loss, gradient or parameters stopped being finite. What was on disk before is untouched. Exit code 6. */
public final class DivergedException extends ArithmeticException {
    private static final long serialVersionUID = 1L;
    private final long step;

    DivergedException(String job, long step, String what, long lastGoodStep) {
        super("training " + job + " diverged at step " + step + ": " + what + "; last good checkpoint: "
                + (lastGoodStep < 0 ? "none" : "step " + lastGoodStep) + ". Try a lower learning rate");
        this.step = step;
    }

    /** The first step whose reading was not finite, from 0. */
    public long step() {
        return step;
    }
}

package org.assay.neural.train;

/** Loss, gradient or parameters stopped being finite. What was on disk before is untouched. Exit code 6. */
public final class DivergedException extends ArithmeticException {
    private static final long serialVersionUID = 1L;
    private final long step;
    private final String where;

    DivergedException(String job, long step, String what, String where, long lastGoodStep) {
        super("training " + job + " diverged at step " + step + ": " + what + "; " + where + "; last good checkpoint: "
                + (lastGoodStep < 0 ? "none" : "step " + lastGoodStep)
                + ". Try a lower learning rate, more warm-up or a smaller clipping norm");
        this.step = step;
        this.where = where;
    }

    /** The first step whose reading was not finite, from 0. */
    public long step() {
        return step;
    }

    /** Which weight, hook point or gradient was the first that was not finite. */
    public String where() {
        return where;
    }
}

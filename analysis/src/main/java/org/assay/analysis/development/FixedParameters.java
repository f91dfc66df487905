package org.assay.analysis.development;

import java.util.stream.IntStream;

/**
 * A loss of which only some parameters may move and the others stay where they are: a network with a part of it clamped, or
 * the one part whose own learning coefficient is asked for.
 */
public final class FixedParameters implements Loss {
    private final Loss whole;
    private final double[] values;
    private final int[] free;

    private FixedParameters(Loss whole, double[] values, int... free) {
        this.whole = whole;
        this.values = values;
        this.free = free;
    }

    /**
     * @param values of all parameters; those of the free ones do not matter
     * @param free   for each parameter of {@code whole} whether it may move
     */
    public static FixedParameters of(Loss whole, double[] values, boolean[] free) {
        if (values.length != whole.size() || free.length != whole.size()) {
            throw new IllegalArgumentException("a loss of " + whole.size() + " parameters got " + values.length
                    + " values and " + free.length + " marks");
        }
        int[] moving = IntStream.range(0, free.length).filter(i -> free[i]).toArray();
        return new FixedParameters(whole, values.clone(), moving);
    }

    @Override
    public int size() {
        return free.length;
    }

    /** All parameters, with these for the free ones. */
    public double[] all(double[] parameters) {
        double[] all = values.clone();
        for (int i = 0; i < free.length; i++) {
            all[free[i]] = parameters[i];
        }
        return all;
    }

    /** The free ones of all parameters. */
    public double[] free(double[] all) {
        return IntStream.of(free).mapToDouble(i -> all[i]).toArray();
    }

    @Override
    public double at(double[] parameters, double[] gradient) {
        double[] wide = new double[whole.size()];
        double loss = whole.at(all(parameters), wide);
        System.arraycopy(free(wide), 0, gradient, 0, free.length);
        return loss;
    }
}

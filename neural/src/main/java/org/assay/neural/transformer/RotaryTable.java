package org.assay.neural.transformer;

/**
 * Angles of rotary positions: {@code angle(p, i) = p * base^(-2i/H)} for i in 0 .. H/2-1 (Su et al. 2021, section 3.2.2), one
 * table for the reference and for the engine.
 *
 * @param cos P x H/2, row-major
 * @param sin P x H/2, row-major
 */
public record RotaryTable(double[] cos, double[] sin) {
    public static RotaryTable of(TransformerConfig config) {
        int half = config.dHead() / 2;
        double[] cos = new double[config.nCtx() * half];
        double[] sin = new double[config.nCtx() * half];
        for (int p = 0; p < config.nCtx(); p++) {
            for (int i = 0; i < half; i++) {
                double angle = p * StrictMath.pow(config.rotaryBase(), -2.0 * i / config.dHead());
                cos[p * half + i] = StrictMath.cos(angle);
                sin[p * half + i] = StrictMath.sin(angle);
            }
        }
        return new RotaryTable(cos, sin);
    }
}

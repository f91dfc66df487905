package org.assay.analysis.compile;

import org.assay.datasets.origin.Seed;

/**
 * Into what kind of network a program is compiled.
 *
 * @param target      how heads attend
 * @param longest     tokens of the longest context that is answered, from 1
 * @param code        what stands for the values of a variable
 * @param compression directions of a variable for each of its values, above 0 and at most 1, with {@link Code#RANDOM}; 1 for other
 *     codes
 * @param spare       directions of the residual stream that hold nothing, from 0
 * @param noise       standard deviation of a normal number that is added to every weight, in units of the root mean square of the
 *     weights of its tensor that are not 0; 0 for none
 * @param sharpness   by how much the log-odds of attention to a better key exceed those to the next, above 0: what leaks to each
 *     other key is at most exp(-sharpness). For softmax attention alone
 * @param seed        of rotations, random codes and noise
 */
public record CompileOptions(
        Target target,
        int longest,
        Code code,
        double compression,
        int spare,
        double noise,
        double sharpness,
        Seed seed) {
    /** Leakage of e^-30, one in 10^13. */
    public static final double USUAL_SHARPNESS = 30;

    private static final int LONGEST = 4096;

    /** How the heads of a network attend. */
    public enum Target {
        /**
         * Softmax attention, with an MLP of rectifiers where the program has units. Every sequence begins with a token of the
         * network's own, which heads look at where no key is kept.
         */
        SOFTMAX,
        /** Bilinear attention, with a bilinear MLP where the program has units; no sum of anything but exact products. */
        BILINEAR
    }

    /** What stands for the K values of a variable. */
    public enum Code {
        /** K directions, one for each. */
        ONE_HOT,
        /** The corners of a regular simplex in K - 1 directions; every value can still be read exactly. */
        SIMPLEX,
        /** Random directions of fewer dimensions, so that values interfere. */
        RANDOM
    }

    public CompileOptions {
        if (longest < 1 || longest > LONGEST) {
            throw new IllegalArgumentException(
                    "the longest context must have 1 .. " + LONGEST + " tokens, got " + longest);
        }
        if (!(compression > 0 && compression <= 1) || code != Code.RANDOM && compression != 1) {
            throw new IllegalArgumentException(
                    "compression must lie above 0 and be at most 1, and is 1 but for random codes; got " + compression
                            + " with " + code);
        }
        if (spare < 0 || spare > LONGEST) {
            throw new IllegalArgumentException("spare directions must be 0 .. " + LONGEST + ", got " + spare);
        }
        if (!(noise >= 0) || Double.isInfinite(noise)) {
            throw new IllegalArgumentException("noise must be finite and not negative, got " + noise);
        }
        if (!(sharpness > 0) || Double.isInfinite(sharpness)) {
            throw new IllegalArgumentException("sharpness must be positive and finite, got " + sharpness);
        }
    }

    /** One-hot codes, no noise, nothing spare. */
    public static CompileOptions of(Target target, int longest, Seed seed) {
        return new CompileOptions(target, longest, Code.ONE_HOT, 1, 0, 0, USUAL_SHARPNESS, seed);
    }

    /** The same with other rotations, random codes and noise. */
    public CompileOptions with(Seed other) {
        return new CompileOptions(target, longest, code, compression, spare, noise, sharpness, other);
    }

    /** The same with other codes, which need no compression. */
    public CompileOptions with(Code other) {
        return new CompileOptions(target, longest, other, 1, spare, noise, sharpness, seed);
    }

    /** The same with random codes of {@code share} directions for each value. */
    public CompileOptions compressedTo(double share) {
        return new CompileOptions(target, longest, Code.RANDOM, share, spare, noise, sharpness, seed);
    }

    /** The same with directions that hold nothing. */
    public CompileOptions withSpare(int directions) {
        return new CompileOptions(target, longest, code, compression, directions, noise, sharpness, seed);
    }

    /** The same with noise on the weights. */
    public CompileOptions withNoise(double deviation) {
        return new CompileOptions(target, longest, code, compression, spare, deviation, sharpness, seed);
    }

    /** The same with sharper or blunter attention. */
    public CompileOptions withSharpness(double other) {
        return new CompileOptions(target, longest, code, compression, spare, noise, other, seed);
    }
}

package org.assay.analysis.compile;

import org.assay.analysis.compile.CompileOptions.Target;
import org.assay.symbolic.program.Program;

/**
 * Compiles programs to the weights of transformers, after the compiler of Lindner et al. (2023): a private subspace for every
 * variable, here turned at random, so that no coordinate of the network means anything.
 *
 * <p>What can be compiled: tokens with labels and superlabels; heads that keep one key, by position, by what it holds, by what the
 * query holds and by matching labels, with the nearest or farthest of equals; units that insert labels; bias and votes, and experts
 * that belong to one variable. A label that is asked for must be brought by one variable. Bilinear attention has no competition between
 * keys, so there positions alone must say which key may be kept; a bilinear MLP multiplies two variables and no more.
 */
public final class ProgramCompiler {
    private ProgramCompiler() {}

    /** @throws UncompilableProgramException with the item that cannot be compiled, why, and what to do */
    public static CompiledNetwork compile(Program program, CompileOptions options) {
        SubLanguage.require(program);
        Variables variables = Variables.of(program, options.longest(), options.target() == Target.SOFTMAX);
        Stream stream = new Stream(variables, options);
        Wiring wiring = Wiring.of(stream, options);
        WeightsWriter.Written written = WeightsWriter.write(stream, options, wiring);
        return new CompiledNetwork(
                variables,
                options,
                written.weights(),
                TrueCircuit.of(
                        stream, wiring, written.rotation(), written.weights().config()));
    }
}

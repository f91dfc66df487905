package org.assay.neural.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A program for the native engine, compiled from TorchScript text in a few milliseconds. It holds no tensors: all state is in
 * the arguments. With {@link TorchEngine} the only class that calls what lies behind DJL's neutral interface.
 *
 * <p>Whole computations are one native call. Scalars must be literals of the text or tensors: a Java number multiplied into a
 * graph is freed before the backward pass reads it, and the gradient is then wrong without any error.
 */
final class TorchProgram implements AutoCloseable {
    private final String source;
    private final PtNDManager manager;
    private final PtSymbolBlock block;
    private final NDArray empty;

    private TorchProgram(String source, PtNDManager manager, PtSymbolBlock block) {
        this.source = source;
        this.manager = manager;
        this.block = block;
        this.empty = manager.zeros(new ai.djl.ndarray.types.Shape(1));
    }

    /** @param methods TorchScript method definitions, indented by two spaces, of a class {@code __torch__.M} */
    static TorchProgram compile(String methods) {
        return compile(methods, ComputeDevice.CPU);
    }

    /** The same, whose tensors live on {@code device}: every manager of the program makes them there. */
    static TorchProgram compile(String methods, ComputeDevice device) {
        TorchEngine.start();
        PtNDManager manager = (PtNDManager) NDManager.newBaseManager(device.device(), "PyTorch");
        try {
            PtSymbolBlock block =
                    JniUtils.loadModule(manager, new ByteArrayInputStream(TorchArchive.of(methods)), false, false);
            return new TorchProgram(methods, manager, block);
        } catch (IOException e) {
            manager.close();
            throw new UncheckedIOException("an archive in memory cannot fail to be read", e);
        }
    }

    /** The text that this was compiled from. */
    String source() {
        return source;
    }

    /** What owns the tensors that live as long as the program. */
    NDManager manager() {
        return manager;
    }

    /**
     * Calls {@code method} with tensors, where gradients may be taken. The answers belong to {@code scope}.
     */
    NDList train(NDManager scope, String method, NDArray... arguments) {
        return call(scope, method, true, arguments);
    }

    /**
     * Calls {@code method} with tensors; those named {@code x.KEY} are handed over as entries KEY of one dictionary. Without
     * {@code gradients} none can be taken. The answers, named by their keys if they are a dictionary, belong to {@code scope}.
     */
    NDList call(NDManager scope, String method, boolean gradients, NDArray... arguments) {
        NDArray named = empty.duplicate();
        named.setName("module_method:" + method);
        NDList list = new NDList(arguments);
        list.add(named);
        try {
            NDList answers = IValueUtils.forward(block, list, gradients);
            answers.attach(scope);
            return answers;
        } finally {
            named.close();
        }
    }

    /** Calls {@code method} without gradients; arguments are tensors ({@link NDArray}) or strings. The answer belongs to {@code scope}. */
    NDArray infer(NDManager scope, String method, Object... arguments) {
        IValue[] values = new IValue[arguments.length];
        try {
            for (int i = 0; i < arguments.length; i++) {
                values[i] =
                        arguments[i] instanceof String text ? IValue.from(text) : IValue.from((PtNDArray) arguments[i]);
            }
            try (IValue answer = IValueUtils.runMethod(block, method, values)) {
                return answer.toTensor((PtNDManager) scope);
            }
        } finally {
            for (IValue value : values) {
                if (value != null) {
                    value.close();
                }
            }
        }
    }

    /** Frees the program and every tensor that lives with it. */
    @Override
    public void close() {
        block.close();
        manager.close();
    }
}

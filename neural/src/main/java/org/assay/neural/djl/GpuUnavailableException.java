package org.assay.neural.djl;

/** A GPU was asked for and the native engine can use none. Exit code 7. */
public final class GpuUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GpuUnavailableException() {
        super("a GPU was asked for, but the native engine (" + TorchEngine.description()
                + ") can use none. It needs a driver"
                + " of NVIDIA and libraries built for CUDA, which do not come with Assay: see docs/training.md, and"
                + " --device cpu meanwhile");
    }
}

package org.assay.neural.djl;

/** The native engine could not be unpacked or loaded on this machine. Exit code 7. */
public final class EngineUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineUnavailableException(Throwable cause) {
        super(
                "the native engine did not start: " + cause.getMessage()
                        + ". It needs its libraries on the class path, glibc 2.29 or newer on Linux, and 450 MB in a writable"
                        + " folder, ~/.djl.ai or the one that DJL_CACHE_DIR names",
                cause);
    }
}

package org.assay.neural.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.util.function.Supplier;

/**
 * Starts the native engine once, offline and untracked, and guards the state that it keeps per thread.
 *
 * <p>One intra-op thread: on small networks it is faster than two, its bits do not depend on the machine's load, and
 * parallelism is across trainings. The properties below must be set before the first class of the engine is touched, so
 * everything in this package goes through {@link #start()}.
 */
public final class TorchEngine {
    /** glibc {@code mallopt} parameters; see {@code malloc.h}. */
    private static final int M_TRIM_THRESHOLD = -1;

    private static final int M_TOP_PAD = -2;
    private static final int M_MMAP_THRESHOLD = -3;
    private static final int NEVER = Integer.MAX_VALUE;
    private static final int LARGEST_HEAP_BLOCK = 1 << 30;
    private static final int HEAP_STEP = 64 << 20;

    private static Engine engine;

    private TorchEngine() {}

    /**
     * Makes sure that the engine runs; cheap after the first call, which may take seconds when natives are unpacked.
     *
     * @throws EngineUnavailableException when the native libraries cannot be unpacked or loaded
     */
    public static synchronized void start() {
        if (engine == null) {
            try {
                engine = load();
            } catch (EngineException | IllegalStateException | UnsatisfiedLinkError e) {
                throw new EngineUnavailableException(e);
            }
        }
    }

    /** Name and version of the engine, for provenance and {@code doctor}. */
    public static synchronized String description() {
        start();
        return engine.getEngineName() + " " + engine.getVersion() + ", " + engine.getGpuCount() + " GPU";
    }

    /** Whether the engine's libraries are built for CUDA and find a GPU. */
    static synchronized boolean usesCuda() {
        start();
        return engine.hasCapability(StandardCapabilities.CUDA) && engine.getGpuCount() > 0;
    }

    /**
     * Runs {@code work} with gradients on, in this thread only, and switches them off again whatever happens: grad mode is
     * kept per thread and leaks when an exception skips the reset.
     */
    static <T> T withGradients(Supplier<T> work) {
        start();
        JniUtils.setNumThreads(1);
        JniUtils.setGraphExecutorOptimize(false);
        JniUtils.setGradMode(true);
        try {
            return work.get();
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    /** Runs {@code work} without gradients, in this thread only. */
    static <T> T withoutGradients(Supplier<T> work) {
        start();
        JniUtils.setNumThreads(1);
        JniUtils.setGraphExecutorOptimize(false);
        JniUtils.setGradMode(false);
        return work.get();
    }

    private static Engine load() {
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        keepFreedMemory();
        return Engine.getEngine("PyTorch");
    }

    /**
     * Tells glibc to keep what is freed: a training step frees and takes the same few MiB, and giving them back to the kernel
     * each time costs thousands of page faults. Other C libraries have no such call.
     */
    private static void keepFreedMemory() {
        if (!System.getProperty("os.name").startsWith("Linux") || !isGlibc()) {
            return;
        }
        Function mallopt = NativeLibrary.getInstance("c").getFunction("mallopt");
        mallopt.invokeInt(new Object[] {M_MMAP_THRESHOLD, LARGEST_HEAP_BLOCK});
        mallopt.invokeInt(new Object[] {M_TRIM_THRESHOLD, NEVER});
        mallopt.invokeInt(new Object[] {M_TOP_PAD, HEAP_STEP});
    }

    private static boolean isGlibc() {
        try {
            NativeLibrary.getInstance("c").getFunction("gnu_get_libc_version");
            return true;
        } catch (UnsatisfiedLinkError absent) {
            return false;
        }
    }
}
